"""What a transport does with one mail, and how it can end: sent, or one of four kinds of failure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from kesu_xl.wording import Said

__all__ = ["Delivered", "Envelope", "NotSent", "Permanent", "Setup", "Silent", "Temporary", "Transport", "Uncertain"]


@dataclass(frozen=True, slots=True)
class Envelope:
    """From whom and to whom a mail goes, whatever its headers say.

    Attributes:
        sender: Address that the server is told.
        to: Addresses, at least one.
    """

    sender: str
    to: tuple[str, ...]


class NotSent(Exception):  # noqa: N818  # no error of ours: one of the ways in which a delivery ends
    """The mail has not left, or nobody knows.

    Args:
        reason: What is wrong and what to do; the server's own words where it gave any.
    """

    def __init__(self, reason: Said) -> None:
        super().__init__(reason)
        self.reason = reason


class Setup(NotSent):
    """Nothing can be sent as things are set up: wrong password, bad certificate. No mail is to blame; all wait."""


class Temporary(NotSent):
    """Not now (no server, 4xx): it is tried again later."""


class Silent(Temporary):
    """Nobody answers, and it took long to know that: no other mail has better luck now."""


class Permanent(NotSent):
    """Not this mail (5xx, too large): somebody has to do something about it."""


class Uncertain(NotSent):
    """The mail was handed over and no answer came: it may have arrived. Never tried again without being told to."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """The mail was taken.

    Attributes:
        said: The words of the server.
        later: Addresses that were refused for now, with the server's words.
        refused: Addresses that were refused for good, with the server's words.
    """

    said: str = ""
    later: Mapping[str, Said] = field(default_factory=dict)
    refused: Mapping[str, Said] = field(default_factory=dict)


class Transport(Protocol):
    """A way out of the house."""

    def send(self, mail: bytes, envelope: Envelope, handing: Callable[[], None]) -> Delivered:
        """Send one mail.

        Args:
            mail: The message with CRLF line ends.
            envelope: Where it goes.
            handing: Called right before the step after which the mail may arrive. What ends before it has sent nothing.

        Raises:
            NotSent: One of its kinds.
        """
        ...

    def try_out(self) -> str:
        """Return what answers at the other end, without sending anything.

        Raises:
            NotSent: Nothing does, or it does not let us in.
        """
        ...
