"""`explain` at the command line: lines for people, one document for programs, refusals."""

import pytest

from support.cli import Cli

EXPLAIN = "explain --as-of 2026-11-23"
CITY = "invented-harbour-city"
FUND = "london/shared-endeavour-fund"
OF_EVERY_KIND = (
    FUND,  # at risk, with a partner
    f"{CITY}/night-bus-mediators",  # at risk, with none
    f"{CITY}/open-door-mentoring",  # covered
    f"{CITY}/summer-street-games",  # ends first
    f"{CITY}/night-patrol-training",  # unknown exposure
    "mechelen/orpheus",  # not exposed
    "liverpool/hate-crime-strategy",
    "toronto/safeto",  # after polling day
)
DOCUMENT = (
    "schema rule as_of settings finding steps partners protections aggravators cell clears lowers documents missing "
    "transitions"
).split()
CONDITION = "symbol title holds reasons rests_on source facts".split()
FACT = "record cells source verified_on known".split()
REASON = "code text remedy owner due start_by".split()


def test_the_text_begins_with_the_name_and_the_key(on_cities: Cli) -> None:
    lines = on_cities.ok(f"{EXPLAIN} {FUND}").out.splitlines()
    assert lines[0] == f"Shared Endeavour Fund ({FUND})"
    assert lines[1] == "decided on by Mayor of London (london/mayor)"
    assert lines[2] == "at-risk (high) at the change of 2028-05-04 because nothing is recorded"


def test_an_owner_is_named_or_said_to_be_missing(on_cities: Cli) -> None:
    assert "\n   Owner: no owner recorded\n" in on_cities.ok(f"{EXPLAIN} {FUND}").out
    on_cities.ok(f"programme edit {FUND} --owner 'Dana Five'")
    assert "\n   Owner: Dana Five\n" in on_cities.ok(f"{EXPLAIN} {FUND}").out


@pytest.mark.parametrize(
    ("until", "named"),
    [("", "Otto Six"), ("2026-11-23", "Otto Six"), ("2026-11-22", "Dana Five"), ("2026", "Dana Five")],
)
def test_the_owner_is_the_one_of_the_plan(until: str, named: str, on_cities: Cli) -> None:
    """Whoever decided about the finding answers for it, as long as that decision holds."""
    on_cities.ok(f"programme edit {FUND} --owner 'Dana Five'")
    on_cities.ok(
        f"treatment add --programme {FUND} --transition london/mayor/2028-05-04 --decision treat --owner 'Otto Six' "
        f"--until '{until}'"
    )
    assert f"\n   Owner: {named}\n" in on_cities.ok(f"{EXPLAIN} {FUND}").out
    actions = on_cities.ok("plan --as-of 2026-11-23 --office london/mayor --format json").json["actions"]
    assert {one["owner"] for one in actions if FUND in one["programmes"]} == {named}


def test_a_column_that_is_empty_by_design_is_not_called_missing(on_cities: Cli) -> None:
    programme = f"{CITY}/open-door-mentoring"
    assert "known_from" not in on_cities.ok(f"{EXPLAIN} {programme}").out
    (key, *_) = on_cities.ok(f"funding list --programme {programme} --format csv").out.splitlines()[1].split(",")
    on_cities.ok(f"funding edit {key} --known-from 2026-01-05")
    assert "known_from 2026-01-05" in " ".join(on_cities.ok(f"{EXPLAIN} {programme}").out.split())


@pytest.mark.parametrize("programme", OF_EVERY_KIND)
def test_no_line_is_longer_than_the_width_but_for_one_word(programme: str, on_cities: Cli) -> None:
    """Where the output goes into a pipe, the width is always a hundred columns."""
    out = on_cities.ok(f"{EXPLAIN} {programme}").out
    assert [line for line in out.splitlines() if len(line) > 100 and len(line.split()) > 1] == []
    assert [line for line in out.splitlines() if line != line.rstrip()] == []
    assert [line for line in out.splitlines() if line.endswith("-")] == []  # no key is broken at its hyphens
    assert "\x1b" not in out


def test_where_a_record_comes_from_stands_under_it_however_long(on_cities: Cli) -> None:
    long = f"https://example.org/{'x' * 100}"
    on_cities.ok(f"office edit london/mayor --source {long}")
    lines = on_cities.ok(f"{EXPLAIN} {FUND}").out.splitlines()
    assert f"      {long}" in lines


