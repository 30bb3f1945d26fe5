"""Each profile against elections that were held: polling days, run-offs and first days (issue 14, line 19).

`past_elections.csv` has them with the address of each. Where `on_rule` is "no" the vote was moved or the law of that
year differed: then only the run-off and the first day are held against the profile. A `decisive` round is one that
was held on another day than the profile's run-off. A first day is empty where no page with it was read.
"""

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from continuity.domain.schema.values import Row
from continuity.domain.settings import DEFAULT_SETTINGS
from continuity.domain.values.dates import Period, VagueDate
from continuity.domain.values.recurrence import list_rule_days
from continuity.domain.values.run_off import find_run_off_day
from continuity.domain.values.takes_office import TakesOfficeRule
from continuity.services.offices.profiles import list_profiles

PROFILES = {str(row["name"]): row for row in list_profiles()}
UNKNOWN_HANDOVER = f"+0d..+{DEFAULT_SETTINGS.handover_days}d"
OWN_RULES: dict[str, Row] = {
    # What an officer gives herself, as the note of the profile tells her.
    "japan-mayor": {"election_rule": "FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYDAY=+1SU", "takes_office": "02-25"},
    "baden-wuerttemberg-mayor": {"election_rule": "DATES:2012-10-07,2020-11-08"},
    "bavaria-mayor": {"election_rule": "DATES:2014-03-16,2020-03-15,2026-03-08"},
    "france-paris-lyon-marseille-mayor": {"election_rule": "DATES:2014-03-23,2020-03-15,2026-03-15"},
    "italy-mayor": {"election_rule_start": VagueDate.parse("2022-06-12")},
}
with (Path(__file__).parent / "past_elections.csv").open(encoding="utf-8", newline="") as file:
    ELECTIONS = list(csv.DictReader(file))


def cases(*columns: str) -> list[object]:
    """List the elections in which each of these columns is filled."""
    chosen = [row for row in ELECTIONS if all(row[column] for column in columns)]
    return [pytest.param(row, id=f"{row['profile']} {row['polling']}") for row in chosen]


def find_rule(name: str) -> Row:
    return {**PROFILES[name], **OWN_RULES.get(name, {})}


def list_polling_days(name: str) -> tuple[date, ...]:
    """List the days of the rule, which counts from the first election here that is on it."""
    start = min(
        date.fromisoformat(row["polling"]) for row in ELECTIONS if (row["profile"], row["on_rule"]) == (name, "yes")
    )
    return list_rule_days(str(find_rule(name)["election_rule"]), start, Period(start, date(2040, 1, 1)))


@pytest.mark.parametrize("election", cases())
def test_profile_yields_the_day_on_which_people_voted(election: dict[str, str]) -> None:
    is_on_rule = date.fromisoformat(election["polling"]) in list_polling_days(election["profile"])
    assert is_on_rule is (election["on_rule"] == "yes")


@pytest.mark.parametrize("name", sorted({row["profile"] for row in ELECTIONS}))
def test_profile_counts_from_a_day_of_the_same_cycle(name: str) -> None:
    start = find_rule(name)["election_rule_start"]
    assert start is None or (isinstance(start, VagueDate) and start.earliest in list_polling_days(name))


@pytest.mark.parametrize("election", cases("run_off"))
def test_profile_yields_the_day_of_the_run_off(election: dict[str, str]) -> None:
    rule, first_round = str(find_rule(election["profile"])["run_off"]), date.fromisoformat(election["polling"])
    assert str(find_run_off_day(rule, first_round, is_ordinary=True)) == election["run_off"]


@pytest.mark.parametrize("election", cases("first_day"))
def test_profile_covers_the_first_day_of_the_winner(election: dict[str, str]) -> None:
    takes_office = TakesOfficeRule.parse(str(find_rule(election["profile"])["takes_office"] or UNKNOWN_HANDOVER))
    first_round = date.fromisoformat(election["polling"])
    decisive_day = date.fromisoformat(election["decisive"] or election["run_off"] or election["polling"])
    period = takes_office.find_period_after_rounds(first_round, decisive_day)
    assert date.fromisoformat(election["first_day"]) in period


def test_profiles_of_line_19_have_two_past_elections_each() -> None:
    counts = Counter(row["profile"] for row in ELECTIONS)
    assert len(counts) >= 17
    assert min(counts.values()) >= 2


@pytest.mark.parametrize(
    ("day", "is_polling_day"),
    [("2030-06-05", False), ("2030-06-11", False), ("2030-06-12", True), ("2030-06-13", False)],
)
def test_korean_vote_moves_a_week_beside_memorial_day(day: str, is_polling_day: bool) -> None:
    """Wednesday 5 June 2030 is the eve of a public holiday."""
    assert (date.fromisoformat(day) in list_polling_days("korea-mayor")) is is_polling_day
