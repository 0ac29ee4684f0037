"""The native charts of the summary workbook, over the rows of its lists (LOOK, section Charts).

No title (a cell above has it), no border, horizontal gridlines only, 9 pt text; lines differ in weight and dash, so
that they can be told apart in grey.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final, Literal
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.chart import BarChart, LineChart
from openpyxl.chart.data_source import AxDataSource, NumDataSource, NumFmt, NumRef, StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.legend import Legend, LegendEntry
from openpyxl.chart.marker import Marker
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties, RichTextProperties
from openpyxl.utils import get_column_letter, quote_sheetname

from kesu_xl.newbook import look

if TYPE_CHECKING:
    from openpyxl.chart._chart import ChartBase
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["Box", "Slots", "add_ages", "add_columns", "add_pareto", "add_rates", "add_stacks", "described"]

_GRID: Final = "E6EAEE"
_AXIS: Final = "B9C4CC"
_POINT: Final = 12_700
_GAP: Final = 45
_Dash = Literal["dash", "sysDash", "sysDot"]
_LABEL_FORMAT: Final = re.compile(rb'(<numFmt formatCode="[^"]*")\s*/>')


@dataclass(frozen=True, slots=True)
class Box:
    """Where a chart stands: first and last column and row, all inside."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Slots:
    """The slot rows of a list on a sheet, and the row whose cells name its columns."""

    sheet: Worksheet
    head: int
    first: int
    last: int
    lang: str

    def values(self, column: int) -> str:
        """Return the range of one column."""
        letter, name = get_column_letter(column), quote_sheetname(self.sheet.title)
        last = "" if self.first == self.last else f":${letter}${self.last}"
        return f"{name}!${letter}${self.first}{last}"

    def series(self, column: int, labels: int, head: int | None = None) -> Series:
        """Return a series over one column; `labels` is the column of the categories."""
        letter = get_column_letter(head or column)
        return Series(
            tx=SeriesLabel(strRef=StrRef(f"{quote_sheetname(self.sheet.title)}!${letter}${self.head}")),
            cat=AxDataSource(strRef=StrRef(self.values(labels))),
            val=NumDataSource(numRef=NumRef(f=self.values(column))),
        )


def add_rates(slots: Slots, box: Box, labels: int, columns: Sequence[int], target: int, last: int) -> None:
    """Add lines of rates from 0 to 100 % against a target.

    Args:
        slots: The list.
        box: The place.
        labels: Column of the categories.
        columns: Columns of the rates, the main one first.
        target: Column of the target, the same in each row.
        last: Column that holds the last value of the main rate only: it alone is labelled.
    """
    chart = LineChart()
    styles: list[tuple[str, float, _Dash | None, int | None]] = [
        (look.BRAND, 2.5, None, 5),
        (look.BRAND_LIGHT, 1.75, None, None),
        (look.CLOSED_TEXT, 1.25, "sysDot", None),
    ]
    for column, (color, weight, dash, dot) in zip(columns, styles, strict=False):
        chart.series.append(_line(slots.series(column, labels), color, weight, dash, dot))
    chart.series.append(_line(slots.series(target, labels), look.ACCENT, 1.25, "dash", None))
    shown = len(chart.series)
    series = _line(slots.series(last, labels), look.INK, 0, None, None)
    series.graphicalProperties.line = LineProperties(noFill=True)
    series.dLbls = _labels("0%", "r", bold=True, lang=slots.lang)
    chart.series.append(series)
    _axes(chart, slots.lang)
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = 0, 1
    chart.y_axis.number_format = "0%"
    _legend(chart, slots.lang, hidden=(shown,))
    _place(chart, slots.sheet, box)


def add_pareto(
    slots: Slots,
    box: Box,
    labels: int,
    few: int,
    others: int | None,
    running: int,
    line: int | None,
    *,
    narrow: bool = False,
) -> None:
    """Add bars of shares with the running share as a line, both on one scale that ends at the total.

    Args:
        slots: The list.
        box: The place.
        labels: Column of the categories: name and count on two lines.
        few: Column of the shares of the vital few.
        others: Column of the shares of the others; None where `few` has all.
        running: Column of the running share.
        line: Column of the 80 % line.
        narrow: There is no room for a legend.
    """
    bars = BarChart()
    bars.type, bars.grouping, bars.overlap, bars.gapWidth = "col", "clustered", 100, _GAP
    for column, color in ((few, look.BRAND), (others, look.GREY_BAR)):
        if column is not None:
            bars.series.append(_bar(slots.series(column, labels), color))
    lines = LineChart()
    lines.series.append(_line(slots.series(running, labels), look.ACCENT, 1.75, None, 4))
    if line is not None:
        lines.series.append(_line(slots.series(line, labels), look.INK_2, 0.75, "sysDash", None))
    _axes(bars, slots.lang)
    bars.y_axis.majorGridlines = None
    bars.y_axis.scaling.min, bars.y_axis.scaling.max = 0, 1
    bars.y_axis.majorUnit = 0.2
    bars.y_axis.number_format = "0%"
    bars.y_axis.crosses = "max"
    lines.x_axis, lines.y_axis = bars.x_axis, bars.y_axis
    bars += lines
    _legend(bars, slots.lang)
    if narrow:
        bars.legend = None
        bars.layout = _inner(0.02, 0.06, 0.88, 0.66)
    _place(bars, slots.sheet, box)


