"""The description of each table: the one place that says what is recorded.
Schema, CSV pack, command-line forms and help all follow it. A later column goes last within its table, before the four
columns in which every table ends.
"""

from continuity.domain.schema.columns import (
    PROVENANCE_COLUMNS,
    Column,
    ColumnKind,
    Table,
    amount_column,
    choice_column,
    count_column,
    date_column,
    key_column,
    long_text_column,
    reference_column,
    text_column,
)
from continuity.domain.vocabulary import (
    AffiliationStanding,
    AgreementRole,
    AgreementScope,
    AgreementStatus,
    Candidacy,
    Capacity,
    ElectionKind,
    ElectionStatus,
    EndBasis,
    EvidenceKind,
    FunderKind,
    FundingCertainty,
    MandateKind,
    OfficeKind,
    OutcomeKind,
    PartnerKind,
    PartyKind,
    ProgrammeStatus,
    PSATDomain,
    RuleBasis,
    Selection,
    TermBasis,
    TermLimitKind,
    TreatmentDecision,
    YesNo,
)

CITIES = Table(
    "cities",
    "city",
    "a city",
    (
        key_column(required=True),
        text_column("name", "its name", required=True),
        Column("country", ColumnKind.COUNTRY, "ISO 3166-1 code of two letters", required=True),
        text_column("region", "state, province or region"),
        Column("timezone", ColumnKind.TIMEZONE, "IANA time zone, such as Europe/London", required=True),
        date_column("start", "its first day, where it is younger than the record"),
        date_column("end", "its last day: merged or dissolved"),
        reference_column("successor", "the city it went into", "cities"),
        *PROVENANCE_COLUMNS,
    ),
    key_required=True,
)

OFFICES = Table(
    "offices",
    "office",
    "a post, apart from whoever holds it",
    (
        key_column(required=True),
        reference_column("city", "the city it leads", "cities", required=True),
        text_column("title", "what it is called", required=True),
        choice_column("kind", "executive decides on programmes; ceremonial yields no finding", OfficeKind),
        choice_column("selection", "how its holder is chosen", Selection),
        count_column("seats", "how many hold it at once; empty counts as one"),
        date_column("start", "its first day"),
        date_column("end", "its last day: abolished or merged"),
        reference_column("successor", "its heir, which programmes follow", "offices"),
        *PROVENANCE_COLUMNS,
    ),
    key_required=True,
    parent_columns=("city",),
    discriminator_columns=("title",),
)

RULES = Table(
    "rules",
    "rule",
    "the dated electoral rule of an office",
    (
        reference_column("office", "the office it governs", "offices", required=True),
        date_column("start", "first day it is in force"),
        date_column("end", "last day it is in force"),
        Column(
            "election_rule",
            ColumnKind.RULE,
            "when its elections fall: one RFC 5545 RRULE, or `DATES:2025-03-09,2031-03-09`; by thirds is three rows",
        ),
        date_column("election_rule_start", "a polling day on the rule, from which it counts; not needed for `DATES:`"),
        count_column("term_years", "length of a mandate in years"),
        count_column("term_limit", "how many mandates one person may serve"),
        choice_column("term_limit_kind", "how the limit counts", TermLimitKind),
        Column(
            "takes_office",
            ColumnKind.TAKES_OFFICE,
            "`+4d`, `+19d..+20d`, `01-01`, `12-01..12-07`, `1MO 12` or `-1SU 10`",
        ),
        Column("run_off", ColumnKind.RUN_OFF, "when a run-off follows: `+14d`, `12-12`, `1TU 4` or `-1SU 10`"),
        count_column("quiet_days", "days before polling day on which the pre-election period begins"),
        choice_column("basis", "derived where its legal source was not read: its days are then derived", RuleBasis),
        *PROVENANCE_COLUMNS,
    ),
    identity_columns=("office", "start", "election_rule_start"),
    has_key=False,
    parent_columns=("office",),
    discriminator_columns=("election_rule_start", "start"),
)

