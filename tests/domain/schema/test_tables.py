"""The description of each table, against the table of the design."""

import pytest

from continuity.domain.schema.columns import Column, ColumnKind
from continuity.domain.schema.tables import DATE_ORDERS, TABLES, TABLES_BY_NAME, TABLES_BY_NOUN, list_referring_columns

EVERY = "known_from,source,verified_on,note"
HEADERS = {
    "cities": "key*,name*,country*,region,timezone*,start,end,successor",
    "offices": "key*,city*,title*,kind,selection,seats,start,end,successor",
    "rules": (
        "office*,start,end,election_rule,election_rule_start,term_years,term_limit,term_limit_kind,takes_office,"
        "run_off,quiet_days,basis"
    ),
    "people": "key*,name*",
    "parties": "key*,name*,country,kind,successor",
    "terms": "key,office*,person*,start,end,expected_end,capacity,basis,end_reason,next,next_on",
    "affiliations": "term*,party,standing,start,end",
    "coalitions": "office*,party*,start,end",
    "elections": "key,office*,date*,kind,status,handover,run_off_of,replaces,winner,winner_party,holder_stays",
    "programmes": (
        "key*,city*,office*,name*,launched,launched_term,end,end_basis,status,theme,mandate,mandate_reference,"
        "mandate_on,mandate_until,owner,summary,sensitive"
    ),
    "partners": "key*,name*,kind,controlled_by,city,org_id,website,contact,sensitive,start,end,successor",
    "agreements": (
        "key,programme*,partner*,role,scope,status,signed_on,start,end,end_basis,notice_days,office_may_end_alone,"
        "evidence,confirmed_on,reviewed_on,reviewed_by"
    ),
    "funding": (
        "key,programme*,partner,funder,funder_kind,amount,currency,committed_on,start,end,end_basis,certainty,pays_evaluation"
    ),
    "evidence": "key,programme,partner,kind,date,score,title,url,domain",
    "outcomes": "programme*,transition*,checked_on,outcome,reason",
    "treatments": "programme*,transition*,decision,owner,due,until",
    "identifiers": "record*,scheme*,value*,start,end",
    "settings": "key*,value*",
}
WORDS = {
    "offices.kind": "executive, ceremonial",
    "offices.selection": "direct, council, appointed",
    "rules.basis": "rule, derived",
    "rules.term_limit_kind": "consecutive, lifetime",
    "parties.kind": "party, alliance, list",
    "terms.capacity": "substantive, acting, deputising, designate, suspended",
    "terms.basis": "elected, by-election, council, appointed, succession",
    "terms.next": "standing, not-standing, term-limited",
    "affiliations.standing": "member, independent, nonpartisan",
    "elections.kind": "ordinary, by-election, repeat, run-off, recall",
    "elections.status": "scheduled, held, cancelled",
    "elections.holder_stays": "yes, no",
    "programmes.end_basis": "stated, derived, open",
    "programmes.status": "planned, active, paused, ended",
    "programmes.mandate": "statute, resolution, strategy, executive",
    "programmes.sensitive": "yes, no",
    "partners.kind": "community, charity, faith, social-enterprise, academic, private, foundation, public",
    "partners.sensitive": "yes, no",
    "agreements.role": "implementing, accountable, extending, funding",
    "agreements.scope": "deliver, co-deliver, advise",
    "agreements.status": "named, draft, signed, terminated",
    "agreements.end_basis": "stated, derived, open",
    "agreements.office_may_end_alone": "yes, no",
    "funding.funder_kind": "office, other-tier, foundation, own, private",
    "funding.end_basis": "stated, derived, open",
    "funding.certainty": "committed, indicative",
    "funding.pays_evaluation": "yes, no",
    "evidence.kind": "capacity, buy-in, data, evaluation, overlap, sustainability",
    "evidence.domain": (
        "environmental-support, funding-stability, partnerships, organizational-capacity, program-evaluation, "
        "program-adaptation, communications, strategic-planning"
    ),
    "outcomes.outcome": "continued, changed, transferred, paused, ended",
    "treatments.decision": "treat, tolerate, transfer, terminate",
}
REFERENCES = {
    "cities.successor": "cities",
    "offices.city": "cities",
    "offices.successor": "offices",
    "rules.office": "offices",
    "parties.successor": "parties",
    "terms.office": "offices",
    "terms.person": "people",
    "affiliations.term": "terms",
    "affiliations.party": "parties",
    "coalitions.office": "offices",
    "coalitions.party": "parties",
    "elections.office": "offices",
    "elections.run_off_of": "elections",
    "elections.replaces": "elections",
    "elections.winner": "people",
    "elections.winner_party": "parties",
    "programmes.city": "cities",
    "programmes.office": "offices",
    "programmes.launched_term": "terms",
    "partners.controlled_by": "cities offices",
    "partners.city": "cities",
    "partners.successor": "partners",
    "agreements.programme": "programmes",
    "agreements.partner": "partners",
    "funding.programme": "programmes",
    "funding.partner": "partners",
    "funding.funder": "partners",
    "evidence.programme": "programmes",
    "evidence.partner": "partners",
    "outcomes.programme": "programmes",
    "treatments.programme": "programmes",
}


