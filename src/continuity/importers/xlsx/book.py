"""What the cells of all sheets refer to: the texts they share and the formats they are shown in."""

import re
from dataclasses import dataclass

from continuity.importers.xlsx.bounds import Budget, Gathered
from continuity.importers.xlsx.formats import NUMBER, Format, builtin, format_of
from continuity.importers.xlsx.package import PART_BYTES, Package
from continuity.importers.xlsx.parts import Contents, Elements

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
