"""Two keys for one name."""

from typing import Any

import pytest
from lint_cases import found, texts

from continuity.domain.lint.base import LintData


def named(table: str, *rows: dict[str, Any], identifiers: tuple[tuple[str, str, str], ...] = ()) -> LintData:
    registered = [
        {"record": record, "scheme": scheme, "value": value, "key": value} for record, scheme, value in identifiers
    ]
    return LintData(rows={table: list(rows), "identifiers": registered}, names={("person", "jose"): "José Vega"})


TWO = ({"key": "jose", "name": "José Vega"}, {"key": "jose-2", "name": "Jose  VEGA"})


def test_one_name_under_two_keys_is_pointed_at_capitals_and_accents_aside() -> None:
    (one,) = found("SAME_NAME", named("people", *TWO))
    assert one.text == "José Vega is recorded as person jose and jose-2."
    assert one.records == ("person:jose", "person:jose-2")


def test_letters_without_an_ascii_form_are_compared_as_they_are() -> None:
    same = named("people", {"key": "a", "name": "小池"}, {"key": "b", "name": "小池"})
    assert len(found("SAME_NAME", same)) == 1
    other = named("people", {"key": "a", "name": "小池"}, {"key": "b", "name": "石原"})
    assert texts("SAME_NAME", other) == []


@pytest.mark.parametrize(
    ("identifiers", "remarks"),
    [
        ((("person:jose", "wikidata", "Q1"), ("person:jose-2", "wikidata", "Q2")), 0),
        ((("person:jose", "wikidata", "Q1"), ("person:jose-2", "wikidata", "Q1")), 1),
        ((("person:jose", "wikidata", "Q1"), ("person:jose-2", "gss", "E1")), 1),
        ((("person:jose", "wikidata", "Q1"),), 1),
    ],
)
def test_a_register_that_tells_them_apart_settles_it(identifiers: tuple, remarks: int) -> None:
    assert len(found("SAME_NAME", named("people", *TWO, identifiers=identifiers))) == remarks


@pytest.mark.parametrize(
    ("table", "column", "one", "other"),
    [
        ("cities", "country", "CA", "GB"),
        ("cities", "region", "Colorado", "Illinois"),
        ("parties", "country", "GB", "NL"),
        ("programmes", "city", "luton", "london"),
        ("partners", "city", "luton", None),
    ],
)
def test_two_of_one_name_in_two_places_are_two(table: str, column: str, one: str, other: str | None) -> None:
    rows = [{"key": key, "name": "Labour", column: value} for key, value in (("a", one), ("b", other))]
    assert texts("SAME_NAME", named(table, *rows)) == []
    assert len(found("SAME_NAME", named(table, *(row | {column: one} for row in rows)))) == 1
