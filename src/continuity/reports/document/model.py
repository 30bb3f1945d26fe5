"""A document as its parts: what the writers of Markdown, text and simple HTML turn into their format."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, TypeAlias


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    kind: ClassVar = "words"
    text: str


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list of sentences."""

    kind: ClassVar = "items"
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DescriptionList:
    """What is recorded, each with what it is called; an empty value is not recorded."""

    kind: ClassVar = "facts"
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table; the first cell of a row is what the row is about, and every row has a cell for each column."""

    kind: ClassVar = "grid"
    caption: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]

    @property
    def numeric_columns(self) -> tuple[bool, ...]:
        """Which columns hold numbers alone, so that their cells are to stand one below the other."""
        columns = zip(*self.rows, strict=True) if self.rows else ((),) * len(self.columns)
        return tuple(bool(column) and all(_NUMBER.fullmatch(cell) for cell in column) for column in columns)


_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?", re.ASCII)

Block: TypeAlias = Paragraph | BulletList | DescriptionList | DataTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part under a heading of its own.

    Attributes:
        title: the heading.
        blocks: what stands under it.
        level: 2 for a part of the document, 3 for a part of a part.
        starts_page: whether it begins a page where the document is printed.
    """

    title: str
    blocks: tuple[Block, ...]
    level: int = 2
    starts_page: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document.

    Attributes:
        title: the heading of the whole.
        lead: what stands right under it, a paragraph each.
        sections: its parts, in the order in which they are read.
    """

    title: str
    lead: tuple[str, ...]
    sections: tuple[Section, ...]


NOT_RECORDED = "not recorded"
