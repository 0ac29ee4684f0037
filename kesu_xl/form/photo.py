"""A picture as it leaves the house: decoded and encoded again, so that nothing but its pixels goes along.

A phone writes where and when a photo was taken, by which device, often by whom; none of it survives, and how the phone
was held is worked into the pixels. What is larger than a page can show is scaled down.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["LONGEST_SIDE", "MOST_PIXELS", "redrawn"]

#: Pixels of the longer side: three times what the largest box of a form has, so that people can look closer.
LONGEST_SIDE: Final = 1280
#: A picture with more would take hundreds of megabytes, whatever its file has; phones make 12 to 50 million.
MOST_PIXELS: Final = 60_000_000
#: Formats that Pillow may try: what a hostile file says of itself chooses no other decoder.
_FORMATS: Final = ("PNG", "JPEG", "GIF", "BMP")
_QUALITY: Final = 85
#: A larger PNG is a photo that somebody saved as one: a JPEG shows the same with a tenth of the bytes.
_LARGEST_PNG: Final = 400_000


def redrawn(data: bytes) -> tuple[bytes, str, int, int] | None:
    """Return a picture without anything but its pixels: content, ending, width, height.

    Args:
        data: A PNG, JPEG, GIF or BMP file; of an animation the first picture is taken.

    Returns:
        None where it cannot be decoded.
    """
    from PIL import Image

    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                return None
            was_jpeg = opened.format in ("JPEG", "MPO")
            # a JPEG is decoded at a fraction of its size at once
            opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            return _encoded(_upright(opened), was_jpeg=was_jpeg)
    except Exception:  # whatever a decoder raises on a damaged or hostile file: it is no picture for us
        return None


def _upright(opened: Image) -> Image:
    """Return the pixels as people see them, at most as large as is needed."""
    from PIL import ImageOps

    orientation = opened.getexif().get(0x0112, 1)
    has_alpha = "A" in opened.getbands() or "transparency" in opened.info
    image = opened.convert("RGBA" if has_alpha else "RGB")
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    # a fresh mark for the only thing that was said beside the pixels
    image.getexif()[0x0112] = orientation
    return ImageOps.exif_transpose(image)


def _encoded(image: Image, *, was_jpeg: bool) -> tuple[bytes, str, int, int]:
    from PIL import Image as Pillow

    # only the pixels: comments, profiles and the rest hang on the picture that was opened
    bare = Pillow.frombytes(image.mode, image.size, image.tobytes())
    if not was_jpeg:
        out = BytesIO()
        bare.save(out, "PNG")
        if bare.mode == "RGBA" or out.tell() <= _LARGEST_PNG:
            return out.getvalue(), "png", *bare.size
    out = BytesIO()
    bare.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue(), "jpeg", *bare.size
