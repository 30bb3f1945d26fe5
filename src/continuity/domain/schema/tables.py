"""The description of each table: the one place that says what is recorded.

Schema, CSV pack, command-line forms and help all follow it. A later column goes last within its table, before the
four columns in which every table ends.
"""

from continuity.domain.schema.columns import (
    PROVENANCE,
    Column,
    Kind,
    Table,
    amount,
    count,
    day,
    key,
    long_text,
    ref,
    text,
    word,
)

CITIES = Table(
    "cities",
    "city",
    "a city",
    (
        key(required=True),
        text("name", "its name", required=True),
        Column("country", Kind.COUNTRY, "ISO 3166-1 code of two letters", required=True),
        text("region", "state, province or region"),
        Column("timezone", Kind.TIMEZONE, "IANA time zone, such as Europe/London", required=True),
        day("start", "its first day, where it is younger than the record"),
        day("end", "its last day: merged or dissolved"),
        ref("successor", "the city it went into", "cities"),
        *PROVENANCE,
    ),
    key_required=True,
)

OFFICES = Table(
    "offices",
    "office",
    "a post, apart from whoever holds it",
    (
        key(required=True),
        ref("city", "the city it leads", "cities", required=True),
        text("title", "what it is called", required=True),
        word("kind", "executive decides on programmes; ceremonial yields no finding", "executive", "ceremonial"),
        word("selection", "how its holder is chosen", "direct", "council", "appointed"),
        count("seats", "how many hold it at once; empty counts as one"),
        day("start", "its first day"),
        day("end", "its last day: abolished or merged"),
        ref("successor", "its heir, which programmes follow", "offices"),
        *PROVENANCE,
    ),
    key_required=True,
    parents=("city",),
    discriminator=("title",),
)

RULES = Table(
    "rules",
    "rule",
    "the dated electoral rule of an office",
    (
        ref("office", "the office it governs", "offices", required=True),
        day("start", "first day it is in force"),
        day("end", "last day it is in force"),
        Column("election_rule", Kind.RULE, "when its elections fall: one RFC 5545 RRULE; by thirds is three rows"),
        day("election_rule_start", "a polling day on the rule, from which it counts"),
        count("term_years", "length of a mandate in years"),
        count("term_limit", "how many mandates one person may serve"),
        word("term_limit_kind", "how the limit counts", "consecutive", "lifetime"),
        Column("takes_office", Kind.TAKES_OFFICE, "`+4d`, `+19d..+20d`, `01-01`, `12-01..12-07` or `1MO 12`"),
        Column("run_off", Kind.OFFSET, "days from the first round to a run-off, such as `+14d`"),
        count("quiet_days", "days before polling day on which the pre-election period begins"),
        *PROVENANCE,
    ),
    identity=("office", "start", "election_rule_start"),
    keyed=False,
    parents=("office",),
    discriminator=("election_rule_start", "start"),
)

PEOPLE = Table(
    "people",
    "person",
    "somebody who holds or held an office",
    (key(required=True), text("name", "full name", required=True), *PROVENANCE),
    key_required=True,
)

PARTIES = Table(
    "parties",
    "party",
    "a party, an alliance or a list",
    (
        key(required=True),
        text("name", "its name", required=True),
        Column("country", Kind.COUNTRY, "ISO 3166-1 code of two letters"),
        word("kind", "what it is", "party", "alliance", "list"),
        ref("successor", "the party it went into; a renamed party stays one party", "parties"),
        *PROVENANCE,
    ),
    key_required=True,
)

TERMS = Table(
    "terms",
    "term",
    "one mandate of one person in one office",
    (
        key(),
        ref("office", "the office held", "offices", required=True),
        ref("person", "who holds it", "people", required=True),
        day("start", "first day in office"),
        day("end", "last day in office; the handover day belongs to the successor"),
        day("expected_end", "the day the mandate is due to end"),
        word(
            "capacity",
            "in what capacity; empty counts as substantive",
            "substantive",
            "acting",
            "deputising",
            "designate",
            "suspended",
        ),
        word("basis", "how the holder came to it", "elected", "by-election", "council", "appointed", "succession"),
        text("end_reason", "why it ended: re-elected, defeated, resigned, died, …"),
        word("next", "what the holder does at the next election", "standing", "not-standing", "term-limited"),
        day("next_on", "the day that became known"),
        *PROVENANCE,
    ),
    identity=("office", "person", "start"),
    parents=("office",),
    discriminator=("start",),
)

