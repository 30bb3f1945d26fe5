"""Ready offices: the rules that ship with the program, and an office made from one of them."""

from functools import cache
from importlib.resources import files

from continuity.domain.schema.columns import Table
from continuity.domain.schema.office_profiles import OF_OFFICE, OF_RULE, PROFILES
from continuity.domain.schema.tables import OFFICES, RULES
from continuity.domain.schema.values import Row, text_row
from continuity.errors import UnknownKey, UsageError
from continuity.services.lookup import suggestion
from continuity.services.records import Texts

_FILE = "profiles.csv"


def profiles(country: str | None = None) -> list[Row]:
    """The rows of all profiles, or of those of a country, one for each rule."""
    wanted = country.strip().upper() if country else None
    return [row for row in _shipped() if wanted in (None, row["country"])]


def country_of(name: str) -> str:
    """The country whose law a profile has; empty where there is no such profile."""
    return next((str(row["country"]) for row in _shipped() if row["name"] == name.strip()), "")


def applied(name: str, office: Texts, rule: Texts) -> list[tuple[Table, Texts]]:
    """The parts of an office that follows a profile: the office, then its rules with their source.

    Args:
        name: of the profile.
        office: cells of it that the user gave; they win over the profile's.
        rule: cells of its rule that the user gave; they go into each of the profile's rules.

    Raises:
        UnknownKey: there is no such profile.
        UsageError: one first polling day was given for several rules.
    """
    rows = [row for row in _shipped() if row["name"] == name.strip()]
    if not rows:
        hint = suggestion(name, {str(row["name"]) for row in _shipped()})
        raise UnknownKey(f'no profile "{name}"', hint or "`continuity office profiles` shows all")
    if len(rows) > 1 and "election_rule_start" in rule:
        raise UsageError(
            f'the profile "{name}" has {len(rows)} rules, each with its own --election-rule-start',
            "leave it out, and change the days afterwards with `continuity rule edit`",
        )
    rules = [(RULES, {**_texts(row, OF_RULE), **_origin(row), **rule}) for row in rows]
    return [(OFFICES, {**_texts(rows[0], OF_OFFICE), **office}), *rules]


def _origin(row: Row) -> Texts:
    return {"source": str(row["source"] or ""), "note": f"profile {row['name']}: {row['note']}"}


def _texts(row: Row, names: tuple[str, ...]) -> dict[str, str]:
    texts = text_row(PROFILES, row)
    return {name: texts[name] for name in names if texts[name]}


@cache
def _shipped() -> tuple[Row, ...]:
    """What the package brings; a test holds that all of it can be read."""
    from continuity.importers.csv_pack import read_csv

    data = (files("continuity") / "reference" / _FILE).read_bytes()
    return tuple(entry.row for entry in read_csv(PROFILES, _FILE, data).entries)
