"""Ready offices: what ships can be read and used, and an office made from it is one batch."""

from datetime import date

import pytest

from continuity.domain.schema.office_profiles import PROFILES
from continuity.domain.schema.tables import CITIES, OFFICES, RULES
from continuity.domain.schema.validation import find_violations
from continuity.domain.values.dates import VagueDate
from continuity.domain.values.durations import Duration
from continuity.errors import ContradictoryRecords, UnknownKey, UsageError
from continuity.importers.csv_pack import parse_csv_table
from continuity.services.assessment import Scope, assessment
from continuity.services.history import list_batches, undo_batch
from continuity.services.offices import events
from continuity.services.offices.profiles import apply_profile, list_profiles
from continuity.services.records import add_record, list_records, load_record
from continuity.services.transaction import write_tracked
from support.reference_packs import REFERENCE, STAMP

NAMES = sorted({str(row["name"]) for row in list_profiles()})
ASKED_FOR = {
    "england-leader-all-out",
    "england-leader-thirds",
    "london-mayor",
    "england-city-mayor",
    "england-combined-authority-mayor",
    "ontario-mayor",
    "texas-houston-mayor",
    "new-york-city-mayor",
    "colorado-aurora-mayor",
    "north-rhine-westphalia-mayor",
    "berlin-governing-mayor",
    "flanders-burgomaster",
    "france-mayor",
    "netherlands-college",
}
WITHOUT_COMMON_DAY = {"netherlands-burgomaster", "baden-wuerttemberg-mayor", "japan-mayor"}
"""Profiles without polling days: the end of each term says when the next decision is due."""


def city(address: str) -> str:
    texts = {"name": "Sampleton", "country": "ZZ", "timezone": "UTC"}
    return str(add_record(address, STAMP, [(CITIES, texts)])["key"])


def office(address: str, profile: str, rule: dict[str, str] | None = None, **texts: str) -> str:
    return str(
        add_record(address, STAMP, apply_profile(profile, {"key": f"{city(address)}/head", **texts}, rule or {}))["key"]
    )


def test_every_line_that_ships_can_be_read() -> None:
    sheet = parse_csv_table(PROFILES, "profiles.csv", (REFERENCE / "profiles.csv").read_bytes())
    assert sheet.problems == ()
    assert [entry.row for entry in sheet.entries] == list_profiles()
    assert set(NAMES) >= ASKED_FOR


@pytest.mark.parametrize("row", list_profiles(), ids=lambda row: f"{row['name']} {row['election_rule_start']}")
def test_every_rule_names_its_law_an_address_and_its_gaps_and_starts_on_itself(row) -> None:  # noqa: ANN001 - a row
    assert "https://" in str(row["source"])
    assert row["note"]
    assert find_violations(RULES, {**row, "key": "x"}) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_profile_makes_an_office_whose_elections_are_projected(name: str, sqlite_database: str) -> None:
    key = office(sqlite_database, name)
    ahead = Duration.parse("72m")
    found = assessment(sqlite_database, date(2026, 11, 23), ahead, Scope(office=key))
    assert bool(found.transitions) == (name not in WITHOUT_COMMON_DAY)


def test_an_office_follows_its_profile_and_says_where_its_rule_comes_from(database: str) -> None:
    key = office(database, "new-york-city-mayor")
    row = load_record(database, OFFICES, key)
    assert (row["title"], row["selection"], row["kind"]) == ("Mayor", "direct", "executive")
    (rule,) = list_records(database, RULES, {"office": key})
    assert (str(rule["election_rule_start"]), rule["term_limit"], rule["takes_office"]) == ("2025-11-04", 2, "01-01")
    assert "https://nyclaws.readthedocs.io/" in str(rule["source"])
    assert str(rule["note"]).startswith("profile new-york-city-mayor: ")


def test_derived_profile_says_so_in_the_note_of_its_rule(database: str) -> None:
    # Issue 14, line 19: where the law was not read, the days are derived and the record says so.
    key = office(database, "poland-mayor")
    (rule,) = list_records(database, RULES, {"office": key})
    assert str(rule["note"]).startswith("profile poland-mayor: its polling days are derived: the law on them was not")


def test_profile_whose_law_was_read_gives_no_warning(database: str) -> None:
    key = office(database, "illinois-chicago-mayor")
    (rule,) = list_records(database, RULES, {"office": key})
    assert str(rule["note"]).startswith("profile illinois-chicago-mayor: section 2A-1.1a")


def test_undecided_first_round_schedules_a_weekday_run_off(database: str) -> None:
    # Issue 14, line 18: the first Tuesday of April after the last Tuesday of February.
    key = office(database, "illinois-chicago-mayor")
    undecided, day = events.ElectionResult(undecided=True), date(2027, 2, 24)
    with write_tracked(database, STAMP) as writer:
        changed = events.record_result(writer, f"{key}/2027-02-23", undecided, day)
    assert changed.keys == [f"{key}/2027-02-23", f"{key}/2027-04-06"]


