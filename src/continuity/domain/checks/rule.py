"""What a rule of the linter consists of, what it reads and what it answers."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from continuity.domain.cells import Row
from continuity.domain.leadership import Leadership, Office
from continuity.domain.risk.facts import Programme
from continuity.domain.settings import Settings

ERROR = "error"
WARNING = "warning"
SEVERITIES = (ERROR, WARNING)
"""Worst first: an error makes a verdict wrong or leaves it open, a warning makes the record worth less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """The records a run looks at, as they stand.

    Attributes:
        leaderships: of the offices looked at, in the order of their keys.
        programmes: those looked at, in the order of their keys.
        rows: those looked at, by table name: their names, provenance and references.
        posts: every office by key, also where only one city is looked at: an heir may stand in another.
        names: of every record that has one, by noun and key.
        settings: the numbers of the risk rule, some of which serve here.
    """

    leaderships: Sequence[Leadership] = ()
    programmes: Sequence[Programme] = ()
    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)
    posts: Mapping[str, Office] = field(default_factory=dict)
    names: Mapping[tuple[str, str], str] = field(default_factory=dict)
    settings: Settings = field(default_factory=Settings)

    @property
    def deciding(self) -> tuple[Leadership, ...]:
        """The offices that yield findings; nothing recorded about a ceremonial one makes a verdict wrong."""
        return tuple(one for one in self.leaderships if one.office.kind != "ceremonial")

    def name(self, noun: str, key: str) -> str:
        """What to call a record; its key where it has no name."""
        return self.names.get((noun, key), key)


@dataclass(frozen=True, slots=True)
class Found:
    """A spot a rule points at.

    Attributes:
        text: a sentence with the names and dates of the case.
        records: noun and key of those it speaks of, such as `city:london`, the one to begin with first.
    """

    text: str
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Check:
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
    find: Callable[[Recorded, date], Iterable[Found]]


@dataclass(frozen=True, slots=True)
class Remark:
    """One line of the linter's answer; `records` as in `Found`."""

    code: str
    severity: str
    text: str
    records: tuple[str, ...]
    remedy: str
