"""Attributes that are read from columns, or shown as columns, have one of the same name or an entry in a table."""

from dataclasses import fields, replace

import pytest

from continuity.domain.offices import models as office_models
from continuity.domain.privacy.audiences import INTERNAL, Audience, is_column_visible
from continuity.domain.programmes import models, partner_record
from continuity.domain.schema import tables
from continuity.domain.schema.columns import Table
from continuity.domain.schema.tables import TABLES_BY_NAME
from continuity.services.explanation import build_election_cells, build_term_cells
from continuity.services.report_changes.journal import RELEVANT_COLUMNS

KEY = {"key"}
PROVENANCE = {"source", "verified_on", "note"}
# A dataclass whose fields are filled from the columns of the same name, the fields that follow in another way, and
# the columns that it does not hold. One that is missing from these sets fails the test.
FACT_TYPES: list[tuple[type, Table, set[str], set[str]]] = [
    (office_models.Office, tables.OFFICES, {"city_end", "city_known_from", "city_successor"}, PROVENANCE | {"level"}),
    (office_models.Rule, tables.RULES, set(), KEY | PROVENANCE | {"office"}),
    (office_models.Term, tables.TERMS, {"affiliations", "still_serving_on"}, PROVENANCE - {"verified_on"} | {"office"}),
    (office_models.Affiliation, tables.AFFILIATIONS, set(), KEY | PROVENANCE | {"term", "known_from"}),
    (office_models.CoalitionMember, tables.COALITIONS, set(), KEY | PROVENANCE | {"office"}),
    (office_models.Election, tables.ELECTIONS, set(), PROVENANCE | {"office"}),
    (
        models.Programme,
        tables.PROGRAMMES,
        set("selection launched_under launched_party agreements funding evidence outcomes treatments".split()),
        PROVENANCE | set("launched_term mandate_reference sensitive summary theme".split()),
    ),
    (
        models.Partner,
        tables.PARTNERS,
        set(),
        PROVENANCE | set("city contact end known_from org_id sensitive start successor website".split()),
    ),
    (models.Agreement, tables.AGREEMENTS, set(), PROVENANCE | {"programme", "evidence", "reviewed_by"}),
    (models.Funding, tables.FUNDING, set(), PROVENANCE | {"programme"}),
    (models.Evidence, tables.EVIDENCE, set(), PROVENANCE | {"programme", "title", "url"}),
    (models.Outcome, tables.OUTCOMES, set(), KEY | PROVENANCE | {"programme", "reason"}),
    (models.Treatment, tables.TREATMENTS, set(), KEY | PROVENANCE | {"programme"}),
    (partner_record.PartnerAgreement, tables.AGREEMENTS, set(), PROVENANCE - {"note"}),
    (partner_record.PartnerFunding, tables.FUNDING, set(), PROVENANCE - {"note"}),
    (partner_record.PartnerEvidence, tables.EVIDENCE, set(), PROVENANCE - {"note"}),
    (partner_record.PartnerIdentifier, tables.IDENTIFIERS, set(), KEY | PROVENANCE | {"record"}),
]


def list_columns(table: Table) -> set[str]:
    return {"key", *table.column_names}


def list_fields(fact_type: type) -> set[str]:
    return {field.name for field in fields(fact_type)}


@pytest.mark.parametrize(
    ("fact_type", "table", "derived", "unread"), FACT_TYPES, ids=[fact_type.__name__ for fact_type, *_ in FACT_TYPES]
)
def test_facts_have_the_columns_of_their_table(
    fact_type: type, table: Table, derived: set[str], unread: set[str]
) -> None:
    assert list_fields(fact_type) - derived == list_columns(table) - unread


@pytest.mark.parametrize("name", RELEVANT_COLUMNS)
def test_verdicts_rest_on_columns_that_exist(name: str) -> None:
    derived = {column for _, table, names, _ in FACT_TYPES for column in names if table.name == name}
    assert RELEVANT_COLUMNS[name] - derived - list_columns(TABLES_BY_NAME[name]) == set()


def test_explained_cells_are_the_columns_of_a_term_and_of_an_election() -> None:
    values = {name: object() for name in list_fields(office_models.Term)}
    term_cells = build_term_cells(office_models.Term(**values))  # type: ignore[arg-type]
    assert term_cells == {name: value for name, value in values.items() if name != "affiliations"}
    values = {name: object() for name in list_fields(office_models.Election)}
    assert build_election_cells(office_models.Election(**values)) == values  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("permission", "columns"),
    [
        ("can_see_owners", {"owner"}),
        ("can_see_decisions", {"treatment", "treatment_owner", "treatment_until", "treatment_expired"}),
        ("can_see_partners", {"partners", "partner", "funders", "funder"}),
        ("can_see_amounts", {"amount"}),
        ("can_see_watch_points", {"watch_points"}),
        ("can_see_assessments", set()),
        ("can_see_journal", set()),
    ],
)
def test_a_permission_hides_its_columns_alone(permission: str, columns: set[str]) -> None:
    candidates = {
        "owner", "treatment", "treatment_owner", "treatment_until", "treatment_expired", "partners", "partner",
        "funders", "funder", "amount", "watch_points", "programme", "office",
    }  # fmt: skip
    nobody = replace(INTERNAL, **{permission: False})
    assert {name for name in candidates if not is_column_visible(name, nobody)} == columns


def test_every_permission_of_an_audience_is_tested() -> None:
    permissions = {name for name in list_fields(Audience) if name.startswith("can_see_")}
    marks = test_a_permission_hides_its_columns_alone.pytestmark  # type: ignore[attr-defined]
    assert {permission for permission, _ in marks[0].args[1]} == permissions