PEOPLE = Table(
    "people",
    "person",
    "somebody who holds or held an office",
    (key_column(required=True), text_column("name", "full name", required=True), *PROVENANCE_COLUMNS),
    key_required=True,
)

PARTIES = Table(
    "parties",
    "party",
    "a party, an alliance or a list",
    (
        key_column(required=True),
        text_column("name", "its name", required=True),
        Column("country", ColumnKind.COUNTRY, "ISO 3166-1 code of two letters"),
        choice_column("kind", "what it is", PartyKind),
        reference_column("successor", "the party it went into; a renamed party stays one party", "parties"),
        *PROVENANCE_COLUMNS,
    ),
    key_required=True,
)

TERMS = Table(
    "terms",
    "term",
    "one mandate of one person in one office",
    (
        key_column(),
        reference_column("office", "the office held", "offices", required=True),
        reference_column("person", "who holds it", "people", required=True),
        date_column("start", "first day in office; `../DAY` where only a day in office is known"),
        date_column("end", "last day in office; the handover day belongs to the successor"),
        date_column("expected_end", "the day the mandate is due to end"),
        choice_column("capacity", "in what capacity; empty counts as substantive", Capacity),
        choice_column("basis", "how the holder came to it", TermBasis),
        text_column("end_reason", "why it ended: re-elected, defeated, resigned, died, …"),
        choice_column("next", "what the holder does at the next election", Candidacy),
        date_column("next_on", "the day that became known"),
        *PROVENANCE_COLUMNS,
    ),
    identity_columns=("office", "person", "start"),
    parent_columns=("office",),
    discriminator_columns=("start",),
)

AFFILIATIONS = Table(
    "affiliations",
    "affiliation",
    "a dated party of a term",
    (
        reference_column("term", "the term", "terms", required=True),
        reference_column("party", "the party", "parties"),
        choice_column("standing", "how the holder stands to it", AffiliationStanding),
        date_column("start", "first day, where it changed inside the mandate"),
        date_column("end", "last day, where it changed inside the mandate"),
        *PROVENANCE_COLUMNS,
    ),
    identity_columns=("term", "party", "standing", "start"),
    has_key=False,
    parent_columns=("term",),
    discriminator_columns=("party", "standing", "start"),
)

COALITIONS = Table(
    "coalitions",
    "coalition",
    "a dated party behind an office",
    (
        reference_column("office", "the office it carries", "offices", required=True),
        reference_column("party", "the party", "parties", required=True),
        date_column("start", "first day"),
        date_column("end", "last day"),
        *PROVENANCE_COLUMNS,
    ),
    identity_columns=("office", "party", "start", "end"),
    has_key=False,
    parent_columns=("office",),
    discriminator_columns=("party", "start", "end"),
)

ELECTIONS = Table(
    "elections",
    "election",
    "one polling day for an office",
    (
        key_column(),
        reference_column("office", "the office at stake", "offices", required=True),
        date_column("date", "polling day", required=True),
        choice_column("kind", "what kind it is", ElectionKind),
        choice_column("status", "whether it took place", ElectionStatus),
        date_column("handover", "the day the winner takes office, where recorded"),
        reference_column("run_off_of", "the first round it decides", "elections"),
        reference_column("replaces", "the moved or annulled election whose place it takes", "elections"),
        reference_column("winner", "who won the office", "people"),
        reference_column("winner_party", "for which party", "parties"),
        choice_column("holder_stays", "whether the holder stays in office after a recall vote", YesNo),
        *PROVENANCE_COLUMNS,
    ),
    identity_columns=("office", "date"),
    parent_columns=("office",),
    discriminator_columns=("date",),
)

