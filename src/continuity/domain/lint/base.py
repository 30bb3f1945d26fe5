"""What a rule of the linter is, what it reads and what it returns."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from continuity.domain.offices.models import KnownOffice, Office, OfficeRecord, Term
from continuity.domain.programmes.models import Programme
from continuity.domain.schema.values import Row
from continuity.domain.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class LintData:
    """The records a run looks at, as they are recorded.

    Attributes:
        office_records: of the offices looked at, in the order of their keys.
        known_offices: the same by key, less what could not be known on the as-of day.
        programmes: those looked at, in the order of their keys.
        rows: those looked at, by table name: their names, provenance and references.
        offices: every office by key, also where only one city is looked at: an heir may be in another.
        names: of every record that has one, by noun and key.
        settings: the numbers of the risk rule, some of which serve here.
    """

    office_records: Sequence[OfficeRecord] = ()
    known_offices: Mapping[str, KnownOffice] = field(default_factory=dict)
    programmes: Sequence[Programme] = ()
    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    offices: Mapping[str, Office] = field(default_factory=dict)
    names: Mapping[tuple[str, str], str] = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)

    @property
    def deciding_offices(self) -> tuple[OfficeRecord, ...]:
        """The offices that yield findings.

        Nothing recorded about a ceremonial one makes a verdict wrong.
        """
        return tuple(
            office_record for office_record in self.office_records if office_record.office.kind != "ceremonial"
        )

    def display_name(self, noun: str, key: str) -> str:
        """Return the name of a record, its key where it has none."""
        return self.names.get((noun, key), key)


@dataclass(frozen=True, slots=True)
class LintMatch:
    """A spot a rule points at.

    Attributes:
        text: a sentence with the names and dates of the case.
        records: noun and key of those it speaks of, such as `city:london`, the one to begin with first.
    """

    text: str
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LintRule:
    """A rule of the linter.

    Attributes:
        code: stable, in capitals.
        severity: error or warning.
        meaning: one sentence for the documentation.
        remedy: what to do about it.
        find: the spots, seen from an as-of day.
    """

    code: str
    severity: str
    meaning: str
    remedy: str
    find: Callable[[LintData, date], Iterable[LintMatch]]


@dataclass(frozen=True, slots=True)
class Remark:
    """One line of the linter's answer; `records` as in `LintMatch`."""

    code: str
    severity: str
    text: str
    records: tuple[str, ...]
    remedy: str


_MAX_SHOWN = 3
"""Up to so many names stand in a sentence; of more the rest is counted."""


def join_names(names: Sequence[str]) -> str:
    """Join names as part of a sentence: `a`, `a and b`, `a, b, c and 4 more`."""
    omitted = len(names) - _MAX_SHOWN
    parts = list(names) if omitted <= 0 else [*names[:_MAX_SHOWN], f"{omitted} more"]
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


def format_count(number: int, noun: str) -> str:
    """Format a number of things."""
    return f"1 {noun}" if number == 1 else f"{number} {noun}s"


def format_term_days(term: Term) -> str:
    """Format the first and the last day of a term as they were written."""
    start = f"from {term.start}" if term.start else "from a day not recorded"
    if term.end:
        return f"{start} to {term.end}"
    return f"{start}, due to end {term.expected_end}" if term.expected_end else f"{start}, no end recorded"
