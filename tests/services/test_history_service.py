"""Every change is journalled, and whole batches are taken back."""

import shutil
from pathlib import Path

import pytest

from continuity.domain.schema.tables import OFFICES, RULES, TABLES_BY_NOUN
from continuity.errors import NothingToUndo, UndoConflict
from continuity.services.exports.csv_pack import export_pack
from continuity.services.history import list_batches, load_batch, undo_batch
from continuity.services.imports.run import import_pack
from continuity.services.partners.empower import empower_partner
from continuity.services.records import add_record, edit_record, list_records, load_record, remove_record
from support.reference_packs import AS_OF, REFERENCE, STAMP

CITY = TABLES_BY_NOUN["city"]


def exported(address: str, folder: Path) -> dict[str, bytes]:
    shutil.rmtree(folder, ignore_errors=True)
    export_pack(address, folder)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_journal_says_who_when_old_and_new(cities: str) -> None:
    edit_record(cities, STAMP, CITY, "london", {"region": "Greater London"})
    newest = load_batch(cities, list_batches(cities, 1)[0].number)
    assert (newest.actor, newest.command, newest.at) == ("tester", "test", STAMP.at)
    assert [(one.operation, one.key, one.before, one.after) for one in newest.changes] == [
        ("update", "london", {}, {"region": "Greater London"})
    ]


def test_undo_takes_back_an_addition_a_change_and_a_removal(cities: str, tmp_path: Path) -> None:
    before = exported(cities, tmp_path / "before")
    office = {"key": "london/assembly", "title": "Chair"}
    add_record(cities, STAMP, [(OFFICES, office), (RULES, {"term_years": "4"})])
    edit_record(cities, STAMP, CITY, "berlin", {"region": "", "end": "2099/.."})
    remove_record(cities, STAMP, TABLES_BY_NOUN["programme"], "invented-harbour-city/night-bus-mediators")
    for _ in range(3):
        undo_batch(cities, STAMP, None)
    assert exported(cities, tmp_path / "after") == before


def test_undo_takes_back_a_whole_import(database: str) -> None:
    import_pack(database, STAMP, REFERENCE / "fourteen")
    undo_batch(database, STAMP, None)
    assert list(list_records(database, CITY, {})) == []


def test_an_undo_can_be_undone(cities: str) -> None:
    edit_record(cities, STAMP, CITY, "london", {"region": "Greater London"})
    undo_batch(cities, STAMP, None)
    undo_batch(cities, STAMP, list_batches(cities, 1)[0].number)
    assert load_record(cities, CITY, "london")["region"] == "Greater London"


def test_a_batch_is_undone_once(cities: str) -> None:
    edit_record(cities, STAMP, CITY, "london", {"region": "Greater London"})
    number = list_batches(cities, 1)[0].number
    undo_batch(cities, STAMP, number)
    with pytest.raises(NothingToUndo, match="undone already"):
        undo_batch(cities, STAMP, number)


def test_a_batch_whose_records_changed_since_is_not_undone_by_itself(cities: str) -> None:
    edit_record(cities, STAMP, CITY, "london", {"region": "One"})
    first = list_batches(cities, 1)[0].number
    edit_record(cities, STAMP, CITY, "london", {"region": "Two"})
    with pytest.raises(UndoConflict) as refused:
        undo_batch(cities, STAMP, first)
    assert "london" in refused.value.message
    assert load_record(cities, CITY, "london")["region"] == "Two"


def test_there_may_be_nothing_to_undo(database: str) -> None:
    with pytest.raises(NothingToUndo):
        undo_batch(database, STAMP, None)
    with pytest.raises(NothingToUndo):
        undo_batch(database, STAMP, 99)


def test_an_undo_that_would_leave_a_reference_dangling_is_refused_whole(cities: str) -> None:
    add_record(cities, STAMP, [(TABLES_BY_NOUN["person"], {"name": "Hilda Wharf (INVENTED)"})])
    term = {"office": "invented-harbour-city/safety-director", "person": "hilda-wharf-invented", "start": "2015"}
    add_record(cities, STAMP, [(TABLES_BY_NOUN["term"], term)])
    number = list_batches(cities, 2)[1].number
    with pytest.raises(Exception, match=r"hilda|another") as refused:
        undo_batch(cities, STAMP, number)
    assert refused.type.__module__ == "continuity.errors"
    assert load_record(cities, TABLES_BY_NOUN["person"], "hilda-wharf-invented")["name"] == "Hilda Wharf (INVENTED)"


def test_an_empowered_programme_is_covered_and_at_risk_again_after_undo(cities: str) -> None:
    cells = {
        "signed_on": "2026-11-20",
        "until": "2029-12-31",
        "scope": "deliver",
        "office_may_end_alone": "no",
        "funded_until": "2029-12-31",
        "funder_kind": "foundation",
    }
    parties = ("london/shared-endeavour-fund", "invented-lantern-trust")
    done = empower_partner(cities, STAMP, parties, cells, AS_OF)
    assert done.before is not None
    assert done.after is not None
    assert (done.before.status, done.after.status) == ("at-risk", "covered")
    undo_batch(cities, STAMP, None)
    again = empower_partner(cities, STAMP, parties, {**cells, "scope": "advise"}, AS_OF)
    assert again.before is not None
    assert again.before.status == "at-risk"
    assert again.after is not None
    assert again.after.status == "at-risk"