def columns(kind: ColumnKind) -> dict[str, Column]:
    return {
        f"{table.name}.{column.name}": column for table in TABLES for column in table.columns if column.kind is kind
    }


def test_the_tables_come_in_the_order_in_which_they_build_on_each_other() -> None:
    assert [table.name for table in TABLES] == list(HEADERS)


@pytest.mark.parametrize("name", HEADERS)
def test_the_header_is_that_of_the_design(name: str) -> None:
    assert ",".join(TABLES_BY_NAME[name].column_names) == f"{HEADERS[name]},{EVERY}".replace("*", "")


@pytest.mark.parametrize("name", HEADERS)
def test_what_is_starred_in_the_design_is_required(name: str) -> None:
    starred = [column.rstrip("*") for column in HEADERS[name].split(",") if column.endswith("*")]
    assert [column.name for column in TABLES_BY_NAME[name].columns if column.required] == starred


def test_enumerations_are_those_of_the_design_and_take_unknown() -> None:
    found = {name: ", ".join(column.choices) for name, column in columns(ColumnKind.CHOICE).items()}
    assert found == {name: f"{words}, unknown" for name, words in WORDS.items()}


def test_references_name_the_tables_that_hold_the_key() -> None:
    found = {name: " ".join(column.tables) for name, column in columns(ColumnKind.REFERENCE).items()}
    assert found == REFERENCES


def test_contacts_and_notes_are_private_and_nothing_else_is() -> None:
    private = {f"{table.name}.{column.name}" for table in TABLES for column in table.columns if column.private}
    assert private == {"partners.contact", *(f"{name}.note" for name in HEADERS)}


@pytest.mark.parametrize(
    ("noun", "table"),
    [
        ("city", "cities"),
        ("office", "offices"),
        ("rule", "rules"),
        ("party", "parties"),
        ("person", "people"),
        ("term", "terms"),
        ("affiliation", "affiliations"),
        ("coalition", "coalitions"),
        ("election", "elections"),
        ("programme", "programmes"),
        ("partner", "partners"),
        ("agreement", "agreements"),
        ("funding", "funding"),
        ("evidence", "evidence"),
        ("outcome", "outcomes"),
        ("treatment", "treatments"),
        ("identifier", "identifiers"),
        ("setting", "settings"),
    ],
)
def test_each_noun_of_the_command_line_is_a_table(noun: str, table: str) -> None:
    assert TABLES_BY_NOUN[noun].name == table


def test_an_option_bears_its_columns_name() -> None:
    assert TABLES_BY_NAME["rules"].get_column("election_rule").option_name == "--election-rule"


def test_every_table_and_column_says_what_it_means() -> None:
    assert all(table.help and column.help for table in TABLES for column in table.columns)


def test_a_table_without_such_a_column_says_so() -> None:
    with pytest.raises(KeyError, match="colour"):
        TABLES_BY_NAME["cities"].get_column("colour")


def test_what_tells_records_apart_are_columns_of_the_table() -> None:
    for table in TABLES:
        assert {*table.identity_columns, *table.parent_columns, *table.discriminator_columns} <= set(table.column_names)


def test_every_ordered_pair_of_dates_is_in_some_table() -> None:
    for pair in DATE_ORDERS:
        assert any(set(pair) <= set(table.column_names) for table in TABLES), pair


def test_all_that_may_name_a_record_is_found() -> None:
    naming = {f"{table.name}.{column.name}" for table, column in list_referring_columns(TABLES_BY_NAME["people"])}
    assert naming == {"terms.person", "elections.winner"}
    naming = {f"{table.name}.{column.name}" for table, column in list_referring_columns(TABLES_BY_NAME["cities"])}
    assert naming == {"cities.successor", "offices.city", "programmes.city", "partners.city", "partners.controlled_by"}
