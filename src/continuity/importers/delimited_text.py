"""A file of cells with a comma, a semicolon or a tab between them, as rows of text."""

import codecs
import csv
import re
from collections.abc import Iterator

from continuity.domain.schema.import_problems import Problem, ProblemCode
from continuity.domain.schema.values import MAX_TEXT_LENGTH
from continuity.importers.model import Grid, Line

UTF_8 = "utf-8-sig"
MAX_FILE_BYTES = 64 * 2**20
"""Bytes: ten times what fifteen thousand programmes take, and little enough to be held in memory."""

MAX_ROWS = 20_000
"""Of a sheet, as in a workbook; a table of a pack has as many as its file holds."""

_MAX_CELLS = 4_000_000
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_MAX_LINE_BYTES = 4 * 2**20
_BYTES_OF_A_LINE = re.compile(rb"[^\r\n]+")
_MIN_UTF16_ZEROS = 1 / 4
"""So many bytes are zero in text of two bytes a letter, and none in UTF-8."""

_DELIMITERS = ",;\t"
_MAX_CELL_LENGTH = 10 * MAX_TEXT_LENGTH


class UnreadableError(Exception):
    """The file as a whole cannot be read."""

    def __init__(self, name: str, line: int, code: ProblemCode, **parameters: object) -> None:
        super().__init__(code)
        self.problem = Problem(name, line, "", code, parameters)


def parse_delimited(name: str, data: bytes, encoding: str = UTF_8, max_rows: int | None = None) -> Grid:
    """Parse the rows of a file, which problems call `name`, without blank ones.
    Raise UnreadableError if the bytes are no text of that encoding, the quotes do not match, or it holds too much.
    """
    return Grid(name, "", tuple(_parse_lines(name, _decode(name, data, encoding), max_rows)))


def is_known_encoding(name: str) -> bool:
    """Return whether an encoding of this name turns bytes into text."""
    try:
        return bool(codecs.lookup(name).name) and "".encode(name).decode(name) == ""
    except (LookupError, TypeError, UnicodeError):
        return False


def _decode(name: str, data: bytes, encoding: str) -> str:
    lines = (match.span() for match in _BYTES_OF_A_LINE.finditer(data))
    long_line_start = next((start for start, end in lines if end - start > _MAX_LINE_BYTES), None)
    if long_line_start is not None:
        line = data.count(b"\n", 0, long_line_start) + 1
        raise UnreadableError(name, line, ProblemCode.LONG_LINE, limit=_MAX_LINE_BYTES // 2**20)
    if encoding == UTF_8 and _is_utf16(data):
        raise UnreadableError(name, 1, ProblemCode.UTF_16)
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        encoding_name = "UTF-8" if encoding == UTF_8 else encoding
        raise UnreadableError(name, line, ProblemCode.WRONG_ENCODING, encoding=encoding_name) from None


def _is_utf16(data: bytes) -> bool:
    start = data[:100]
    has_mark = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return has_mark or start.count(0) > len(start) * _MIN_UTF16_ZEROS


def _parse_lines(name: str, text: str, max_rows: int | None) -> Iterator[Line]:
    first_line = next((line for line in _split_lines(text) if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first_line.count)
    csv.field_size_limit(_MAX_CELL_LENGTH)
    reader = csv.reader(_split_lines(text), delimiter=delimiter, strict=True)
    line, rows, cells_read = 1, 0, 0
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                rows, cells_read = rows + 1, cells_read + len(cells)
                _reject_too_large(name, line, rows if max_rows and rows > max_rows else 0, cells_read)
                yield Line(line, tuple(cells))
            line = reader.line_num + 1
    except csv.Error as error:
        code = ProblemCode.LONG_CELL if "field larger" in str(error) else ProblemCode.OPEN_QUOTE
        raise UnreadableError(name, line, code, limit=_MAX_CELL_LENGTH) from None


def _reject_too_large(name: str, line: int, rows: int, cells: int) -> None:
    if cells > _MAX_CELLS:
        raise UnreadableError(name, line, ProblemCode.TOO_MANY_CELLS, limit=_MAX_CELLS)
    if rows:
        raise UnreadableError(name, line, ProblemCode.TOO_MANY_ROWS, limit=rows - 1)


def _split_lines(text: str) -> Iterator[str]:
    return (match[0] for match in _LINE.finditer(text))