def test_every_record_that_a_line_points_to_is_listed_once_with_its_source(on_cities: Cli) -> None:
    body, _, listed = on_cities.ok(f"{EXPLAIN} {FUND}").out.partition("Records read, and where they come from\n")
    numbers = {word for word in body.split() if word.startswith("[") and word[1:-1].isdecimal()}
    entries = [word for word in listed.split() if word.startswith("[") and word[1:-1].isdecimal()]
    assert sorted(numbers) == sorted(entries)
    assert "[2] partner groundwork-london" in " ".join(listed.split())


def test_the_days_of_what_to_do_are_told_once_for_each_part(on_cities: Cli) -> None:
    out = on_cities.ok(f"{EXPLAIN} {FUND}").out
    days = "by 2028-03-20, to be started by 2028-01-20\n"
    for part in ("What would clear it", "What would lower it", "What else there is to say", "To watch"):
        assert f"\n{part}, {days}" in out
    late = on_cities.ok(f"{EXPLAIN} toronto/safeto").out
    assert "What would clear it, by 2026-11-23 (late), to be started by 2026-09-24\n" in late


@pytest.mark.parametrize("programme", OF_EVERY_KIND)
def test_the_document_has_the_promised_keys(programme: str, on_cities: Cli) -> None:
    document = on_cities.ok(f"{EXPLAIN} {programme} --format json").json
    assert list(document) == DOCUMENT
    assert (document["schema"], document["rule"], document["as_of"]) == ("continuity.explain/1", "1", "2026-11-23")
    assert document["finding"]["programme"] == programme
    assert [list(step) for step in document["steps"]] == [["question", "answers"]] * len(document["steps"])
    conditions = [*document["protections"], *document["aggravators"]]
    for partner in document["partners"]:
        assert list(partner) == ["partner", "name", "carries", "conditions"]
        assert [one["symbol"] for one in partner["conditions"]] == [f"E{number}" for number in range(1, 10)]
        conditions += partner["conditions"]
    for condition in conditions:
        assert list(condition) == CONDITION
        assert all(list(reason) == ["code", "text"] for reason in condition["reasons"])
        assert all(list(fact) == FACT for fact in condition["facts"])
    for improvement in document["lowers"]:
        assert list(improvement) == ["protections", "level", "remedies"]
        assert all(list(reason) == REASON for reason in improvement["remedies"])
    assert all(list(reason) == REASON for reason in document["clears"])


def test_the_finding_in_the_document_is_the_one_that_risk_gives(on_cities: Cli) -> None:
    by_key = {
        one["programme"]: one for one in on_cities.ok("risk --as-of 2026-11-23 --all --format json").json["findings"]
    }
    for programme in OF_EVERY_KIND:
        assert on_cities.ok(f"{EXPLAIN} {programme} --format json").json["finding"] == by_key[programme]


def test_the_cell_of_the_table_is_given_where_the_programme_is_at_risk(on_cities: Cli) -> None:
    assert on_cities.ok(f"{EXPLAIN} {FUND} --format json").json["cell"] == {
        "protections": 0,
        "aggravators": "none",
        "level": "high",
    }
    assert on_cities.ok(f"{EXPLAIN} {CITY}/open-door-mentoring --format json").json["cell"] is None


def test_a_wrong_programme_is_refused_with_a_near_one(on_cities: Cli) -> None:
    assert f"did you mean {FUND}?" in on_cities.refused(f"{EXPLAIN} london/shared-endeavor-fund")
    assert on_cities(f"{EXPLAIN} nothing-of-the-kind").out == ""


def test_a_programme_has_to_be_named(on_cities: Cli) -> None:
    on_cities.refused(EXPLAIN, 2)


def test_an_empty_record_says_where_to_look(on_nothing: Cli) -> None:
    assert "`continuity programme list` shows all" in on_nothing.refused(f"{EXPLAIN} {FUND}")


def test_a_horizon_and_a_day_are_taken(on_cities: Cli) -> None:
    assert "not-exposed" in on_cities.ok(f"{EXPLAIN} {FUND} --horizon 12m").out.splitlines()[2]
    assert "2028-05-04" not in on_cities.ok(f"explain {FUND} --as-of 2021-06-01").out


def test_brief_leaves_the_records_out_and_nothing_else(on_cities: Cli) -> None:
    line = "explain london/shared-endeavour-fund --as-of 2026-11-23"
    whole, brief = on_cities.ok(line).out.splitlines(), on_cities.ok(f"{line} --brief").out.splitlines()
    assert set(brief) < set(whole)
    assert not any("[1]" in one or "Records read" in one for one in brief)
    assert any(one.startswith("What would clear it, by 2028-03-20") for one in brief)
