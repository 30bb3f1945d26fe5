"""Twelve monthly reports on the fourteen cities and the invented one: what each says has changed, and why."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from continuity.domain.comparison.attribution import CAUSES
from continuity.domain.comparison.report_diff import KINDS
from continuity.domain.schema.tables import AGREEMENTS, FUNDING, PROGRAMMES, SETTINGS
from continuity.reports.document import text as page_text
from continuity.reports.document.model import Document
from continuity.reports.report.model import ReportData
from continuity.reports.report.sections import build_changes_section
from continuity.reports.wording.english import format_day
from continuity.services.history import undo_batch
from continuity.services.offices.events import ElectionResult, record_result
from continuity.services.records import add_record, edit_record, remove_record
from continuity.services.transaction import write_tracked
from support.goldens import same_as
from support.successive_reports import by, kept, reported

GOLDEN = Path(__file__).parent / "golden" / "monthly_report_changes.txt"
CITY = "invented-harbour-city"
DOOR, PIER, NIGHT = (f"{CITY}/{name}" for name in ("open-door-mentoring", "pier-outreach", "night-bus-mediators"))
FUND, SAVE, TRUST = "london/shared-endeavour-fund", "aurora/save", "invented-lantern-trust"
NEVER = 1_000_000
"""The number of a batch that is in no journal."""


def note(address: str) -> None:
    edit_record(address, by("ada", date(2026, 10, 12)), PROGRAMMES, DOOR, {"note": "seen"})


def sign(address: str) -> None:
    ada = by("ada", date(2026, 12, 10))
    both = {"programme": FUND, "partner": TRUST, "start": "2026-12-10", "end": "2029-12-31", "end_basis": "stated"}
    signed = {"scope": "deliver", "status": "signed", "signed_on": "2026-12-10", "office_may_end_alone": "no"}
    add_record(address, ada, [(AGREEMENTS, {**both, **signed, "key": f"{FUND}/signed"})])
    money = {**both, "certainty": "committed", "committed_on": "2026-12-10", "key": f"{FUND}/granted"}
    add_record(address, ada, [(FUNDING, money)])


def correct(address: str) -> None:
    edit_record(address, by("ben", date(2027, 1, 11)), AGREEMENTS, f"{DOOR}/1", {"end": "2027-12-31"})
    edit_record(
        address, by("ada", date(2027, 1, 12)), AGREEMENTS, f"{CITY}/interfaith-kitchen/1", {"end": "2027-12-31"}
    )
    undo_batch(address, by("ada", date(2027, 1, 12)), None)


def choose_kinds(address: str) -> None:
    kinds = {"key": "community_kinds", "value": "charity | faith"}
    add_record(address, by("ada", date(2027, 2, 8)), [(SETTINGS, kinds)])


def end(address: str) -> None:
    edit_record(address, by("ben", date(2027, 3, 9)), PROGRAMMES, NIGHT, {"status": "ended", "end": "2027-03-08"})


def tidy(address: str) -> None:
    ada, ben = by("ada", date(2027, 4, 6)), by("ben", date(2027, 4, 7))
    remove_record(address, ada, AGREEMENTS, f"{PIER}/1")
    remove_record(address, ada, FUNDING, f"{PIER}/1")
    remove_record(address, ada, PROGRAMMES, PIER)
    new = {"key": "luton/street-talk", "city": "luton", "office": "luton/leader", "name": "Street Talk (INVENTED)"}
    add_record(address, ben, [(PROGRAMMES, {**new, "launched": "2027-04-07"})])
    until = {"end": "2027-12-31", "end_basis": "stated"}
    edit_record(address, ben, PROGRAMMES, f"{CITY}/bridge-builders", until)


def elect(address: str) -> None:
    with write_tracked(address, by("ada", date(2027, 5, 20))) as writer:
        record_result(writer, "luton/leader/2027-05-06", ElectionResult(holder_stays=True), date(2027, 5, 20))
    edit_record(
        address,
        by("ben", date(2027, 5, 21)),
        PROGRAMMES,
        f"{CITY}/school-dialogue",
        {"office": f"{CITY}/safety-director"},
    )


def fill(address: str) -> None:
    forum = f"{CITY}/after-school-forum"
    edit_record(address, by("ada", date(2027, 6, 8)), FUNDING, f"{forum}/2", {"start": "2028-08-01"})
    edit_record(
        address, by("ada", date(2027, 6, 8)), SETTINGS, "community_kinds", {"value": "charity | social-enterprise"}
    )


def fund(address: str) -> None:
    ben = by("ben", date(2027, 8, 17))
    money = {"programme": SAVE, "certainty": "committed", "committed_on": "2027-08-16", "start": "2027-08-16"}
    add_record(
        address, ben, [(FUNDING, {**money, "end": "2029-06-30", "end_basis": "stated", "key": f"{SAVE}/granted"})]
    )
    edit_record(address, ben, PROGRAMMES, SAVE, {"mandate": "resolution", "mandate_on": "2027-08-16"})


SCRIPT: dict[date, Callable[[str], None] | None] = {
    date(2026, 10, 1): None,
    date(2026, 11, 1): note,
    date(2026, 12, 1): None,
    date(2027, 1, 1): sign,
    date(2027, 2, 1): correct,
    date(2027, 3, 1): choose_kinds,
    date(2027, 4, 1): end,
    date(2027, 5, 1): tidy,
    date(2027, 6, 1): elect,
    date(2027, 7, 1): fill,
    date(2027, 8, 1): None,
    date(2027, 9, 1): fund,
}
"""What somebody did in the month before each report."""
OTHERWISE = {date(2027, 4, 1): {"rule": "0"}, date(2027, 7, 1): {"batch": NEVER}}
"""What the report before is taken to have been made by: another version of the rule, a journal that is not this one."""


@pytest.fixture(scope="module")
def made(sqlite_cities: Path, tmp_path_factory: pytest.TempPathFactory) -> list[ReportData]:
    address = str(shutil.copy(sqlite_cities, tmp_path_factory.mktemp("months") / "cities.db"))
    reports: list[ReportData] = []
    before = None
    for day, happened in SCRIPT.items():
        if happened:
            happened(address)
        reports.append(reported(address, day, before))
        before = kept(address, reports[-1])
        following = next((later for later in SCRIPT if later > day), day)
        before = replace(before, **OTHERWISE.get(following, {}))
    return reports


def part(one: ReportData) -> str:
    assert one.changes
    section = build_changes_section(one.assessment, one.changes)
    return page_text.render(Document(title=format_day(one.assessment.as_of), lead=(), sections=(section,)))


def test_what_changed_is_as_it_was(made: list[ReportData]) -> None:
    same_as(GOLDEN, "\n\n".join(map(part, made)))


def test_every_cause_and_every_kind_of_change_is_told_at_least_once(made: list[ReportData]) -> None:
    told = [difference for one in made if one.changes for difference in one.changes.changes]
    assert {cause.kind for one in told for cause in one.attributions} == set(CAUSES)
    assert {one.kind for one in told} == set(KINDS)
    assert all(one.attributions for one in told)


def test_months_without_a_change_say_so_in_one_sentence(made: list[ReportData]) -> None:
    quiet = [part(one) for one in made if one.changes and not one.changes.changes and one.changes.previous_as_of]
    assert len(quiet) == 2
    assert all("No change since 1 " in text for text in quiet)
