"""How the parts of a workbook hang together: which sheets it has and where they are."""

import posixpath
from dataclasses import dataclass

from continuity.errors import FileTrouble
from continuity.importers.rows import printable
from continuity.importers.xlsx.bounds import SHEETS
from continuity.importers.xlsx.kinds import damaged, macros, too_large
from continuity.importers.xlsx.package import Package

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
