"""The records an explanation rests on: which of them each condition was read from, and where they come from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from continuity.domain.risk.explain.explanation import Condition, Explanation
from continuity.domain.risk.findings import Assessment
from continuity.domain.schema.columns import Table
from continuity.domain.schema.tables import AFFILIATIONS, AGREEMENTS, BY_NAME, EVIDENCE, FUNDING, PARTNERS
from continuity.domain.schema.validation import SCALES
from continuity.domain.schema.values import Row, write_cell
from continuity.domain.values.dates import VagueDate
from continuity.domain.values.durations import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One record that was read.

    Attributes:
        record: its noun and key.
        cells: the columns read, with their texts; empty where nothing is recorded.
        source, verified_on: as recorded with it.
        counted: whether it could be known on the as-of day.
    """

    record: str
    cells: tuple[tuple[str, str], ...]
    source: str
    verified_on: str
    counted: bool = True


@dataclass(frozen=True, slots=True)
class Grounds:
    """An explanation with the assessment it belongs to and the records behind it.

    Attributes:
        records: the records read, by table.
        counted: noun and key of the agreements, money and evidence that could be known on the day.
    """

    explanation: Explanation
    assessment: Assessment
    records: dict[str, list[Row]]
    counted: frozenset[str]

    def facts(self, condition: Condition, partner: str | None = None) -> Iterator[Fact]:
        """The records a condition was read from, of one partner where it is about one."""
        for name in dict.fromkeys(column.partition(".")[0] for column in condition.reads):
            columns = [column.partition(".")[2] for column in condition.reads if column.startswith(f"{name}.")]
            for row in self.records.get(name, []):
                if _belongs(name, row, condition, partner):
                    yield self._fact(BY_NAME[name], row, columns)

    def documents(self) -> Iterator[Fact]:
        """The newest evidence of each kind, with its scores and links; whether a score is stale stands last."""
        for row in self.records.get(EVIDENCE.name, []):
            fact = self._fact(EVIDENCE, row, ("kind", "domain", "partner", "date", "score", "title", "url"))
            yield replace(fact, cells=(*fact.cells, ("stale", "yes" if self._stale(row) else "no")))

    def _stale(self, row: Row) -> bool:
        day = row["date"]
        if row["kind"] not in SCALES or not isinstance(day, VagueDate) or day.earliest is None:
            return False
        return Span(months=self.assessment.settings.stale_months).after(day.earliest) < self.assessment.as_of

    def _fact(self, table: Table, row: Row, columns: Iterable[str]) -> Fact:
        cells = tuple((name, _neutral(name, write_cell(row.get(name)))) for name in columns)
        source, verified = write_cell(row.get("source")), write_cell(row.get("verified_on"))
        # The key of an affiliation names the party.
        record = f"{table.noun} of {row['term']}" if table is AFFILIATIONS else f"{table.noun} {row['key']}"
        hidden = table in (AGREEMENTS, FUNDING, EVIDENCE) and record not in self.counted
        return Fact(record=record, cells=cells, source=source, verified_on=verified, counted=not hidden)


def _neutral(column: str, text: str) -> str:
    """The text of a cell, save that a party is never named: what counts is whether it changes."""
    return "recorded" if text and column in ("party", "winner_party") else text


def _belongs(table: str, row: Row, condition: Condition, partner: str | None) -> bool:
    """Whether a record is one that this condition was read from for this partner."""
    if table == AGREEMENTS.name:
        return partner is None or row["partner"] == partner
    if table == PARTNERS.name:
        return row["key"] == partner
    if table == EVIDENCE.name:
        return row["kind"] == condition.evidence and row["partner"] in (None, partner)
    return True
