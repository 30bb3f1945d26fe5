"""What an import says of elections in other years than the rule of their office expects."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from continuity.db import facts, read
from continuity.domain.offices.election_cycle import find_cycle_shift, find_election_off_cycle
from continuity.domain.offices.models import OfficeRecord
from continuity.domain.schema.import_problems import ImportRemark, ImportRemarkCode
from continuity.domain.schema.tables import ELECTIONS, RULES, TERMS
from continuity.services.change_plan import ChangePlan
from continuity.services.offices.profiles import is_from_any_profile

if TYPE_CHECKING:
    from sqlalchemy import Connection


def list_cycle_remarks(connection: "Connection", plan: ChangePlan) -> Iterator[ImportRemark]:
    """List a remark for each office of which an import wrote elections or terms in other years than its rule has."""
    changed_rows = (
        row
        for table in (ELECTIONS, TERMS)
        for row in (*plan.inserts.get(table.name, ()), *(after for _, after in plan.updates.get(table.name, ())))
    )
    offices = sorted({str(row["office"]) for row in changed_rows})
    if not offices:
        return
    rules = {str(row["office"]): row for row in read.load_rows(connection, RULES) if str(row["office"]) in set(offices)}
    for office, record in sorted(facts.load_leaderships(connection, offices).items()):
        rule = rules.get(office)
        source = "profile" if rule is not None and is_from_any_profile(rule) else "rule"
        yield from _list_office_remarks(record, {"office": office, "source": source, "rule": rule and rule["key"]})


def _list_office_remarks(record: OfficeRecord, names: dict[str, object]) -> Iterator[ImportRemark]:
    if (shift := find_cycle_shift(record)) is not None:
        years = {
            "expected": tuple(day.year for day in shift.expected_days),
            "used": tuple(day.year for day in shift.used_days),
        }
        yield ImportRemark(ImportRemarkCode.CYCLE_SHIFTED, {**names, **years, "day": shift.second_fact})
    elif (found := find_election_off_cycle(record)) is not None:
        election, year = found
        yield ImportRemark(ImportRemarkCode.ELECTION_OFF_CYCLE, {**names, "expected": year, "day": election.date})