PROGRAMMES = Table(
    "programmes",
    "programme",
    "a prevention programme launched under a term",
    (
        key_column(required=True),
        reference_column("city", "where it runs", "cities", required=True),
        reference_column("office", "the office that decides on it", "offices", required=True),
        text_column("name", "its name", required=True),
        date_column("launched", "its first day"),
        reference_column(
            "launched_term", "the term it was launched under, only where the date is too vague to tell", "terms"
        ),
        date_column("end", "its last day"),
        choice_column("end_basis", "what the end rests on", EndBasis),
        choice_column("status", "where it stands", ProgrammeStatus),
        text_column("theme", "what it prevents"),
        choice_column("mandate", "what it rests on in law", MandateKind),
        text_column("mandate_reference", "number or title of that decision"),
        date_column("mandate_on", "the day of that decision"),
        date_column("mandate_until", "the last day that decision holds"),
        text_column("owner", "who answers for it in the city"),
        long_text_column("summary", "what it does"),
        choice_column("sensitive", "yes marks what must not leave the city", YesNo),
        *PROVENANCE_COLUMNS,
    ),
    key_required=True,
    parent_columns=("city",),
    discriminator_columns=("name",),
)

PARTNERS = Table(
    "partners",
    "partner",
    "an organisation that delivers or funds programmes",
    (
        key_column(required=True),
        text_column("name", "its name", required=True),
        choice_column("kind", "what it is", PartnerKind),
        reference_column("controlled_by", "the city or office that owns or appoints it", "cities", "offices"),
        reference_column("city", "where it sits", "cities"),
        text_column("org_id", "its identifier by org-id.guide"),
        text_column("website", "its address on the web"),
        text_column("contact", "whom to ask there; in no document unless asked for by name", private=True),
        choice_column("sensitive", "yes marks what must not leave the city", YesNo),
        date_column("start", "its first day"),
        date_column("end", "its last day"),
        reference_column("successor", "the partner that took its place; it inherits no agreement", "partners"),
        *PROVENANCE_COLUMNS,
    ),
    key_required=True,
)

AGREEMENTS = Table(
    "agreements",
    "agreement",
    "what empowers a partner to carry a programme",
    (
        key_column(),
        reference_column("programme", "the programme", "programmes", required=True),
        reference_column("partner", "the partner", "partners", required=True),
        choice_column("role", "the partner's part, in the words of IATI", AgreementRole),
        choice_column("scope", "what it lets the partner do", AgreementScope),
        choice_column("status", "named: known to deliver, no agreement recorded; else how far it is", AgreementStatus),
        date_column("signed_on", "the day it was signed"),
        date_column("start", "first day it is in force; empty is never in force"),
        date_column("end", "last day it is in force; empty is never in force"),
        choice_column("end_basis", "what the end rests on", EndBasis),
        count_column("notice_days", "days of notice the office must give"),
        choice_column("office_may_end_alone", "whether the office can end it by itself", YesNo),
        text_column("evidence", "title or address of the signed document"),
        date_column("confirmed_on", "the day the partner confirmed this record"),
        date_column("reviewed_on", "the day somebody last reviewed it"),
        text_column("reviewed_by", "who did"),
        *PROVENANCE_COLUMNS,
    ),
    identity_columns=("programme", "partner", "signed_on", "start", "end"),
    parent_columns=("programme",),
)

FUNDING = Table(
    "funding",
    "funding",
    "money for a programme over a period",
    (
        key_column(),
        reference_column("programme", "the programme it pays for", "programmes", required=True),
        reference_column("partner", "whom it pays", "partners"),
        reference_column("funder", "who pays", "partners"),
        choice_column("funder_kind", "what the funder is", FunderKind),
        amount_column("amount", "how much over the period"),
        text_column("currency", "ISO 4217 code of three letters"),
        date_column("committed_on", "the day it was committed"),
        date_column("start", "first day it pays for; empty is never in force"),
        date_column("end", "last day it pays for; empty is never in force"),
        choice_column("end_basis", "what the end rests on", EndBasis),
        choice_column("certainty", "how firm it is", FundingCertainty),
        choice_column("pays_evaluation", "whether it pays for an evaluation too", YesNo),
        *PROVENANCE_COLUMNS,
    ),
    identity_columns=("programme", "partner", "funder", "committed_on", "start", "end"),
    parent_columns=("programme",),
)