def add_ages(slots: Slots, box: Box, first: int, label_width: float) -> None:
    """Add stacked bars of the open complaints by age, the youngest on top.

    Args:
        slots: The list: names, then what is within its limit and what is breached, each wide and slim.
        box: The place.
        first: Column of the names.
        label_width: Share of the chart that the names take.
    """
    _stacked(slots, box, first, ((look.BRAND_LIGHT, look.WHITE), (look.BREACHED[0], look.WHITE)), label_width)


def add_stacks(slots: Slots, box: Box, first: int) -> None:
    """Add stacked bars of breached and late clocks by kind; the columns are as those of `add_ages`."""
    _stacked(slots, box, first, ((look.BREACHED[0], look.WHITE), ("D9A79C", look.INK)), 0.13)


def add_columns(
    slots: Slots, box: Box, labels: int, columns: Sequence[int], number_format: str, target: int | None = None
) -> None:
    """Add columns side by side, with a target line where they are rates.

    Args:
        slots: The list.
        box: The place.
        labels: Column of the categories.
        columns: Columns of the values.
        number_format: Of the axis; "" for counts, which stand on their columns instead: an axis of 0 and 1 would
            show each of them several times.
        target: Column of the target.
    """
    bars = BarChart()
    bars.type, bars.grouping, bars.overlap, bars.gapWidth = "col", "clustered", 0, _GAP
    for column, color in zip(columns, (look.BRAND, look.BRAND_LIGHT), strict=False):
        series = _bar(slots.series(column, labels), color)
        if not number_format:
            series.dLbls = _labels("0;;;", "outEnd", bold=False, lang=slots.lang)
        bars.series.append(series)
    _axes(bars, slots.lang)
    bars.y_axis.scaling.min = 0
    if number_format:
        bars.y_axis.number_format = number_format
    else:
        bars.y_axis.delete, bars.y_axis.majorGridlines = True, None
    if target is not None:
        bars.y_axis.scaling.max, bars.y_axis.majorUnit = 1, 0.2
        lines = LineChart()
        lines.series.append(_line(slots.series(target, labels), look.ACCENT, 1.25, "dash", None))
        lines.x_axis, lines.y_axis = bars.x_axis, bars.y_axis
        bars += lines
    _legend(bars, slots.lang)
    _place(bars, slots.sheet, box)


def _stacked(slots: Slots, box: Box, labels: int, colors: Sequence[tuple[str, str]], label_width: float) -> None:
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "stacked", 100, _GAP
    column = labels
    for color, text in colors:
        # What is too slim for its number is a series of its own that has none, and no place in the legend.
        for is_wide in (True, False):
            column += 1
            series = _bar(slots.series(column, labels), color)
            if is_wide:
                series.dLbls = _labels("0;;;", "ctr", bold=True, lang=slots.lang, color=text)
            chart.series.append(series)
    _axes(chart, slots.lang)
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.majorGridlines = None
    chart.y_axis.scaling.min = 0
    # The numbers stand on the bars.
    chart.y_axis.delete = True
    # Categories of narrow charts are skipped or wrapped unless the plot area is fixed.
    chart.layout = _inner(label_width, 0.12, 0.96 - label_width, 0.84)
    _legend(chart, slots.lang, hidden=range(1, len(chart.series), 2))
    _place(chart, slots.sheet, box)


def _inner(x: float, y: float, w: float, h: float) -> Layout:
    return Layout(ManualLayout(layoutTarget="inner", xMode="edge", yMode="edge", x=x, y=y, w=w, h=h))


