"""Keys people can type."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from continuity.domain.schema.columns import Table
from continuity.domain.schema.record_keys import generate_key
from continuity.domain.schema.tables import TABLES, TABLES_BY_NAME
from continuity.domain.values.keys import MAX_KEY_LENGTH, slugify, validate_key
from continuity.errors import BadValue

LAWS = settings(derandomize=True, deadline=None, max_examples=200)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("London", "london"),
        ("New York City", "new-york-city"),
        ("  The   Hague ", "the-hague"),
        ("Michael Müller", "michael-muller"),
        ("Reinhard Paß", "reinhard-pass"),
        ("Łódź", "lodz"),
        ("Århus", "arhus"),
        ("Tromsø", "tromso"),
        ("Đà Nẵng", "da-nang"),
        ("Þórshöfn", "thorshofn"),
        ("İzmir", "izmir"),
        ("Œuvre & Cœur", "oeuvre-coeur"),
        ("Vld-Groen-m+", "vld-groen-m"),
        ("L'Île-d'Yeu", "l-ile-d-yeu"),
        ("under_score", "under-score"),
        ("2027-05-06", "2027-05-06"),
        ("Ⅳ. Bezirk", "iv.-bezirk"),
        ("القدس", ""),
        ("תל אביב", ""),
        ("東京", ""),
        ("—", ""),
        ("", ""),
    ],
)
def test_a_slug_is_plain_lower_case(text: str, expected: str) -> None:
    assert slugify(text) == expected


@pytest.mark.parametrize(
    "key", ["london", "london/mayor", "new-york-city", "1", "a/b/c", "x" * MAX_KEY_LENGTH, "gb.labour"]
)
def test_what_has_the_form_of_a_key_is_one(key: str) -> None:
    assert validate_key(key) == key


@pytest.mark.parametrize(
    ("text", "such_as"),
    [
        ("London", "london"),
        ("London/Mayor", "london/mayor"),
        ("new york", "new-york"),
        ("/london", "london"),
        ("london//mayor", "london/mayor"),
        ("london/", "london"),
        ("münchen", "munchen"),
        ("london\n", "london"),
        ("-london", "london"),
    ],
)
def test_what_is_no_key_gets_one_to_write_instead(text: str, such_as: str) -> None:
    with pytest.raises(BadValue, match="cannot be a key") as caught:
        validate_key(text)
    assert caught.value.hint.endswith(f"such as {such_as}")


@pytest.mark.parametrize("text", ["", "القدس", "x" * (MAX_KEY_LENGTH + 1)])
def test_an_empty_foreign_or_endless_key_is_refused(text: str) -> None:
    with pytest.raises(BadValue, match="cannot be a key"):
        validate_key(text)


@pytest.mark.parametrize(
    ("table", "row", "expected"),
    [
        ("cities", {"name": "The Hague"}, "the-hague"),
        ("people", {"name": "Michael Müller"}, "michael-muller"),
        ("people", {"name": "محمد"}, "person-1"),
        ("parties", {"name": "Open VLD"}, "open-vld"),
        ("partners", {"name": "Hub e.V."}, "hub-e.v"),
        ("offices", {"city": "london", "title": "Mayor of London"}, "london/mayor-of-london"),
        ("rules", {"office": "london/mayor", "election_rule_start": "2000-05-04"}, "london/mayor/2000-05-04"),
        ("terms", {"office": "london/mayor", "person": "ada", "start": "2024-05-06"}, "london/mayor/2024-05-06"),
        ("terms", {"office": "london/mayor", "person": "ada", "start": "2024"}, "london/mayor/2024"),
        ("terms", {"office": "london/mayor", "person": "ada"}, "london/mayor/ada"),
        (
            "affiliations",
            {"term": "london/mayor/2024", "party": "red", "standing": "member"},
            "london/mayor/2024/red-member",
        ),
        ("coalitions", {"office": "london/mayor", "party": "red", "start": "2024"}, "london/mayor/red-2024"),
        ("elections", {"office": "london/mayor", "date": "2028-05-04"}, "london/mayor/2028-05-04"),
        ("programmes", {"city": "london", "name": "Shared Endeavour Fund"}, "london/shared-endeavour-fund"),
        ("programmes", {"city": "tel-aviv", "name": "תוכנית"}, "tel-aviv/1"),
        ("agreements", {"programme": "london/safe", "partner": "hub"}, "london/safe/1"),
        ("funding", {"programme": "london/safe"}, "london/safe/1"),
        ("evidence", {"programme": "london/safe", "partner": "hub"}, "london/safe/1"),
        ("evidence", {"partner": "hub"}, "hub/1"),
        (
            "outcomes",
            {"programme": "london/safe", "transition": "london/mayor/2024-05-02"},
            "london/safe/london-mayor-2024-05-02",
        ),
        (
            "treatments",
            {"programme": "london/safe", "transition": "london/mayor/2028-05-04"},
            "london/safe/london-mayor-2028-05-04",
        ),
        (
            "identifiers",
            {"record": "city:london", "scheme": "gss", "value": "E12000007"},
            "city-london-gss-e12000007",
        ),
    ],
)
def test_a_key_is_made_from_the_parent_and_the_name_date_or_number(
    table: str, row: dict[str, object], expected: str
) -> None:
    assert generate_key(TABLES_BY_NAME[table], row, ()) == expected


@pytest.mark.parametrize(
    ("table", "row", "taken", "expected"),
    [
        ("people", {"name": "Ada One"}, ["ada-one"], "ada-one-2"),
        ("people", {"name": "Ada One"}, ["ada-one", "ada-one-2", "ada-one-3"], "ada-one-4"),
        ("people", {"name": "محمد"}, ["person-1", "person-2"], "person-3"),
        ("programmes", {"city": "london", "name": "Safe"}, ["safe"], "london/safe"),
        ("agreements", {"programme": "london/safe"}, ["london/safe/1"], "london/safe/2"),
        ("terms", {"office": "o", "person": "ada", "start": "2024"}, ["o/2024"], "o/2024-2"),
    ],
)
def test_a_key_that_is_taken_gets_the_next_number(
    table: str, row: dict[str, object], taken: list[str], expected: str
) -> None:
    assert generate_key(TABLES_BY_NAME[table], row, taken) == expected


@LAWS
@given(st.sampled_from(TABLES), st.text(max_size=300), st.text(max_size=20))
def test_every_key_that_is_made_is_one_that_can_be_written(table: Table, name: str, other: str) -> None:
    row = dict.fromkeys(table.discriminator_columns or ("name",), name)
    row |= {"name": name, "start": other} | dict.fromkeys(table.parent_columns, "london/mayor")
    first = generate_key(table, row, ())
    second = generate_key(table, row, {first})
    assert validate_key(first) == first
    assert validate_key(second) == second
    assert first != second


@LAWS
@given(st.text(max_size=60))
def test_a_slug_of_a_slug_is_itself(text: str) -> None:
    assert slugify(slugify(text)) == slugify(text)


@pytest.mark.parametrize("name", [".NET Foundation", "…", "...", "._-"])
def test_a_name_that_begins_with_a_dot_still_makes_a_key(name: str) -> None:
    key = generate_key(TABLES_BY_NAME["partners"], {"name": name}, ())
    assert validate_key(key) == key
