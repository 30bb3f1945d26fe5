"""How the parts of a workbook hang together: which sheets it has and where they are."""

import posixpath
import re
from dataclasses import dataclass

from continuity.errors import FileTrouble
from continuity.importers.model import printable
from continuity.importers.xlsx.archive import PART_BYTES, Package
from continuity.importers.xlsx.file_type import damaged, macros, too_large
from continuity.importers.xlsx.limits import SHEETS, Budget, Gathered
from continuity.importers.xlsx.number_formats import NUMBER, Format, builtin, format_of

_WANTED = frozenset({"Id", "id", "Type", "Target", "TargetMode", "ContentType", "name", "state", "date1904"})


_TRUE = ("1", "true")


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One sheet of cells.

    Attributes:
        name: as the workbook shows it.
        part: the path of its rows.
        hidden: it is not among the tabs.
    """

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Contents:
    """What a workbook is made of.

    Attributes:
        sheets: its sheets of cells in their order; sheets that are a chart are left out.
        strings, styles: the paths of those parts; empty where it has none.
        mac: days are counted from 1904, as the first Excel for the Mac did, not from 1900.
    """

    sheets: tuple[SheetPart, ...]
    strings: str
    styles: str
    mac: bool


class Elements:
    """Keeps some attributes of some elements, in their order.

    Attributes:
        found: the tag and the attributes of each; an attribute of another name space goes by the end of its name.
    """

    def __init__(self, tags: tuple[str, ...], attributes: frozenset[str] = _WANTED) -> None:
        self._tags = tags
        self._attributes = attributes
        self.found: list[tuple[str, dict[str, str]]] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Keep it if it is asked for."""
        if tag in self._tags:
            named = {name.rpartition(" ")[2] if " " in name else name: value for name, value in attributes.items()}
            self.found.append((tag, {name: named[name] for name in named if name in self._attributes}))

    def end(self, tag: str) -> None:
        """Where an element ends does not matter here."""

    def text(self, text: str) -> None:
        """The parts that are read so have no text of interest."""


def read_contents(package: Package) -> Contents:
    """Find the sheets and what belongs to them.

    Raises:
        FileTrouble: the package holds no workbook, one with macros, or one whose parts do not fit together.
    """
    _refuse_macros(package)
    workbook = next((path for kind, path in _relations(package, "").values() if kind == "officeDocument"), "")
    if not workbook:
        raise FileTrouble(f"{package.file} is not a workbook", "name a file that Excel opens, saved as .xlsx")
    related = _relations(package, workbook)
    elements = Elements(("workbookPr", "sheet"))
    package.read(workbook, elements)
    paths = dict(related.values())
    return Contents(
        _sheets(package.file, related, [found for tag, found in elements.found if tag == "sheet"]),
        paths.get("sharedStrings", ""),
        paths.get("styles", ""),
        any(found.get("date1904") in _TRUE for tag, found in elements.found if tag == "workbookPr"),
    )


def _refuse_macros(package: Package) -> None:
    elements = Elements(("Default", "Override"))
    package.read("[Content_Types].xml", elements)
    kinds = {found.get("ContentType", "").casefold() for _, found in elements.found}
    if any("macroenabled" in kind or "macrosheet" in kind for kind in kinds):
        raise macros(package.file)


def _relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """The kind and the path of each part this one refers to, by the id of the reference."""
    folder, name = posixpath.split(part)
    place = posixpath.join(folder, "_rels", f"{name}.rels")
    if place not in package:
        return {}
    elements = Elements(("Relationship",))
    package.read(place, elements)
    return {
        found.get("Id", ""): (found.get("Type", "").rpartition("/")[2], _path(folder, found.get("Target", "")))
        for _, found in elements.found
        if found.get("TargetMode") != "External"
    }


def _path(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/"))).lstrip("/")


def _sheets(file: str, related: dict[str, tuple[str, str]], found: list[dict[str, str]]) -> tuple[SheetPart, ...]:
    if not found:
        raise damaged(file, "it has no sheets")
    if len(found) > SHEETS:
        raise too_large(file, f"it has {len(found)} sheets, {SHEETS} at most", "leave out those that are no tables")
    sheets = []
    for sheet in found:
        name = printable(sheet.get("name", ""))
        kind, path = related.get(sheet.get("id", ""), ("", ""))
        if not kind:
            raise damaged(file, f'the rows of the sheet "{name}" are missing')
        if kind == "worksheet":
            sheets.append(SheetPart(name, path, sheet.get("state", "visible") != "visible"))
    return tuple(sheets)


_STYLE_TAGS = ("numFmt", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "xf")


_NUMBER = re.compile(r"[0-9]{1,9}")


_STYLE_ATTRIBUTES = frozenset({"numFmtId", "formatCode"})


@dataclass(frozen=True, slots=True)
class Book:
    """What cells refer to by number.

    Attributes:
        strings: the texts they share; None for one that is longer than a cell may be.
        formats: how each cell style shows numbers.
        mac: days are counted from 1904.
        budget: what may still be read of the file.
    """

    strings: tuple[str | None, ...]
    formats: tuple[Format, ...]
    mac: bool
    budget: Budget


def read_book(package: Package, contents: Contents) -> Book:
    """Read the texts and styles; a workbook may have neither.

    Raises:
        FileTrouble: one of them is damaged or too large.
    """
    budget = Budget(package.file)
    strings = _Strings(budget)
    if contents.strings:
        package.read(contents.strings, strings, PART_BYTES)
    styles = Elements(_STYLE_TAGS, _STYLE_ATTRIBUTES)
    if contents.styles:
        package.read(contents.styles, styles)
    return Book(tuple(strings.found), _formats(styles.found), contents.mac, budget)


class _Strings:
    """Puts the runs of each text together; how it is pronounced, which Japanese workbooks add, is left out."""

    def __init__(self, budget: Budget) -> None:
        from openpyxl.utils.escape import unescape

        self._unescape = unescape
        self._budget = budget
        self._gathered = Gathered()
        self._taking = self._spoken = False
        self.found: list[str | None] = []

    def start(self, tag: str, _attributes: dict[str, str]) -> None:
        if tag == "si":
            self._gathered = Gathered()
        elif tag == "rPh":
            self._spoken = True
        elif tag == "t":
            self._taking = not self._spoken

    def end(self, tag: str) -> None:
        if tag == "t":
            self._taking = False
        elif tag == "rPh":
            self._spoken = False
        elif tag == "si":
            whole = self._gathered.whole()
            self._budget.take_string(whole or "")
            self.found.append(None if whole is None else self._unescape(whole))

    def text(self, text: str) -> None:
        if self._taking:
            self._gathered.add(text)


def _formats(found: list[tuple[str, dict[str, str]]]) -> tuple[Format, ...]:
    """The format of each cell style; rules for conditional formatting, which come last, have formats of their own."""
    codes: dict[int, Format] = {}
    styles: list[Format] = []
    section = ""
    for tag, attributes in found:
        number = _number(attributes.get("numFmtId", ""))
        if tag == "numFmt":
            codes[number] = format_of(attributes.get("formatCode", ""))
        elif tag == "xf" and section == "cellXfs":
            styles.append(codes.get(number) or _known(codes, number))
        elif tag not in ("numFmt", "xf"):
            section = tag
    return tuple(styles)


def _known(codes: dict[int, Format], number: int) -> Format:
    codes[number] = builtin(number) if number >= 0 else NUMBER
    return codes[number]


def _number(digits: str) -> int:
    return int(digits) if _NUMBER.fullmatch(digits) else -1
