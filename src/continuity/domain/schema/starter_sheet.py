"""The starter sheet: one row a programme, with all that a first report needs.
Each column is one cell of one record. Records of one row are linked: the programme to its city and office, the
agreement to the programme and the partner. The template, the import, the export and the documentation follow this.
"""

from dataclasses import dataclass

from continuity.domain.schema.columns import Column, Table
from continuity.domain.schema.tables import TABLES_BY_NAME

STARTER_SHEET = "starter"
"""What the sheet is called in a workbook."""

CHOICES_SHEET = "words"
"""The hidden sheet with the words of the drop-down lists."""


@dataclass(frozen=True, slots=True)
class StarterColumn:
    """One column of the sheet; `slot` is the record of a row that it speaks of, `example` is for the template."""

    heading: str
    slot: str
    column: str
    help: str
    example: str = ""
    required: bool = False

    @property
    def table_column(self) -> Column | None:
        """The column of the table; None for the two that are more than a cell: `profile` and the time zone's `any`."""
        return next((column for column in find_slot_table(self.slot).columns if column.name == self.column), None)


PROFILE_COLUMN = "profile"
"""The column of a ready office: not a cell, but the name of an office with its rules."""

STARTER_COLUMNS = (
    StarterColumn("city", "cities", "name", "The city's name.", "EXAMPLE CITY", required=True),
    StarterColumn("country", "cities", "country", "Two letters of ISO 3166-1, such as GB or DE.", "GB"),
    StarterColumn("office", "offices", "title", "The post that decides on the programme, such as Mayor.", "Mayor"),
    StarterColumn(
        "profile",
        "offices",
        PROFILE_COLUMN,
        "A ready office with its electoral rule: `continuity office profiles` lists them.",
        "england-city-mayor",
    ),
    StarterColumn("holder", "people", "name", "Who holds the office now.", "Ada Example"),
    StarterColumn(
        "party",
        "parties",
        "name",
        "The holder's party; `independent` or `nonpartisan` where there is none.",
        "Example Party",
    ),
    StarterColumn("next election", "elections", "date", "Polling day of the next election.", "2028-05-04"),
    StarterColumn(
        "programme", "programmes", "name", "The programme's name.", "EXAMPLE: write over this row", required=True
    ),
    StarterColumn("launched", "programmes", "launched", "Its first day, month or year.", "2024-09"),
    StarterColumn("end", "programmes", "end", "Its last day, where one is stated.", "2029-08-31"),
    StarterColumn("partner", "partners", "name", "Who delivers it outside the city's own offices.", "Example Trust"),
    StarterColumn("partner kind", "partners", "kind", "What the partner is.", "charity"),
    StarterColumn(
        "agreement signed",
        "agreements",
        "signed_on",
        "The day the agreement with the partner was signed; empty where none is recorded.",
        "2026-06-15",
    ),
    StarterColumn("agreement end", "agreements", "end", "The last day that the agreement states.", "2029-08-31"),
    StarterColumn("scope", "agreements", "scope", "What it lets the partner do.", "deliver"),
    StarterColumn(
        "office may end alone",
        "agreements",
        "office_may_end_alone",
        "Whether the office can end the agreement by itself.",
        "no",
    ),
    StarterColumn("money until", "funding", "end", "The last day of money that is committed.", "2029-08-31"),
    StarterColumn("funder", "funders", "name", "Who pays.", "Example Foundation"),
    StarterColumn("mandate", "programmes", "mandate", "What the programme rests on in law.", "resolution"),
    StarterColumn("owner", "programmes", "owner", "Who answers for it in the city.", "Prevention officer"),
    StarterColumn("time zone", "cities", "timezone", "Needed where the country has several, such as America/Chicago."),
    StarterColumn("holder since", "terms", "start", "The holder's first day in the present mandate.", "2024-05-06"),
    StarterColumn(
        "term ends", "terms", "expected_end", "The day the mandate is due to end; needed of an appointed holder."
    ),
    StarterColumn("stands again", "terms", "next", "What the holder does at the next election."),
    StarterColumn(
        "controlled by", "partners", "controlled_by", "The city or office that owns or appoints the partner."
    ),
    StarterColumn("agreement start", "agreements", "start", "Its first day; the day it was signed where empty."),
    StarterColumn("notice days", "agreements", "notice_days", "Days of notice that the office must give."),
    StarterColumn("money from", "funding", "start", "Its first day; that of the agreement, else of the programme."),
    StarterColumn("funder kind", "funding", "funder_kind", "What the funder is."),
    StarterColumn("mandate on", "programmes", "mandate_on", "The day of the decision behind the mandate."),
    StarterColumn("mandate until", "programmes", "mandate_until", "The last day that decision holds."),
    StarterColumn("key", "programmes", "key", "Leave it empty for a new programme; it tells one that was renamed."),
)

SLOT_REFERENCES: dict[str, dict[str, str]] = {
    "offices": {"city": "cities"},
    "rules": {"office": "offices"},
    "terms": {"office": "offices", "person": "people"},
    "affiliations": {"term": "terms", "party": "parties"},
    "elections": {"office": "offices"},
    "programmes": {"city": "cities", "office": "offices"},
    "agreements": {"programme": "programmes", "partner": "partners"},
    "funding": {"programme": "programmes", "partner": "partners", "funder": "funders"},
    "evidence": {"programme": "programmes"},
}
"""By slot, which of its references the records of the same row answer."""

JOINED_SLOTS = {
    "terms": ("offices", "people"),
    "affiliations": ("terms", "parties"),
    "agreements": ("programmes", "partners"),
}
"""Records that a row holds by naming what they stand between, such as a holder and an office."""

NO_PARTY_STANDINGS = {"independent": "independent", "nonpartisan": "nonpartisan", "non partisan": "nonpartisan"}
"""Words in place of a party, and how the holder then stands: two of them are not of one party."""

ROW_SLOTS = tuple(
    "cities offices rules people parties terms affiliations elections programmes partners funders agreements funding "
    "evidence".split()
)
"""The records a row may hold, in the order in which they build on each other."""


def find_heading(slot: str, column: str) -> str:
    """Find the heading under which the sheet has a cell; empty where it has none."""
    return next((entry.heading for entry in STARTER_COLUMNS if (entry.slot, entry.column) == (slot, column)), "")


def find_slot_table(slot: str) -> Table:
    """Find the table of a slot: a row has two partners, the one that delivers and the one that pays."""
    return TABLES_BY_NAME["partners" if slot == "funders" else slot]
