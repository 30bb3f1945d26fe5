"""Document model, shared by the Markdown, text and HTML writers."""

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
    """A bullet list."""

    kind: ClassVar = "items"
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DescriptionList:
    """Pairs of label and value; an empty value renders as `NOT_RECORDED`."""

    kind: ClassVar = "facts"
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table with a cell for each column; the first cell names the row's subject."""

    kind: ClassVar = "grid"
    caption: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]

    @property
    def numeric_columns(self) -> tuple[bool, ...]:
        """Whether each column holds only numbers, and so is right-aligned."""
        columns = zip(*self.rows, strict=True) if self.rows else ((),) * len(self.columns)
        return tuple(bool(column) and all(_NUMBER.fullmatch(cell) for cell in column) for column in columns)


_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?", re.ASCII)

Block: TypeAlias = Paragraph | BulletList | DescriptionList | DataTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a document under its own heading of level 2 or 3; it may start a page in print."""

    title: str
    blocks: tuple[Block, ...]
    level: int = 2
    starts_page: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document; `lead` holds its opening paragraphs."""

    title: str
    lead: tuple[str, ...]
    sections: tuple[Section, ...]