@pytest.mark.parametrize(
    ("as_of", "kinds"),
    [("2025-11-12", {"ordinary"}), ("2025-11-13", {"abolition"}), ("2025-11-14", {"abolition"})],
)
def test_police_commissioner_ends_from_the_announcement_on(database: str, as_of: str, kinds: set[str]) -> None:
    # Issue 14, line 19: announced on 13 November 2025 for May 2028.
    key = office(database, "england-police-crime-commissioner")
    found = assessment(database, date.fromisoformat(as_of), Duration.parse("36m"), Scope(office=key))
    assert {str(transition.kind) for transition in found.transitions if transition.polling_day.year == 2028} == kinds


def test_what_is_given_wins_over_the_profile(database: str) -> None:
    rule = {"election_rule_start": "2026-05-07", "quiet_days": "40", "source": "own"}
    key = office(database, "england-leader-all-out", rule, title="Leader of Sampleton", seats="2")
    row = load_record(database, OFFICES, key)
    assert (row["title"], row["seats"], row["selection"]) == ("Leader of Sampleton", 2, "council")
    (recorded,) = list_records(database, RULES, {"office": key})
    assert (str(recorded["election_rule_start"]), recorded["quiet_days"]) == ("2026-05-07", 40)
    assert (recorded["takes_office"], recorded["source"]) == ("+5d..+25d", "own")


def test_listed_days_replace_the_rule_of_a_profile_and_its_start(database: str) -> None:
    # Issue 14, line 18: a town that voted in autumn 2021 is off the cycle of the profile.
    key = office(database, "italy-mayor", {"election_rule": "DATES:2021-10-03,2027-05-30"})
    (recorded,) = list_records(database, RULES, {"office": key})
    assert (recorded["election_rule"], recorded["election_rule_start"]) == ("DATES:2021-10-03,2027-05-30", None)
    found = assessment(database, date(2026, 11, 23), None, Scope(office=key))
    assert "2027-05-30" in {str(transition.polling_day) for transition in found.transitions}


def test_by_thirds_is_three_rules_of_one_batch_and_one_undo_takes_all_back(database: str) -> None:
    key = office(database, "england-leader-thirds", {"quiet_days": "40"})
    rules = list(list_records(database, RULES, {"office": key}))
    assert [str(row["election_rule_start"]) for row in rules] == ["2022-05-05", "2023-05-04", "2024-05-02"]
    assert {row["quiet_days"] for row in rules} == {40}
    found = assessment(database, date(2024, 6, 1), None, Scope(office=key))
    days = [str(one.polling_day) for one in found.transitions]
    assert days == ["2024-05-02", "2026-05-07"]  # none in 2025, the fallow year
    undo_batch(database, STAMP, None)
    assert list(list_records(database, RULES, {})) == list(list_records(database, OFFICES, {})) == []


def test_one_first_day_cannot_serve_three_rules(database: str) -> None:
    with pytest.raises(UsageError) as refused:
        office(database, "england-leader-thirds", {"election_rule_start": "2024-05-02"})
    assert "3 rules" in refused.value.message


def test_an_unknown_profile_is_refused_with_a_suggestion() -> None:
    with pytest.raises(UnknownKey) as refused:
        apply_profile("London-Mayer", {}, {})
    assert "did you mean london-mayor" in refused.value.hint
    with pytest.raises(UnknownKey) as refused:
        apply_profile("", {}, {})
    assert "office profiles" in refused.value.hint


def test_profiles_of_a_country() -> None:
    assert {str(row["name"]) for row in list_profiles("nl")} == {"netherlands-burgomaster", "netherlands-college"}
    assert list_profiles("ZZ") == []


def test_a_start_that_is_not_on_the_rule_is_refused_and_leaves_no_trace(database: str) -> None:
    key = city(database)
    parts = apply_profile("london-mayor", {"key": f"{key}/head"}, {"election_rule_start": "2024-05-03"})
    with pytest.raises(ContradictoryRecords) as refused:
        add_record(database, STAMP, parts)
    assert "a rule start that is not on the rule" in refused.value.message
    assert len(list_batches(database, 10)) == 1


@pytest.mark.parametrize(
    ("rule", "start", "faulty"),
    [
        ("FREQ=YEARLY;INTERVAL=4;BYMONTH=5;BYDAY=+1TH", "2024-05-02", False),
        ("FREQ=YEARLY;INTERVAL=4;BYMONTH=5;BYDAY=+1TH", "2024-05-09", True),
        ("FREQ=YEARLY;INTERVAL=4;BYMONTH=5;BYDAY=+1TH", "2024-05", False),
        ("FREQ=YEARLY;INTERVAL=4;BYMONTH=5;BYDAY=+1TH;UNTIL=20230503", "2012-05-03", False),
        ("FREQ=YEARLY;INTERVAL=4;BYMONTH=5;BYDAY=+1TH;UNTIL=20110503", "2012-05-03", True),
        ("FREQ=YEARLY;INTERVAL=6;BYMONTH=7;BYMONTHDAY=1", "2020-07-01", False),
        (None, "2020-07-01", False),
    ],
)
def test_only_an_exact_start_off_its_rule_is_a_fault(rule: str | None, start: str, faulty: bool) -> None:
    row = {"key": "a/b", "office": "a", "election_rule": rule, "election_rule_start": VagueDate.parse(start)}
    assert bool(find_violations(RULES, row)) is faulty
