"""What a profile is: a ready office with its rule, as the law of a country or a city has it.

A profile with several rules, such as elections by thirds, is several rows of the same name.
"""

from continuity.domain.schema.columns import PROVENANCE, Column, Kind, Table, text
from continuity.domain.schema.tables import OFFICES, RULES

OF_OFFICE = ("title", "kind", "selection", "seats")
"""What a profile says of the office."""

OF_RULE = (
    "election_rule",
    "election_rule_start",
    "term_years",
    "term_limit",
    "term_limit_kind",
    "takes_office",
    "run_off",
    "quiet_days",
)
"""What it says of each rule."""

PROFILES = Table(
    "profiles",
    "profile",
    "a ready rule for a kind of office",
    (
        text("name", "what `office add --profile` calls it", required=True),
        Column("country", Kind.COUNTRY, "ISO 3166-1 code of two letters", required=True),
        *(OFFICES.column(name) for name in OF_OFFICE),
        *(RULES.column(name) for name in OF_RULE),
        *(column for column in PROVENANCE if column.name in ("source", "note")),
    ),
    identity=("name", "election_rule_start"),
    keyed=False,
)
