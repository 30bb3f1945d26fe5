"""Profiles: built-in rules of offices."""

from functools import cache
from importlib.resources import files

from continuity.domain.schema.columns import Table
from continuity.domain.schema.office_profiles import OFFICE_COLUMN_NAMES, PROFILES, RULE_COLUMN_NAMES
from continuity.domain.schema.tables import OFFICES, RULES
from continuity.domain.schema.values import Row, format_row
from continuity.domain.values.recurrence import is_list_of_days
from continuity.domain.vocabulary import DayBasis
from continuity.errors import UnknownKey, UsageError
from continuity.importers.csv_pack import parse_csv_table
from continuity.services.lookup import suggest_keys
from continuity.services.records import CellTexts

_ORIGIN = "profile {}:"
"""How the note of a record begins that was made from a profile."""

_DERIVED_NOTE = "its polling days are derived: the law on them was not read or names no day; "
"""What the note says of a profile whose days are an estimate."""

_PROFILES_FILE = "profiles.csv"


def list_profiles(country: str | None = None) -> list[Row]:
    """List the rows of all profiles or of a country, one a rule."""
    country_code = country.strip().upper() if country else None
    return [row for row in _load_profiles() if country_code in (None, row["country"])]


def find_profile_country(name: str) -> str:
    """Return the country of a profile; empty without such a profile."""
    return next((str(row["country"]) for row in _load_profiles() if row["name"] == name.strip()), "")


def apply_profile(name: str, office: CellTexts, rule: CellTexts) -> list[tuple[Table, CellTexts]]:
    """Build an office and its rules from a profile; given cells win over its own.
    Raise UsageError if one first polling day is given for several rules.
    """
    rows = [row for row in _load_profiles() if row["name"] == name.strip()]
    if not rows:
        hint = suggest_keys(name, {str(row["name"]) for row in _load_profiles()})
        raise UnknownKey(f'no profile "{name}"', hint or "`continuity office profiles` shows all")
    if len(rows) > 1 and "election_rule_start" in rule:
        raise UsageError(
            f'the profile "{name}" has {len(rows)} rules, each with its own --election-rule-start',
            "leave it out, and change the days afterwards with `continuity rule edit`",
        )
    rules = [(RULES, {**_select_cells(row, _list_rule_columns(rule)), **_format_origin(row), **rule}) for row in rows]
    return [(OFFICES, {**_select_cells(rows[0], OFFICE_COLUMN_NAMES), **office}), *rules]


def is_from_profile(rule: Row, profile: str) -> bool:
    """Return whether a rule's note still says that it was made from the profile."""
    return str(rule["note"] or "").startswith(_ORIGIN.format(profile))


def is_from_any_profile(rule: Row) -> bool:
    """Return whether a rule's note says that it was made from a profile."""
    return str(rule["note"] or "").startswith(_ORIGIN.partition("{")[0])


def _list_rule_columns(rule: CellTexts) -> tuple[str, ...]:
    """List the columns a profile fills: not the day that its rule counts from where the given rule lists its days."""
    is_listed = is_list_of_days(rule.get("election_rule", "").strip())
    return tuple(name for name in RULE_COLUMN_NAMES if not (is_listed and name == "election_rule_start"))


def _format_origin(row: Row) -> CellTexts:
    warning = _DERIVED_NOTE if row["basis"] == DayBasis.DERIVED else ""
    return {"source": str(row["source"] or ""), "note": f"{_ORIGIN.format(row['name'])} {warning}{row['note']}"}


def _select_cells(row: Row, names: tuple[str, ...]) -> dict[str, str]:
    texts = format_row(PROFILES, row)
    return {name: texts[name] for name in names if texts[name]}


@cache
def _load_profiles() -> tuple[Row, ...]:
    data = (files("continuity") / "reference" / _PROFILES_FILE).read_bytes()
    return tuple(entry.row for entry in parse_csv_table(PROFILES, _PROFILES_FILE, data).entries)
