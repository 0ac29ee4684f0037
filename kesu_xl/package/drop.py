"""`DropOurs`: what we put into a workbook is taken out, and what stood there before is put back."""

from __future__ import annotations

from collections.abc import Container
from functools import partial

from kesu_xl.change import DropOurs
from kesu_xl.errors import KesuError
from kesu_xl.package.blocks import WAS, drop_block, forget, restore
from kesu_xl.package.conditions import drop_rules, has_rules
from kesu_xl.package.edit import WorkbookEdit
from kesu_xl.package.links import drop_links
from kesu_xl.package.lists import drop_lists
from kesu_xl.package.made import BUTTON_NAMES, RULES_MARK, text_in

__all__ = ["drop_ours"]


def drop_ours(edit: WorkbookEdit, change: DropOurs) -> None:
    """Take out what a `DropOurs` names."""
    book = edit.book
    made = [word.removeprefix("name:") for word in book.made.words if word.startswith("name:")]
    blocks = change.blocks if not change.everything else tuple(dict.fromkeys((*change.blocks, *made)))
    for name in blocks:
        known = book.names.get(name)
        if known is not None and (name in change.blocks or name.startswith("_kesu.")):
            drop_block(edit, known.text)
            _drop_name(edit, name)
            book.made.take(f"name:{name}")
    if change.rules or change.everything:
        _drop_rules(edit, change)
    if change.everything:
        _restore_columns(edit)
        drop_lists(edit)
        drop_links(edit)
    for slot in book.slots() if change.everything else change.slots:
        _drop_slot(edit, slot)
    made = [word.removeprefix("name:") for word in book.made.words if word.startswith("name:")]
    ours = {name for name in made if change.everything or (change.names and name.startswith(change.names))}
    dropped = book.names.drop(lambda name: name.scope is None and name.name in ours)
    for gone in dropped:
        book.made.take(f"name:{gone.name}")
    if change.everything:
        for word in [word for word in book.made.words if word.startswith("name:")]:
            book.made.take(word)
        book.calculate_as_before()
        prefixes = (WAS, RULES_MARK, "_kesu.sheet.", "_kesu.graft.", BUTTON_NAMES)
        book.names.drop(lambda name: name.name.startswith(prefixes))


def _drop_rules(edit: WorkbookEdit, change: DropOurs) -> None:
    for place, sheet in enumerate(edit.book.sheets()):
        if sheet.kind != "worksheet" or sheet.part is None:
            continue
        here = sheet.name.casefold() == change.sheet.casefold()
        marked = edit.book.names.get(RULES_MARK, place) is not None or here
        if not change.everything and not marked:
            continue
        # To look through a large one takes as long as to take it apart.
        apart = edit.touched(sheet) or (marked and edit.package.large(sheet.part) is not None)
        if not apart and not _speaks_of_us(edit, sheet.part):
            continue
        text = edit.text(sheet.name)
        drop_rules(text, partial(_goes, change, change.kept if here else ()))
        if not has_rules(text):
            forget(edit, place, RULES_MARK)


def _goes(change: DropOurs, kept: Container[str], name: str) -> bool:
    return change.everything or (name.startswith(change.rules) and name not in kept)


def _speaks_of_us(edit: WorkbookEdit, part: str) -> bool:
    """Say whether a sheet may have rules of ours; most have none and are not taken apart."""
    large = edit.package.large(part)
    before = b""
    try:
        for piece in large() if large else (edit.package.read(part),):
            # In two bytes a letter as well.
            window = before + piece.replace(b"\0", b"")
            if b"kesu." in window:
                return True
            before = window[-4:]
    except KesuError:
        # What nobody can read is not ours, and is copied as it is.
        return False
    return False


def _restore_columns(edit: WorkbookEdit) -> None:
    for name in list(edit.book.names):
        sheets = edit.book.sheets()
        if name.name == f"{WAS}cols" and name.scope is not None and name.scope < len(sheets):
            sheet = sheets[name.scope]
            if sheet.kind == "worksheet" and sheet.part:
                restore(edit, edit.text(sheet.name), name.scope, "cols")


def _drop_name(edit: WorkbookEdit, name: str) -> None:
    edit.book.names.drop(lambda found: found.scope is None and found.name == name)


def _drop_slot(edit: WorkbookEdit, slot: int) -> None:
    book = edit.book
    sheet = book.slot(slot)
    if sheet is not None:
        edit.forget(sheet)
        book.drop_sheet(sheet)
    record = book.names.get(f"_kesu.graft.{slot}")
    for name in text_in(record.text).split() if record else ():
        _drop_name(edit, name)
    _drop_name(edit, f"_kesu.graft.{slot}")
    _drop_name(edit, f"_kesu.sheet.{slot}")
