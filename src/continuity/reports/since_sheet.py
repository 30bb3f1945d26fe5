"""What changed since the last report, as a sheet of the workbook."""

from collections.abc import Iterator

from continuity.domain.comparison.report_diff import Since
from continuity.domain.risk.findings import Assessment
from continuity.reports.since_words import line, nothing
from continuity.reports.typed_workbook import DAYS, NAMES, SENTENCES, TypedCell, TypedSheet

_COLUMNS = (
    ("Change", NAMES),
    ("Programme", NAMES),
    ("Name", NAMES),
    ("City", NAMES),
    ("Office", NAMES),
    ("Since", DAYS),
    ("Before", NAMES),
    ("Now", NAMES),
    ("Cause", SENTENCES),
)


def changed_sheet(found: Assessment, since: Since) -> TypedSheet:
    """One row a programme that stands otherwise; one sentence where there is none."""
    return TypedSheet("Changed", _COLUMNS, tuple(_rows(found, since)))


def _rows(found: Assessment, since: Since) -> Iterator[tuple[TypedCell, ...]]:
    for sentence in (since.covers, nothing(since)):
        if sentence:
            yield (sentence, *[None] * (len(_COLUMNS) - 1))
    for one in since.differences:
        told = line(found, one)
        standing = (since.last, told.before, told.after, told.cause)
        yield (told.kind, one.programme, told.programme, told.city, told.office, *standing)
