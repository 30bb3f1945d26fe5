"""Workbooks with bytes or XML changed at random: each is read or refused, in words."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from continuity.errors import FileError
from continuity.importers.model import Grid
from continuity.importers.xlsx.reader import read_workbook
from continuity.reports.wording.imports import format_problem
from support.xlsx_files import SHEET, changed, parts, raw, table, zipped

PLAIN = table(("key", "name", "count"), ("needle", "Needle exchange", 5), ("beds", "Beds & more", 7.5))
BYTES = st.tuples(st.sampled_from(["flip", "cut", "double", "drop"]), st.floats(0, 1), st.integers(1, 200))
RICH = changed(
    raw('<row><c t="e"><v>#N/A</v></c><c s="0"><f>1</f><v>2</v></c><c t="inlineStr"><is><t>x</t></is></c></row>'),
    SHEET,
    "</worksheet>",
    '<mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>',
)


def mutated(data: bytes, changes: list[tuple[str, float, int]]) -> bytes:
    for kind, where, size in changes:
        at = int(where * len(data))
        piece = data[at : at + size]
        instead = {"flip": bytes(byte ^ size for byte in piece[:3]) + piece[3:], "double": piece * 2}.get(kind, b"")
        data = data[:at] + instead + (b"" if kind == "cut" else data[at + size :])
    return data


def read_or_refused(data: bytes) -> None:
    with suppress(FileError):
        grids = read_workbook("city.xlsx", data)
        assert all(isinstance(grid, Grid) for grid in grids)
        assert all(format_problem(problem) for grid in grids for problem in grid.problems)


def from_bytes(changes: list[tuple[str, float, int]]) -> None:
    read_or_refused(mutated(PLAIN, changes))


def from_xml(part: str, changes: list[tuple[str, float, int]]) -> None:
    content = parts(RICH)
    read_or_refused(zipped({**content, part: mutated(content[part], changes)}))


CHANGES = st.lists(BYTES, min_size=1, max_size=4)
SMALL = CHANGES.map(lambda changes: [(kind, where, size % 7 + 1) for kind, where, size in changes if kind != "cut"])
PARTS = st.sampled_from(sorted(parts(RICH)))
SHORT = settings(derandomize=True, deadline=None, max_examples=150)
LONG = settings(deadline=None, max_examples=5_000)

test_changed_bytes_are_read_or_refused = SHORT(given(CHANGES)(from_bytes))
test_changed_xml_is_read_or_refused = SHORT(given(PARTS, SMALL)(from_xml))
test_many_changed_bytes_are_read_or_refused = pytest.mark.long(LONG(given(CHANGES)(from_bytes)))
test_much_changed_xml_is_read_or_refused = pytest.mark.long(LONG(given(PARTS, SMALL)(from_xml)))
