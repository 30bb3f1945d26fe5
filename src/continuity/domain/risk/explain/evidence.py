"""The records from which each condition of an explanation was read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from continuity.domain.risk.explain.explanation import Condition, Explanation
from continuity.domain.risk.findings import Assessment
from continuity.domain.schema.columns import Table
from continuity.domain.schema.tables import AFFILIATIONS, AGREEMENTS, EVIDENCE, FUNDING, PARTNERS, TABLES_BY_NAME
from continuity.domain.schema.validation import SCORE_SCALES
from continuity.domain.schema.values import Row, format_cell
from continuity.domain.values.dates import VagueDate
from continuity.domain.values.durations import Duration


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """One record that was read, by noun and key; `cells` are the columns read, with their texts.
    `is_counted` says whether it could be known on the as-of day.
    """

    record: str
    cells: tuple[tuple[str, str], ...]
    source: str
    verified_on: str
    is_counted: bool = True


@dataclass(frozen=True, slots=True)
class FindingEvidence:
    """An explanation with its assessment and the records behind it, by table.
    `counted_records` are noun and key of the agreements, money and evidence that could be known on the day.
    """

    explanation: Explanation
    assessment: Assessment
    records: dict[str, list[Row]]
    counted_records: frozenset[str]

    def list_source_records(self, condition: Condition, partner: str | None = None) -> Iterator[SourceRecord]:
        """Yield the records a condition was read from, of one partner if it is about one."""
        for name in dict.fromkeys(column.partition(".")[0] for column in condition.reads):
            columns = [column.partition(".")[2] for column in condition.reads if column.startswith(f"{name}.")]
            for row in self.records.get(name, []):
                if _is_read_by(name, row, condition, partner):
                    yield self._build_source_record(TABLES_BY_NAME[name], row, columns)

    def list_documents(self) -> Iterator[SourceRecord]:
        """Yield the newest evidence of each kind, with its scores and links, and last whether a score is stale."""
        columns = ("kind", "domain", "partner", "date", "score", "title", "url")
        for row in self.records.get(EVIDENCE.name, []):
            record = self._build_source_record(EVIDENCE, row, columns)
            yield replace(record, cells=(*record.cells, ("stale", "yes" if self._is_stale(row) else "no")))

    def _is_stale(self, row: Row) -> bool:
        day = row["date"]
        if row["kind"] not in SCORE_SCALES or not isinstance(day, VagueDate) or day.earliest is None:
            return False
        return Duration(months=self.assessment.settings.stale_months).add_to(day.earliest) < self.assessment.as_of

    def _build_source_record(self, table: Table, row: Row, columns: Iterable[str]) -> SourceRecord:
        cells = tuple((name, _hide_party(name, format_cell(row.get(name)))) for name in columns)
        source, verified = format_cell(row.get("source")), format_cell(row.get("verified_on"))
        # The key of an affiliation names the party.
        record = f"{table.noun} of {row['term']}" if table is AFFILIATIONS else f"{table.noun} {row['key']}"
        is_unknown = table in (AGREEMENTS, FUNDING, EVIDENCE) and record not in self.counted_records
        return SourceRecord(record=record, cells=cells, source=source, verified_on=verified, is_counted=not is_unknown)


def _hide_party(column: str, text: str) -> str:
    """Hide a party in the text of a cell: what counts is whether it changes."""
    return "recorded" if text and column in ("party", "winner_party") else text


def _is_read_by(table: str, row: Row, condition: Condition, partner: str | None) -> bool:
    """Return whether this condition was read from a record for this partner."""
    if table == AGREEMENTS.name:
        return partner is None or row["partner"] == partner
    if table == PARTNERS.name:
        return row["key"] == partner
    if table == EVIDENCE.name:
        return row["kind"] == condition.evidence and row["partner"] in (None, partner)
    return True
