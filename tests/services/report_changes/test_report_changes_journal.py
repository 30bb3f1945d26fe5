"""Which changed records may be blamed: all that a verdict reads, and nothing else."""

import pytest

from continuity.db import facts
from continuity.domain.risk.factors.base import Factor
from continuity.domain.risk.factors.registry import FACTORS
from continuity.domain.schema.tables import PARTIES, TABLES_BY_NAME
from continuity.services.records import add_record, edit_record
from continuity.services.report_changes.journal import RELEVANT_COLUMNS, find_relevant_records
from continuity.services.transaction import read_database
from support.reference_packs import AS_OF, STAMP

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


def test_merged_party_may_be_blamed_by_its_own_key(cities: str) -> None:
    """Issue 14, line 18: facts name the successor, the journal the party that went into it."""
    heir = str(add_record(cities, STAMP, [(PARTIES, {"name": "Harbour Union"})])["key"])
    edit_record(cities, STAMP, PARTIES, "invented-anchor-party", {"successor": heir})
    with read_database(cities) as connection:
        programmes = facts.load_programmes(connection, AS_OF, keys=["invented-harbour-city/bridge-builders"])
        (records,) = find_relevant_records(connection, programmes, facts.load_leaderships(connection)).values()
    assert {key for table, key in records if table == "parties"} >= {"invented-anchor-party"}
