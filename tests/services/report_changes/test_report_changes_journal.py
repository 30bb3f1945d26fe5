"""Which changed records may be blamed: all that a verdict reads, and nothing else."""

import pytest

from continuity.domain.risk.factors.base import Factor
from continuity.domain.risk.factors.registry import FACTORS
from continuity.domain.schema.tables import TABLES_BY_NAME
from continuity.services.report_changes.journal import RELEVANT_COLUMNS

DECIDING = [one for one in FACTORS if one.symbol in {f"E{number}" for number in range(1, 5)} or one.symbol[:1] == "A"]
NEVER = ("note", "source", "verified_on", "name", "owner", "summary", "contact", "amount", "title")


@pytest.mark.parametrize("factor", DECIDING, ids=lambda one: one.symbol)
def test_what_a_deciding_factor_reads_may_be_blamed(factor: Factor) -> None:
    for place in factor.reads:
        table, _, column = place.partition(".")
        assert column in RELEVANT_COLUMNS[table], place


@pytest.mark.parametrize("table", RELEVANT_COLUMNS)
def test_what_no_verdict_reads_may_not(table: str) -> None:
    # When a term was checked says who is still in office.
    read = {"verified_on"} if table == "terms" else set()
    assert not RELEVANT_COLUMNS[table] & (set(NEVER) - read)
    assert RELEVANT_COLUMNS[table] & set(TABLES_BY_NAME[table].column_names)
