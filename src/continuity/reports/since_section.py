"""What changed since the last report, as a part of a document to be read."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from continuity.domain.comparison.report_diff import Difference, Since
from continuity.domain.risk.findings import Assessment
from continuity.reports.dossier import FULL_TEXT_UP_TO
from continuity.reports.pages import Block, Grid, Section, Words
from continuity.reports.prose import counted, isolated
from continuity.reports.since_words import KIND_WORDS, Line, line, nothing, title


def since_section(found: Assessment, since: Since) -> Section:
    """The changes, a table a kind; one sentence where there is none."""
    return Section(title=title(since), blocks=tuple(_blocks(found, since)))


def _blocks(found: Assessment, since: Since) -> Iterator[Block]:
    if since.covers:
        yield Words(since.covers)
    if none := nothing(since):
        yield Words(none)
    listed = since.differences[:FULL_TEXT_UP_TO]
    if len(listed) < len(since.differences):
        yield Words(f"The first {len(listed)} of {len(since.differences)} changes; the workbook lists all.")
    for kind, together in groupby(listed, key=lambda one: one.kind):
        yield _grid(found, KIND_WORDS[kind], tuple(together))


def _grid(found: Assessment, kind: str, told: Sequence[Difference]) -> Grid:
    columns = ("Programme", "City and office", "Before", "Now", "Cause")
    rows = [_row(line(found, one)) for one in told]
    return Grid(f"{kind}: {counted(len(told), 'programme')}.", columns, rows)


def _row(one: Line) -> tuple[str, ...]:
    place = f"{isolated(one.city)}, {isolated(one.office)}"
    return isolated(one.programme), place, one.before, one.after, one.cause
