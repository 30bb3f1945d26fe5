"""The structure of a workbook: sheets, shared texts and styles."""

import posixpath
import re
from dataclasses import dataclass

from openpyxl.utils.escape import unescape

from continuity.errors import FileError
from continuity.importers.model import to_printable
from continuity.importers.xlsx.archive import MAX_PART_BYTES, WorkbookArchive
from continuity.importers.xlsx.file_type import build_damaged_error, build_macros_error, build_too_large_error
from continuity.importers.xlsx.limits import MAX_SHEETS, Budget, TextBuffer
from continuity.importers.xlsx.number_formats import GENERAL_FORMAT, NumberFormat, get_builtin_format, parse_format

_READ_ATTRIBUTES = frozenset({"Id", "id", "Type", "Target", "TargetMode", "ContentType", "name", "state", "date1904"})
_TRUE_TEXTS = ("1", "true")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One sheet of cells; `part` is the path of its rows."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class WorkbookContents:
    """The sheets of cells in tab order, without charts, and the paths of other parts, empty without such a part.
    `uses_1904_dates`: days count from 1904 (early Excel for the Mac), not from 1900.
    """

    sheets: tuple[SheetPart, ...]
    strings: str
    styles: str
    uses_1904_dates: bool


class ElementsHandler:
    """Collects chosen attributes of chosen elements in order, without namespaces."""

    def __init__(self, tags: tuple[str, ...], attributes: frozenset[str] = _READ_ATTRIBUTES) -> None:
        self._tags = tags
        self._attributes = attributes
        self.elements: list[tuple[str, dict[str, str]]] = []

    def start_element(self, tag: str, attributes: dict[str, str]) -> None:
        """Collect a chosen element."""
        if tag in self._tags:
            plain = {name.rpartition(" ")[2] if " " in name else name: value for name, value in attributes.items()}
            self.elements.append((tag, {name: plain[name] for name in plain if name in self._attributes}))

    def end_element(self, tag: str) -> None:
        """Ignore the end of an element."""

    def add_text(self, text: str) -> None:
        """Ignore text."""


def read_contents(archive: WorkbookArchive) -> WorkbookContents:
    """Find the sheets and their shared parts. Raise FileError for macros, inconsistent parts or no workbook."""
    _reject_macros(archive)
    workbook = next((path for kind, path in _read_relations(archive, "").values() if kind == "officeDocument"), "")
    if not workbook:
        raise FileError(f"{archive.file} is not a workbook", "name a file that Excel opens, saved as .xlsx")
    related = _read_relations(archive, workbook)
    elements = ElementsHandler(("workbookPr", "sheet"))
    archive.read_part(workbook, elements)
    paths = dict(related.values())
    return WorkbookContents(
        _list_sheets(archive.file, related, [found for tag, found in elements.elements if tag == "sheet"]),
        paths.get("sharedStrings", ""),
        paths.get("styles", ""),
        any(found.get("date1904") in _TRUE_TEXTS for tag, found in elements.elements if tag == "workbookPr"),
    )


def _reject_macros(archive: WorkbookArchive) -> None:
    elements = ElementsHandler(("Default", "Override"))
    archive.read_part("[Content_Types].xml", elements)
    kinds = {found.get("ContentType", "").casefold() for _, found in elements.elements}
    if any("macroenabled" in kind or "macrosheet" in kind for kind in kinds):
        raise build_macros_error(archive.file)


def _read_relations(archive: WorkbookArchive, part: str) -> dict[str, tuple[str, str]]:
    folder, name = posixpath.split(part)
    rels_path = posixpath.join(folder, "_rels", f"{name}.rels")
    if rels_path not in archive:
        return {}
    elements = ElementsHandler(("Relationship",))
    archive.read_part(rels_path, elements)
    return {
        found.get("Id", ""): (found.get("Type", "").rpartition("/")[2], _resolve_path(folder, found.get("Target", "")))
        for _, found in elements.elements
        if found.get("TargetMode") != "External"
    }


