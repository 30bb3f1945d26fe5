"""A file of cells with a comma, a semicolon or a tab between them, as rows of text."""

import codecs
import csv
import io
from collections.abc import Iterator

from continuity.domain.cells import TEXT_LENGTH
from continuity.importers.grids import Grid, Line
from continuity.importers.rows import Problem

UTF_8 = "utf-8-sig"
LARGEST_FILE = 64 * 2**20
"""Bytes: ten times what fifteen thousand programmes take, and little enough to be held in memory."""

_DELIMITERS = ",;\t"
_LONGEST_CELL = 10 * TEXT_LENGTH
_SAVE_AS = 'save it as "CSV UTF-8" and import that'


class UnreadableError(Exception):
    """The file as a whole cannot be read."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def read_delimited(name: str, data: bytes, encoding: str = UTF_8) -> Grid:
    """The rows of a file; blank ones are passed over.

    Args:
        name: what to call the file in problems.
        data: its bytes.
        encoding: how they stand for letters; UTF-8 with or without a mark unless another one is named.

    Raises:
        UnreadableError: the bytes are no text of that encoding, or the quotes do not match.
    """
    return Grid(name, "", tuple(_lines(name, _decoded(name, data, encoding))))


def known_encoding(name: str) -> bool:
    """Whether there is an encoding of this name that turns bytes into text."""
    try:
        return bool(codecs.lookup(name).name) and "".encode(name).decode(name) == ""
    except (LookupError, TypeError, UnicodeError):
        return False


def _decoded(name: str, data: bytes, encoding: str) -> str:
    if encoding == UTF_8 and data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise UnreadableError(Problem(name, 1, "", "the file is UTF-16, not UTF-8", _SAVE_AS))
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        called = "UTF-8" if encoding == UTF_8 else encoding
        raise UnreadableError(Problem(name, line, "", f"the file is not {called}", _SAVE_AS)) from None


def _lines(name: str, text: str) -> Iterator[Line]:
    first_line = next((line for line in io.StringIO(text, newline=None) if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first_line.count)
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cells):
                yield Line(line, tuple(cells))
            line = reader.line_num + 1
    except csv.Error as error:
        fault, hint = "a quote is not closed or stands where none may", "double the quotes inside a quoted cell"
        if "field larger" in str(error):
            fault, hint = f"a cell holds more than {_LONGEST_CELL} characters", "shorten it, or close its quotes"
        raise UnreadableError(Problem(name, line, "", fault, hint)) from None