AFFILIATIONS = Table(
    "affiliations",
    "affiliation",
    "a dated party of a term",
    (
        ref("term", "the term", "terms", required=True),
        ref("party", "the party", "parties"),
        word("standing", "how the holder stands to it", "member", "independent", "nonpartisan"),
        day("start", "first day, where it changed inside the mandate"),
        day("end", "last day, where it changed inside the mandate"),
        *PROVENANCE,
    ),
    identity=("term", "party", "standing", "start"),
    keyed=False,
    parents=("term",),
    discriminator=("party", "standing", "start"),
)

COALITIONS = Table(
    "coalitions",
    "coalition",
    "a dated party behind an office",
    (
        ref("office", "the office it carries", "offices", required=True),
        ref("party", "the party", "parties", required=True),
        day("start", "first day"),
        day("end", "last day"),
        *PROVENANCE,
    ),
    identity=("office", "party", "start", "end"),
    keyed=False,
    parents=("office",),
    discriminator=("party", "start", "end"),
)

ELECTIONS = Table(
    "elections",
    "election",
    "one polling day for an office",
    (
        key(),
        ref("office", "the office at stake", "offices", required=True),
        day("date", "polling day", required=True),
        word("kind", "what kind it is", "ordinary", "by-election", "repeat", "run-off"),
        word("status", "whether it took place", "scheduled", "held", "cancelled"),
        day("handover", "the day the winner takes office, where recorded"),
        ref("run_off_of", "the first round it decides", "elections"),
        ref("replaces", "the moved or annulled election whose place it takes", "elections"),
        ref("winner", "who won the office", "people"),
        ref("winner_party", "for which party", "parties"),
        *PROVENANCE,
    ),
    identity=("office", "date"),
    parents=("office",),
    discriminator=("date",),
)

PROGRAMMES = Table(
    "programmes",
    "programme",
    "a prevention programme launched under a term",
    (
        key(required=True),
        ref("city", "where it runs", "cities", required=True),
        ref("office", "the office that decides on it", "offices", required=True),
        text("name", "its name", required=True),
        day("launched", "its first day"),
        ref("launched_term", "the term it was launched under, only where the date is too vague to tell", "terms"),
        day("end", "its last day"),
        word("end_basis", "what the end rests on", "stated", "derived", "open"),
        word("status", "where it stands", "planned", "active", "paused", "ended"),
        text("theme", "what it prevents"),
        word("mandate", "what it rests on in law", "statute", "resolution", "strategy", "executive"),
        text("mandate_reference", "number or title of that decision"),
        day("mandate_on", "the day of that decision"),
        day("mandate_until", "the last day that decision holds"),
        text("owner", "who answers for it in the city"),
        long_text("summary", "what it does"),
        word("sensitive", "yes marks what must not leave the city", "yes", "no"),
        *PROVENANCE,
    ),
    key_required=True,
    parents=("city",),
    discriminator=("name",),
)

PARTNERS = Table(
    "partners",
    "partner",
    "an organisation that delivers or funds programmes",
    (
        key(required=True),
        text("name", "its name", required=True),
        word(
            "kind",
            "what it is",
            "community",
            "charity",
            "faith",
            "social-enterprise",
            "academic",
            "private",
            "foundation",
            "public",
        ),
        ref("controlled_by", "the city or office that owns or appoints it", "cities", "offices"),
        ref("city", "where it sits", "cities"),
        text("org_id", "its identifier by org-id.guide"),
        text("website", "its address on the web"),
        text("contact", "whom to ask there; in no document unless asked for by name", private=True),
        word("sensitive", "yes marks what must not leave the city", "yes", "no"),
        *PROVENANCE,
    ),
    key_required=True,
)

AGREEMENTS = Table(
    "agreements",
    "agreement",
    "what empowers a partner to carry a programme",
    (
        key(),
        ref("programme", "the programme", "programmes", required=True),
        ref("partner", "the partner", "partners", required=True),
        word("role", "the partner's part, in the words of IATI", "implementing", "accountable", "extending", "funding"),
        word("scope", "what it lets the partner do", "deliver", "co-deliver", "advise"),
        word(
            "status",
            "named: known to deliver, no agreement recorded; else how far it is",
            "named",
            "draft",
            "signed",
            "terminated",
        ),
        day("signed_on", "the day it was signed"),
        day("start", "first day it is in force; empty is never in force"),
        day("end", "last day it is in force; empty is never in force"),
        word("end_basis", "what the end rests on", "stated", "derived", "open"),
        count("notice_days", "days of notice the office must give"),
        word("office_may_end_alone", "whether the office can end it by itself", "yes", "no"),
        text("evidence", "title or address of the signed document"),
        day("confirmed_on", "the day the partner confirmed this record"),
        day("reviewed_on", "the day somebody last reviewed it"),
        text("reviewed_by", "who did"),
        *PROVENANCE,
    ),
    identity=("programme", "partner", "signed_on", "start", "end"),
    parents=("programme",),
)

