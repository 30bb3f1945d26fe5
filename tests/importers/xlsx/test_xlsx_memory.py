"""Workbooks made to take up memory or time: each is read or refused within half a gigabyte."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from support.xlsx_files import SHEET, parts, streamed, table, zipped

PLAIN = table(("key", "name"))
STRINGS = "xl/sharedStrings.xml"


def far() -> Iterator[bytes]:
    yield b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


def wide() -> Iterator[bytes]:
    yield b'<row r="2">'
    yield from (b"<c><v>1</v></c>" * 10_000 for _ in range(100))
    yield b"</row>"


def formatting() -> Iterator[bytes]:
    for row in range(2, 1_048_577):
        yield b'<row r="%d" s="1" customFormat="1"/>' % row


def broad_formatting() -> Iterator[bytes]:
    cells = b'<c s="1"/>' * 16_384
    yield from (b"<row>" + cells + b"</row>" for _ in range(20))


def full(rows: int, columns: int) -> Iterator[bytes]:
    cells = b"<c><v>%d.25</v></c>" * columns
    for row in range(2, rows + 2):
        yield b"<row>" + cells % (*range(row, row + columns),) + b"</row>"


def long_value() -> Iterator[bytes]:
    yield b'<row><c t="str"><v>'
    yield from (b"x" * 1_000_000 for _ in range(200))
    yield b"</v></c></row>"


def long_tag() -> Iterator[bytes]:
    yield b'<row r="'
    yield from (b"1" * 1_000_000 for _ in range(200))
    yield b'"/>'


def deep() -> Iterator[bytes]:
    yield from (b"<x>" * 100_000 for _ in range(300))


def names() -> Iterator[bytes]:
    for start in range(0, 3_000_000, 1_000):
        yield b"".join(b"<x%d/>" % number for number in range(start, start + 1_000))


def prefixes() -> Iterator[bytes]:
    for start in range(0, 1_000_000, 1_000):
        yield b"".join(b'<x xmlns:y%d="z"/>' % number for number in range(start, start + 1_000))


def large_texts() -> Iterator[bytes]:
    text = "\u4e00".encode() * 190_000
    yield from (b'<row><c t="str"><v>' + text + b"</v></c></row>" for _ in range(300))


def errors() -> Iterator[bytes]:
    yield from (b"<row>" + b'<c t="e"><v>#N/A</v></c>' * 200 + b"</row>" for _ in range(6_000))


def rubbish() -> Iterator[bytes]:
    yield from (b"<row>" + b"<c/>" * 16_000 + b"</row>" for _ in range(800))


def shared() -> bytes:
    content = parts(PLAIN)
    start = content[STRINGS].replace(b"</sst>", b"")
    return zipped({**content, STRINGS: (start, *(b"<si/>" * 100_000 for _ in range(40)), b"</sst>")})


def bomb() -> bytes:
    blank = b" " * 1_000_000
    return zipped({**parts(PLAIN), SHEET: (blank for _ in range(300))})


READER = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (500_000_000, 500_000_000))
from continuity.errors import FileError
from continuity.importers.xlsx.reader import read_workbook
from continuity.reports.wording.imports import format_message
try:
    with open(sys.argv[1], "rb") as file:
        (grid,) = read_workbook("city.xlsx", file.read())
    print(" ".join([f"{len(grid.lines)}:", *map(format_message, grid.problems)]))
except FileError as error:
    print(error.message)
"""


def long(*case: object) -> object:
    return pytest.param(*case, marks=pytest.mark.long)


@pytest.mark.parametrize(
    ("build", "said"),
    [
        (lambda: streamed(far()), "1: XFD1048576 holds something beyond column GR"),
        (lambda: streamed(wide()), "1: the row has more than 16384 cells GS2 and 16183 more"),
        long(lambda: streamed(formatting()), "1:\n"),
        (lambda: streamed(broad_formatting()), "1:\n"),
        long(lambda: streamed(full(19_999, 50)), "20000:\n"),
        (lambda: streamed(full(20_000, 5)), "20000: more than 20000 rows hold something"),
        (lambda: streamed(long_value()), "1: the cell holds more than 200000 characters"),
        (lambda: streamed(long_tag()), f"{SHEET} is out of all proportion"),
        (lambda: streamed(deep()), f"{SHEET} is out of all proportion"),
        (lambda: streamed(names()), f"{SHEET} is out of all proportion"),
        (lambda: streamed(prefixes()), f"{SHEET} is out of all proportion"),
        long(lambda: streamed(rubbish()), f"{SHEET} is out of all proportion"),
        (lambda: streamed(large_texts()), "hold more than 25000000 characters"),
        long(lambda: streamed(errors()), "more than 1000000 filled cells"),
        (shared, "more than 500000 different texts"),
        (bomb, f"unzips to 300000000 bytes in {SHEET}"),
    ],
    ids="far wide formatting broad full more value tag deep names prefixes rubbish texts errors shared bomb".split(),
)
def test_half_a_gigabyte_is_enough_for_the_worst_workbook(
    build: Callable[[], bytes], said: str, tmp_path: Path
) -> None:
    path = tmp_path / "city.xlsx"
    path.write_bytes(build())
    command = [sys.executable, "-c", READER, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    assert said in done.stdout
    assert done.stdout.startswith(said) or not said[0].isdecimal()
