"""The text of an XML part out of its inflated bytes, in whichever encoding it was written."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import Final

from kesu_xl.package.xmlparts import encoding_of

__all__ = ["text_pieces"]

#: As much as an XML declaration can take.
_HEAD: Final = 1024


def text_pieces(chunks: Iterator[bytes]) -> Iterator[str]:
    """Yield the text of an XML part piece by piece, every line break as ``\\n`` (XML 1.0, 2.11).

    Raises:
        ValueError: The bytes are not in the encoding that they say they are in.
        LookupError: There is no such encoding.
    """
    head = b""
    for chunk in chunks:
        head += chunk
        if len(head) >= _HEAD:
            break
    encoding = encoding_of(head[:_HEAD])
    if encoding == "utf-16" and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        # It says so in letters of one byte each, so it is not true.
        encoding = "utf-8"
    # Python also calls compressions and the like encodings; this lets only those of text pass.
    b"    ".decode(encoding, "ignore")
    decoder = codecs.getincrementaldecoder("utf-8-sig" if encoding == "utf-8" else encoding)()
    returned = ""
    for chunk in _after(head, chunks):
        text = returned + decoder.decode(chunk)
        returned = ""
        if "\r" in text:
            if text.endswith("\r"):
                text, returned = text[:-1], "\r"
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if text:
            yield text
    text = returned.replace("\r", "\n") + decoder.decode(b"", True)
    if text:
        yield text


def _after(head: bytes, chunks: Iterator[bytes]) -> Iterator[bytes]:
    yield head
    yield from chunks
