"""How Excel refuses: the error that a call through COM ends with."""

from __future__ import annotations

from typing import Final

__all__ = ["ComError"]

#: "Exception occurred": the code under which Excel reports all its own refusals.
_EXCEPTION: Final = -2147352567
#: Error 1004, as it stands in the details.
_SCODE: Final = -2146827284


class ComError(Exception):
    """Has the attributes of pywin32's com_error, which is no subclass of anything but Exception either.

    Attributes:
        hresult: Code of the failure.
        excepinfo: Details; the third is Excel's own sentence.
    """

    def __init__(self, text: str, hresult: int = _EXCEPTION) -> None:
        self.hresult = hresult
        self.excepinfo = (0, "Microsoft Excel", text, "xlmain11.chm", 0, _SCODE)
        super().__init__(hresult, "Exception occurred.", self.excepinfo, None)
