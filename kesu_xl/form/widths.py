"""How wide Latin characters are: the fonts of forms, as tables of the 95 printable ASCII characters.

Measured from fonts of the same metrics (Carlito for Calibri); thousandths of an em, from blank to tilde.
"""

from __future__ import annotations

from typing import Final

__all__ = ["is_latin_font", "latin_widths"]

# fmt: off
#: Calibri, regular.
_CALIBRI: Final = (
    226, 326, 401, 498, 507, 715, 682, 221, 303, 303, 498, 498, 250, 306, 252, 386, 507, 507, 507, 507, 507, 507,
    507, 507, 507, 507, 268, 268, 498, 498, 498, 463, 894, 579, 544, 533, 615, 488, 459, 631, 623, 252, 319, 520,
    420, 855, 646, 662, 517, 673, 543, 459, 487, 642, 567, 890, 519, 487, 468, 307, 386, 307, 498, 498, 291, 479,
    525, 423, 525, 498, 305, 471, 525, 229, 239, 455, 229, 799, 525, 527, 525, 525, 349, 391, 335, 525, 452, 715,
    433, 453, 395, 314, 460, 314, 498,
)
#: Calibri, bold.
_CALIBRI_BOLD: Final = (
    226, 326, 438, 498, 507, 729, 705, 233, 312, 312, 498, 498, 258, 306, 267, 430, 507, 507, 507, 507, 507, 507,
    507, 507, 507, 507, 276, 276, 498, 498, 498, 463, 898, 606, 561, 529, 630, 488, 459, 637, 631, 267, 331, 547,
    423, 874, 659, 676, 532, 686, 563, 473, 495, 653, 591, 906, 551, 520, 478, 325, 430, 325, 498, 498, 300, 494,
    537, 418, 537, 503, 316, 474, 537, 246, 255, 480, 246, 813, 537, 538, 537, 537, 355, 399, 347, 537, 473, 745,
    459, 474, 397, 344, 475, 344, 498,
)
#: Arial and its relatives.
_ARIAL: Final = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667,
    556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556,
    556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722,
    500, 500, 500, 334, 260, 334, 584,
)
#: Any other font, Chinese ones above all: a program that lacks the font puts a wide one in its place.
_WIDEST: Final = (
    318, 401, 474, 838, 636, 950, 780, 278, 390, 390, 500, 838, 318, 361, 318, 392, 636, 636, 636, 636, 636, 636,
    636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 535, 656,
    557, 863, 748, 787, 633, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 392, 390, 838, 559, 606, 613,
    635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 284, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818,
    592, 592, 525, 636, 337, 636, 838,
)
# fmt: on

#: A bold face that was not measured is wider than the regular one by this factor at most.
_BOLD: Final = 1.08

_FAMILIES: Final = {"calibri": _CALIBRI, "carlito": _CALIBRI, "arial": _ARIAL, "helvetica": _ARIAL}


def is_latin_font(font: str) -> bool:
    """Whether a font has no Chinese characters of its own, and so the lower lines of a Latin font."""
    return font.strip().lower() in _FAMILIES


def latin_widths(font: str, bold: bool) -> tuple[int, ...]:
    """Return the widths of the characters U+0020 to U+007E in thousandths of an em.

    Args:
        font: Name of the font as the workbook gives it, e.g. ``"Calibri"`` or ``"微软雅黑"``.
        bold: Whether the bold face is meant.
    """
    table = _FAMILIES.get(font.strip().lower(), _WIDEST)
    if not bold:
        return table
    if table is _CALIBRI:
        return _CALIBRI_BOLD
    return tuple(round(width * _BOLD) for width in table)