def _resolve_path(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/"))).lstrip("/")


def _list_sheets(
    file: str, related: dict[str, tuple[str, str]], sheet_attributes: list[dict[str, str]]
) -> tuple[SheetPart, ...]:
    if not sheet_attributes:
        raise build_damaged_error(file, "it has no sheets")
    if len(sheet_attributes) > MAX_SHEETS:
        detail = f"it has {len(sheet_attributes)} sheets, {MAX_SHEETS} at most"
        raise build_too_large_error(file, detail, "leave out those that are no tables")
    sheets = []
    for sheet in sheet_attributes:
        name = to_printable(sheet.get("name", ""))
        kind, path = related.get(sheet.get("id", ""), ("", ""))
        if not kind:
            raise build_damaged_error(file, f'the rows of the sheet "{name}" are missing')
        if kind == "worksheet":
            sheets.append(SheetPart(name, path, sheet.get("state", "visible") != "visible"))
    return tuple(sheets)


_STYLE_TAGS = ("numFmt", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "xf")
_NUMBER_PATTERN = re.compile(r"[0-9]{1,9}")
_STYLE_ATTRIBUTES = frozenset({"numFmtId", "formatCode"})


@dataclass(frozen=True, slots=True)
class WorkbookData:
    """Numbered data that cells refer to: texts (None above the length limit) and the format of each cell style."""

    strings: tuple[str | None, ...]
    formats: tuple[NumberFormat, ...]
    uses_1904_dates: bool
    budget: Budget


def read_workbook_data(archive: WorkbookArchive, contents: WorkbookContents) -> WorkbookData:
    """Read the shared texts and styles, both optional. Raise FileError if they are damaged or too large."""
    budget = Budget(archive.file)
    strings = _SharedStringsHandler(budget)
    if contents.strings:
        archive.read_part(contents.strings, strings, MAX_PART_BYTES)
    styles = ElementsHandler(_STYLE_TAGS, _STYLE_ATTRIBUTES)
    if contents.styles:
        archive.read_part(contents.styles, styles)
    return WorkbookData(tuple(strings.strings), _build_formats(styles.elements), contents.uses_1904_dates, budget)


class _SharedStringsHandler:
    """Joins the runs of each text, without the phonetic guides of Japanese workbooks."""

    def __init__(self, budget: Budget) -> None:
        self._unescape = unescape
        self._budget = budget
        self._buffer = TextBuffer()
        self._is_in_text = self._is_in_phonetic = False
        self.strings: list[str | None] = []

    def start_element(self, tag: str, _attributes: dict[str, str]) -> None:
        if tag == "si":
            self._buffer = TextBuffer()
        elif tag == "rPh":
            self._is_in_phonetic = True
        elif tag == "t":
            self._is_in_text = not self._is_in_phonetic

    def end_element(self, tag: str) -> None:
        if tag == "t":
            self._is_in_text = False
        elif tag == "rPh":
            self._is_in_phonetic = False
        elif tag == "si":
            full_text = self._buffer.get_text()
            self._budget.take_string(full_text or "")
            self.strings.append(None if full_text is None else self._unescape(full_text))

    def add_text(self, text: str) -> None:
        if self._is_in_text:
            self._buffer.add(text)


def _build_formats(elements: list[tuple[str, dict[str, str]]]) -> tuple[NumberFormat, ...]:
    """Build the format of each cell style; ignore those of conditional formats."""
    codes: dict[int, NumberFormat] = {}
    styles: list[NumberFormat] = []
    section = ""
    for tag, attributes in elements:
        number = _parse_number(attributes.get("numFmtId", ""))
        if tag == "numFmt":
            codes[number] = parse_format(attributes.get("formatCode", ""))
        elif tag == "xf" and section == "cellXfs":
            styles.append(codes.get(number) or _get_builtin_format(codes, number))
        elif tag not in ("numFmt", "xf"):
            section = tag
    return tuple(styles)


def _get_builtin_format(codes: dict[int, NumberFormat], number: int) -> NumberFormat:
    codes[number] = get_builtin_format(number) if number >= 0 else GENERAL_FORMAT
    return codes[number]


def _parse_number(digits: str) -> int:
    return int(digits) if _NUMBER_PATTERN.fullmatch(digits) else -1
