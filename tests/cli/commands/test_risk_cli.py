"""`risk` and `calendar` at the command line: documents, filters, exit codes."""

import csv
import io
import re

import pytest

from support.cli import Cli

RISK = "risk --as-of 2026-11-23"
FINDING = (
    "city office programme name status level basis transition launched_under party_change partners runs_until "
    "covered_until reasons watch_points treatment completeness"
).split()
TRANSITION = [
    *"city office kind polling_day quiet_from handover handover_latest certain_change open basis".split(),
    "polling_day_latest",
]
CSV = (
    "as_of city office programme name status level basis kind polling_day quiet_from handover partners owner funders "
    "agreement_until money_until runs_until covered_until reasons next_action start_by due "
    "treatment treatment_owner treatment_until treatment_expired missing rule settings"
).split()


def test_the_risk_document_has_the_promised_shape(on_cities: Cli) -> None:
    document = on_cities.ok(f"{RISK} --all --format json").json
    assert list(document)[:5] == ["schema", "rule", "as_of", "settings", "findings"]
    assert (document["schema"], document["rule"], document["as_of"]) == ("continuity.risk/1", "1", "2026-11-23")
    for finding in document["findings"]:
        assert list(finding)[: len(FINDING)] == FINDING
        assert finding["transition"] is None or list(finding["transition"]) == TRANSITION
        for reason in (*finding["reasons"], *finding["watch_points"]):
            assert list(reason) == ["code", "text", "remedy", "owner", "due", "start_by"]


def test_the_order_is_status_level_polling_day_programme(on_cities: Cli) -> None:
    statuses = ["at-risk", "ends-first", "unknown-exposure", "covered", "not-exposed"]
    levels = ["critical", "high", "moderate", "low", None]
    keys = [
        (
            statuses.index(one["status"]),
            levels.index(one["level"]),
            one["transition"]["polling_day"] if one["transition"] else "",
            one["programme"],
        )
        for one in on_cities.ok(f"{RISK} --all --format json").json["findings"]
    ]
    assert [key[:2] for key in keys] == [key[:2] for key in sorted(keys)]
    assert [key for key in keys if key[0] == 0] == sorted(key for key in keys if key[0] == 0)


def test_without_all_only_what_needs_somebody_is_listed(on_cities: Cli) -> None:
    statuses = {one["status"] for one in on_cities.ok(f"{RISK} --format json").json["findings"]}
    assert statuses == {"at-risk", "ends-first", "unknown-exposure"}


def test_the_risk_csv_has_the_promised_columns_and_line_ends(on_cities: Cli) -> None:
    out = on_cities.ok(f"{RISK} --format csv").out
    assert out.splitlines()[0].split(",") == CSV
    rows = list(csv.DictReader(io.StringIO(out, newline="")))
    london = next(row for row in rows if row["programme"] == "london/shared-endeavour-fund")
    assert (london["polling_day"], london["quiet_from"], london["due"]) == ("2028-05-04", "2028-03-21", "2028-03-20")


@pytest.mark.parametrize(
    ("scope", "level", "code"),
    [
        ("--city london", "critical", 0),
        ("--city london", "high", 3),
        ("--city london", "low", 3),
        ("--city essen", "low", 0),
        ("--office invented-harbour-city/safety-director", "high", 3),
        ("--office invented-harbour-city/safety-director", "critical", 0),
    ],
)
def test_fail_on_ends_with_three_at_the_level_or_above(scope: str, level: str, code: int, on_cities: Cli) -> None:
    assert on_cities(f"{RISK} {scope} --fail-on {level}").code == code


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("--city london --level critical", 0),
        ("--city london --level low", 3),
        ("--city london --code PARTNER_CONTROLLED", 0),
        ("--city london --code NO_AGREEMENT", 3),
        ("--office invented-harbour-city/safety-director --level high", 3),
    ],
)
def test_fail_on_is_about_what_was_asked_for(asked: str, code: int, on_cities: Cli) -> None:
    done = on_cities(f"{RISK} {asked} --fail-on low --format json")
    assert (done.code, bool(done.json["findings"])) == (code, code == 3)


def test_the_counts_are_about_what_was_asked_for(on_cities: Cli) -> None:
    nothing = "Of those asked for: 0 at risk on the record, 0 at risk because nothing is recorded, 0 end first, "
    assert f"\n{nothing}" in on_cities.ok(f"{RISK} --city london --level critical").out
    assert f"\n{nothing}" in on_cities.ok(f"{RISK} --city london --code PARTNER_CONTROLLED").out
    out = on_cities.ok(f"{RISK} --level critical").out
    listed = on_cities.ok(f"{RISK} --level critical --format json").json["findings"]
    recorded = sum(one["basis"] == "recorded" for one in listed)
    assert 0 < recorded < len(listed)
    assert f"\nOf those asked for: {recorded} ({recorded} critical) at risk on the record, " in out
    assert "asked for" not in on_cities.ok(f"{RISK} --city london").out


def test_risks_found_are_no_failure_without_fail_on(on_cities: Cli) -> None:
    assert on_cities(RISK).code == 0


def test_a_shorter_horizon_hides_what_lies_beyond_it(on_cities: Cli) -> None:
    findings = on_cities.ok(f"{RISK} --city london --all --horizon 12m --format json").json["findings"]
    assert [one["status"] for one in findings] == ["not-exposed"]


def test_the_table_says_what_it_rests_on(on_cities: Cli) -> None:
    out = on_cities.ok(RISK).out
    assert "As of 2026-11-23, looking ahead to 2028-11-23; rule 1; horizon 24m" in out
    assert re.search(r"\n\d+ \(.*\) at risk on the record, \d+ \(.*\) at risk because nothing is recorded, ", out)


def test_the_calendar_says_where_each_day_comes_from(on_cities: Cli) -> None:
    document = on_cities.ok("calendar --as-of 2026-11-23 --format json").json
    assert list(document) == ["schema", "as_of", "transitions", "rule", "settings"]
    assert all(list(one) == TRANSITION for one in document["transitions"])
    bases = {one["office"]: one["basis"] for one in document["transitions"]}
    assert bases["london/mayor"] == "recorded"
    assert bases["aurora/mayor"] == "rule"


def test_an_empty_record_says_what_to_do_next(on_nothing: Cli) -> None:
    assert "continuity status" in on_nothing.ok(RISK).err
    assert "import template starter" in on_nothing.ok("status").err
    assert on_nothing.ok(f"{RISK} --format json").json["findings"] == []
