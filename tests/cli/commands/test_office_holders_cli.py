"""Who holds which office on a day."""

import pytest

from support.cli import Cli


@pytest.mark.parametrize(
    ("office", "as_of", "state", "holders"),
    [
        ("toronto/mayor", "2026-11-14", "current", "olivia-chow (substantive)"),
        ("toronto/mayor", "2026-11-15", "unknown", None),
        ("toronto/mayor", "2023-03-01", "deputising", "jennifer-mckelvie (deputising)"),
        ("liverpool/city-mayor", "2021-01-15", "current", "joe-anderson (substantive) | wendy-simon (acting)"),
        ("mechelen/burgomaster", "2020-06-01", "acting", "alexander-vandersmissen (acting) | bart-somers (suspended)"),
        ("aurora/mayor", "2018-06-01", "acting", "marsha-berzins (acting)"),
        ("the-hague/burgomaster", "2026-11-23", "unknown", None),
    ],
)
def test_the_state_of_an_office_is_told_with_all_who_have_a_part(
    office: str, as_of: str, state: str, holders: str | None, on_cities: Cli
) -> None:
    (row,) = on_cities.ok(f"office holders {office} --as-of {as_of} --format json").json["rows"]
    assert (row["state"], row["holders"]) == (state, holders)
    assert row["why"].endswith(".")


def test_all_offices_are_told_of_where_none_is_named(on_cities: Cli) -> None:
    rows = on_cities.ok("office holders --as-of 2026-11-23 --format json").json["rows"]
    assert len(rows) == 21
    assert [row["office"] for row in rows] == sorted(row["office"] for row in rows)


def test_the_examples_run(on_cities: Cli) -> None:
    shown = " ".join(on_cities.ok("office holders --help").out.partition("Examples:")[2].split())
    examples = [part.strip() for part in shown.split("continuity ") if part.strip()]
    assert len(examples) == 2
    for example in examples:
        on_cities.ok(example)
