"""The filter of a table or sheet as Excel's own objects show it."""

from __future__ import annotations

from excel.calls import crossing
from excel.comobject import ComObject
from excel.fault import ComError
from excel.filtering import Criteria, Filtering
from excel.program import Program

__all__ = ["ComAutoFilter", "ComFilter", "ComFilters"]


class ComAutoFilter(ComObject):
    """Excel.AutoFilter."""

    __slots__ = ("_filtering",)

    def __init__(self, program: Program, filtering: Filtering) -> None:
        super().__init__(program)
        self._filtering = filtering

    @property
    @crossing("state")
    def FilterMode(self) -> bool:
        return self._filtering.active

    @property
    @crossing("object")
    def Filters(self) -> ComFilters:
        return ComFilters(self._program, self._filtering)

    @crossing("act")
    def ShowAllData(self) -> None:
        self._filtering.clear()


class ComFilters(ComObject):
    """Excel.Filters: one for each column."""

    __slots__ = ("_filtering",)

    def __init__(self, program: Program, filtering: Filtering) -> None:
        super().__init__(program)
        self._filtering = filtering

    @property
    @crossing("state")
    def Count(self) -> int:
        return self._filtering.area.columns

    @crossing("object")
    def Item(self, n: int) -> ComFilter:
        return ComFilter(self._program, self._filtering.criteria(n))

    __call__ = Item


class ComFilter(ComObject):
    """Excel.Filter; a property that the filter does not have is refused, as in Excel."""

    __slots__ = ("_criteria",)

    def __init__(self, program: Program, criteria: Criteria | None) -> None:
        super().__init__(program)
        self._criteria = criteria

    def _given(self) -> Criteria:
        if self._criteria is None:
            raise ComError("Application-defined or object-defined error")
        return self._criteria

    @property
    @crossing("read")
    def On(self) -> bool:
        return self._criteria is not None

    @property
    @crossing("read")
    def Criteria1(self) -> str | tuple[str, ...]:
        return self._given().first

    @property
    @crossing("read")
    def Operator(self) -> int:
        return self._given().operator

    @property
    @crossing("read")
    def Criteria2(self) -> str:
        if self._given().second is None:
            raise ComError("Application-defined or object-defined error")
        return str(self._given().second)