def _line(series: Series, color: str, weight: float, dash: _Dash | None, dot: int | None) -> Series:
    series.graphicalProperties = GraphicalProperties(
        ln=LineProperties(solidFill=color, w=round(weight * _POINT), prstDash=dash, cap="rnd")
    )
    series.smooth = False
    if dot:
        series.marker = Marker("circle", size=dot, spPr=GraphicalProperties(solidFill=color))
        series.marker.graphicalProperties.line.solidFill = color
    else:
        series.marker = Marker("none")
    return series


def _bar(series: Series, color: str) -> Series:
    series.graphicalProperties = GraphicalProperties(solidFill=color, ln=LineProperties(noFill=True))
    series.invertIfNegative = False
    return series


def _text(lang: str, *, bold: bool = False, color: str = look.INK_2) -> RichText:
    name = look.FONTS[lang]
    properties = CharacterProperties(
        sz=900, b=bold, solidFill=color, latin=Font(typeface=name), ea=Font(typeface=name), cs=Font(typeface=name)
    )
    return RichText(
        bodyPr=RichTextProperties(rot=0, vert="horz"),
        p=[Paragraph(pPr=ParagraphProperties(defRPr=properties), endParaRPr=properties)],
    )


def _labels(
    code: str, place: Literal["r", "t", "ctr", "outEnd"], *, bold: bool, lang: str, color: str = look.INK_2
) -> DataLabelList:
    labels = DataLabelList(
        numFmt=code, dLblPos=place, showVal=True, showSerName=False, showCatName=False, showLegendKey=False,
        showPercent=False, showLeaderLines=False,
    )  # fmt: skip
    labels.txPr = _text(lang, bold=bold, color=color)
    return labels


def _axes(chart: BarChart | LineChart, lang: str) -> None:
    for axis in (chart.x_axis, chart.y_axis):
        axis.delete = False
        axis.title = None
        axis.majorTickMark = axis.minorTickMark = "none"
        axis.txPr = _text(lang)
    chart.x_axis.numFmt = NumFmt("General", sourceLinked=False)
    chart.x_axis.tickLblPos = "low"
    chart.x_axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=_AXIS, w=9_525))
    chart.y_axis.graphicalProperties = GraphicalProperties(ln=LineProperties(noFill=True))
    if chart.y_axis.majorGridlines is not None:
        chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill=_GRID, w=9_525))


def _legend(chart: ChartBase, lang: str, hidden: Sequence[int] = ()) -> None:
    chart.legend = Legend(
        legendPos="t", overlay=False, txPr=_text(lang), legendEntry=[LegendEntry(idx=at, delete=True) for at in hidden]
    )


def _place(chart: ChartBase, sheet: Worksheet, box: Box) -> None:
    chart.roundedCorners = False
    chart.graphical_properties = GraphicalProperties(noFill=True, ln=LineProperties(noFill=True))
    chart.plot_area.graphicalProperties = GraphicalProperties(noFill=True, ln=LineProperties(noFill=True))
    # What only the charts read stands in hidden columns.
    chart.visible_cells_only = False
    anchor: Any = TwoCellAnchor(
        editAs="twoCell",
        _from=AnchorMarker(col=box.left - 1, row=box.top - 1),
        to=AnchorMarker(col=box.right, row=box.bottom),
    )
    chart.anchor = anchor
    sheet.add_chart(chart)


def described(workbook: bytes, texts: Sequence[Sequence[str]]) -> bytes:
    """Return the workbook with alternative texts on its charts, and without the titles that Excel would make up.

    Args:
        workbook: An .xlsx file that openpyxl wrote.
        texts: For each sheet that has charts, in order, the text of each of its charts, in order.
    """
    result = BytesIO()
    with ZipFile(BytesIO(workbook)) as source, ZipFile(result, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            part = source.read(entry)
            drawing = re.fullmatch(r"xl/drawings/drawing(\d+)\.xml", entry.filename)
            if drawing:
                part = _with_texts(part, texts[int(drawing.group(1)) - 1])
            elif entry.filename.startswith("xl/charts/chart"):
                part = part.replace(b"<plotArea>", b'<autoTitleDeleted val="1" /><plotArea>', 1)
                # Without it the labels keep the format of the cells.
                part = _LABEL_FORMAT.sub(rb'\1 sourceLinked="0" />', part)
            target.writestr(entry, part, ZIP_DEFLATED)
    return result.getvalue()


def _with_texts(drawing: bytes, texts: Sequence[str]) -> bytes:
    def named(match: re.Match[bytes]) -> bytes:
        text = quoteattr(texts[int(match.group(1)) - 1])
        return match.group() + f" descr={text}".encode("ascii", "xmlcharrefreplace")

    return re.sub(rb'name="Chart (\d+)"', named, drawing)