EVIDENCE = Table(
    "evidence",
    "evidence",
    "a dated document about a programme or a partner",
    (
        key_column(),
        reference_column("programme", "the programme it is about", "programmes"),
        reference_column("partner", "the partner it is about", "partners"),
        choice_column("kind", "what it shows", EvidenceKind),
        date_column("date", "the day it speaks of"),
        amount_column("score", "its score: of capacity from 1 to 4, of sustainability from 1 to 7"),
        text_column("title", "its title"),
        text_column("url", "its address"),
        choice_column(
            "domain", "which mean of the PSAT a sustainability score is; empty for the overall mean", PSATDomain
        ),
        *PROVENANCE_COLUMNS,
    ),
    identity_columns=("programme", "partner", "kind", "date", "title", "domain"),
    parent_columns=("programme", "partner"),
)

OUTCOMES = Table(
    "outcomes",
    "outcome",
    "what became of a programme after a handover",
    (
        reference_column("programme", "the programme", "programmes", required=True),
        text_column(
            "transition", "office and polling day or first day, such as london/mayor/2024-05-02", required=True
        ),
        date_column("checked_on", "the day somebody looked"),
        choice_column("outcome", "what became of it", OutcomeKind),
        long_text_column("reason", "why, as recorded"),
        *PROVENANCE_COLUMNS,
    ),
    identity_columns=("programme", "transition", "checked_on"),
    has_key=False,
    parent_columns=("programme",),
    discriminator_columns=("transition", "checked_on"),
)

TREATMENTS = Table(
    "treatments",
    "treatment",
    "what a named person decided to do about a finding",
    (
        reference_column("programme", "the programme", "programmes", required=True),
        text_column(
            "transition", "office and polling day or first day, such as london/mayor/2028-05-04", required=True
        ),
        choice_column("decision", "what was decided", TreatmentDecision),
        text_column("owner", "who decided"),
        date_column("due", "by when it is to be done"),
        date_column("until", "the last day the decision holds"),
        *PROVENANCE_COLUMNS,
    ),
    identity_columns=("programme", "transition"),
    has_key=False,
    parent_columns=("programme",),
    discriminator_columns=("transition",),
)

IDENTIFIERS = Table(
    "identifiers",
    "identifier",
    "a record's name in another register",
    (
        text_column("record", "noun and key of the record, such as city:london", required=True),
        text_column("scheme", "the register: wikidata, gss, insee, ocd-division, org-id, …", required=True),
        text_column("value", "the identifier there", required=True),
        date_column("start", "first day it holds"),
        date_column("end", "last day it holds"),
        *PROVENANCE_COLUMNS,
    ),
    identity_columns=("record", "scheme", "value"),
    has_key=False,
    discriminator_columns=("record", "scheme", "value"),
)

SETTINGS = Table(
    "settings",
    "setting",
    "a number of the risk rule that this database has changed",
    (
        key_column(required=True),
        text_column(
            "value", "its value: days or months as a whole number, a span such as 24m, kinds as a | b", required=True
        ),
        *PROVENANCE_COLUMNS,
    ),
    key_required=True,
)

TABLES = (
    CITIES,
    OFFICES,
    RULES,
    PEOPLE,
    PARTIES,
    TERMS,
    AFFILIATIONS,
    COALITIONS,
    ELECTIONS,
    PROGRAMMES,
    PARTNERS,
    AGREEMENTS,
    FUNDING,
    EVIDENCE,
    OUTCOMES,
    TREATMENTS,
    IDENTIFIERS,
    SETTINGS,
)
TABLES_BY_NAME = {table.name: table for table in TABLES}
TABLES_BY_NOUN = {table.noun: table for table in TABLES}
DATE_ORDERS = (
    ("start", "end"),
    ("start", "expected_end"),
    ("launched", "end"),
    ("mandate_on", "mandate_until"),
    ("date", "handover"),
)
"""Pairs of columns the first of which cannot certainly lie after the second, in whichever table has both."""


def list_referring_columns(table: Table) -> tuple[tuple[Table, Column], ...]:
    """List the columns of any table that may name a record of this one."""
    return tuple(
        (other, column) for other in TABLES for column in other.reference_columns if table.name in column.tables
    )
