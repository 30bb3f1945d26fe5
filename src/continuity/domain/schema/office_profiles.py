"""Profiles: ready offices with their rule, as a country's or a city's law has it.
A profile with several rules, such as elections by thirds, is several rows of the same name.
"""

from continuity.domain.schema.columns import PROVENANCE_COLUMNS, Column, ColumnKind, Table, text_column
from continuity.domain.schema.tables import OFFICES, RULES

OFFICE_COLUMN_NAMES = ("title", "kind", "selection", "seats", "end", "known_from")
"""What a profile says of the office. An end is that of a law or an announcement, known from a day."""

RULE_COLUMN_NAMES = (
    *"election_rule election_rule_start term_years term_limit term_limit_kind".split(),
    *"takes_office run_off quiet_days basis".split(),
)
"""What it says of each rule."""

PROFILES = Table(
    "profiles",
    "profile",
    "a ready rule for a kind of office",
    (
        text_column("name", "what `office add --profile` calls it", required=True),
        Column("country", ColumnKind.COUNTRY, "ISO 3166-1 code of two letters", required=True),
        *(OFFICES.get_column(name) for name in OFFICE_COLUMN_NAMES),
        *(RULES.get_column(name) for name in RULE_COLUMN_NAMES),
        *(column for column in PROVENANCE_COLUMNS if column.name in ("source", "note")),
    ),
    identity_columns=("name", "election_rule_start"),
    has_key=False,
)
