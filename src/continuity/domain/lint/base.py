"""What a rule of the linter is, what it reads and what it returns."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from continuity.domain.offices.models import KnownOffice, Office, OfficeRecord, Term
from continuity.domain.programmes.models import Programme
from continuity.domain.schema.values import Row
from continuity.domain.settings import Settings
from continuity.domain.vocabulary import OfficeKind, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class LintData:
    """The records a run looks at, as they are recorded, in the order of their keys; `rows` are by table.
    `known_offices` are less what could not be known on the as-of day. `offices` are all by key, also where only one
    city is looked at: an heir may be in another. `names` are by noun and key.
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
        """The offices that yield findings, without ceremonial ones."""
        return tuple(record for record in self.office_records if record.office.kind != OfficeKind.CEREMONIAL)

    def display_name(self, noun: str, key: str) -> str:
        """Return the name of a record, its key where it has none."""
        return self.names.get((noun, key), key)


class NamedTerm(NamedTuple):
    """A term and the name of its holder."""

    person: str
    term: Term


@dataclass(frozen=True, slots=True)
class LintMatch:
    """A spot a rule points at; `records` are noun and key, as `city:london`, the one to begin with first.
    `parameters` are names, days and numbers in their order in the sentence; `variant` is empty for the usual sentence.
    """

    records: tuple[str, ...]
    parameters: Mapping[str, object]
    variant: str = ""


def build_match(records: tuple[str, ...], variant: str = "", /, **parameters: object) -> LintMatch:
    """Build a match with its parameters by name."""
    return LintMatch(records, parameters, variant)


@dataclass(frozen=True, slots=True)
class LintRule:
    """A rule of the linter: a stable code, and what finds its spots as of a day."""

    code: str
    severity: Severity
    find: Callable[[LintData, date], Iterable[LintMatch]]


@dataclass(frozen=True, slots=True)
class Remark(LintMatch):
    """One line of the linter's answer, worded by `reports/wording/remarks.py`."""

    code: str = field(kw_only=True)
    severity: Severity = field(kw_only=True)