FUNDING = Table(
    "funding",
    "funding",
    "money for a programme over a period",
    (
        key(),
        ref("programme", "the programme it pays for", "programmes", required=True),
        ref("partner", "whom it pays", "partners"),
        ref("funder", "who pays", "partners"),
        word("funder_kind", "what the funder is", "office", "other-tier", "foundation", "own", "private"),
        amount("amount", "how much over the period"),
        text("currency", "ISO 4217 code of three letters"),
        day("committed_on", "the day it was committed"),
        day("start", "first day it pays for; empty is never in force"),
        day("end", "last day it pays for; empty is never in force"),
        word("end_basis", "what the end rests on", "stated", "derived", "open"),
        word("certainty", "how firm it is", "committed", "indicative"),
        word("pays_evaluation", "whether it pays for an evaluation too", "yes", "no"),
        *PROVENANCE,
    ),
    identity=("programme", "partner", "funder", "committed_on", "start", "end"),
    parents=("programme",),
)

PSAT_DOMAINS = (
    "environmental-support",
    "funding-stability",
    "partnerships",
    "organizational-capacity",
    "program-evaluation",
    "program-adaptation",
    "communications",
    "strategic-planning",
)
"""The eight domains of the Program Sustainability Assessment Tool (Luke 2014)."""

EVIDENCE = Table(
    "evidence",
    "evidence",
    "a dated document about a programme or a partner",
    (
        key(),
        ref("programme", "the programme it is about", "programmes"),
        ref("partner", "the partner it is about", "partners"),
        word("kind", "what it shows", "capacity", "buy-in", "data", "evaluation", "overlap", "sustainability"),
        day("date", "the day it speaks of"),
        amount("score", "its score: of capacity from 1 to 4, of sustainability from 1 to 7"),
        text("title", "its title"),
        text("url", "its address"),
        word("domain", "which mean of the PSAT a sustainability score is; empty for the overall mean", *PSAT_DOMAINS),
        *PROVENANCE,
    ),
    identity=("programme", "partner", "kind", "date", "title", "domain"),
    parents=("programme", "partner"),
)

OUTCOMES = Table(
    "outcomes",
    "outcome",
    "what became of a programme after a handover",
    (
        ref("programme", "the programme", "programmes", required=True),
        text("transition", "office and polling day or first day, such as london/mayor/2024-05-02", required=True),
        day("checked_on", "the day somebody looked"),
        word("outcome", "what became of it", "continued", "changed", "transferred", "paused", "ended"),
        long_text("reason", "why, as recorded"),
        *PROVENANCE,
    ),
    identity=("programme", "transition", "checked_on"),
    keyed=False,
    parents=("programme",),
    discriminator=("transition", "checked_on"),
)

TREATMENTS = Table(
    "treatments",
    "treatment",
    "what a named person decided to do about a finding",
    (
        ref("programme", "the programme", "programmes", required=True),
        text("transition", "office and polling day or first day, such as london/mayor/2028-05-04", required=True),
        word("decision", "what was decided", "treat", "tolerate", "transfer", "terminate"),
        text("owner", "who decided"),
        day("due", "by when it is to be done"),
        day("until", "the last day the decision holds"),
        *PROVENANCE,
    ),
    identity=("programme", "transition"),
    keyed=False,
    parents=("programme",),
    discriminator=("transition",),
)

IDENTIFIERS = Table(
    "identifiers",
    "identifier",
    "a record's name in another register",
    (
        text("record", "noun and key of the record, such as city:london", required=True),
        text("scheme", "the register: wikidata, gss, insee, ocd-division, org-id, …", required=True),
        text("value", "the identifier there", required=True),
        day("start", "first day it holds"),
        day("end", "last day it holds"),
        *PROVENANCE,
    ),
    identity=("record", "scheme", "value"),
    keyed=False,
    discriminator=("record", "scheme", "value"),
)

SETTINGS = Table(
    "settings",
    "setting",
    "a number of the risk rule that this database has changed",
    (
        key(required=True),
        text("value", "its value: days or months as a whole number, a span such as 24m, kinds as a | b", required=True),
        *PROVENANCE,
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
BY_NAME = {table.name: table for table in TABLES}
BY_NOUN = {table.noun: table for table in TABLES}
ORDERED_DATES = (
    ("start", "end"),
    ("start", "expected_end"),
    ("launched", "end"),
    ("mandate_on", "mandate_until"),
    ("date", "handover"),
)
"""Pairs of columns the first of which cannot certainly lie after the second, in whichever table has both."""


def referring(table: Table) -> tuple[tuple[Table, Column], ...]:
    """The columns of any table that may name a record of this one."""
    return tuple((other, column) for other in TABLES for column in other.references if table.name in column.tables)
