"""Rows of the starter sheet: a programme with office, partner and money in one row."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from continuity.db import facts, read
from continuity.domain.offices.models import Election, OfficeRecord
from continuity.domain.offices.terms import find_substantive_term
from continuity.domain.schema.columns import Table
from continuity.domain.schema.starter_sheet import NO_PARTY_STANDINGS, PROFILE_COLUMN, STARTER_COLUMNS
from continuity.domain.schema.tables import (
    AFFILIATIONS,
    AGREEMENTS,
    CITIES,
    FUNDING,
    OFFICES,
    PARTIES,
    PARTNERS,
    PEOPLE,
    PROGRAMMES,
)
from continuity.domain.schema.values import Row, format_cell
from continuity.domain.values.dates import get_first_day, get_last_day
from continuity.domain.vocabulary import AgreementStatus, ElectionKind, ElectionStatus, EndBasis, FundingCertainty

if TYPE_CHECKING:
    from sqlalchemy import Connection

_NAMED_TABLES = (CITIES, OFFICES, PEOPLE, PARTIES, PARTNERS)


def build_starter_rows(connection: "Connection", as_of: date) -> Iterator[list[str]]:
    """Build the starter rows by programme key, with the office holders on `as_of`."""
    named = {table.name: {str(row["key"]): row for row in read.load_rows(connection, table)} for table in _NAMED_TABLES}
    leaderships = facts.load_leaderships(connection)
    agreements = _group_rows(connection, AGREEMENTS, "programme")
    funding = _group_rows(connection, FUNDING, "programme")
    affiliations = _group_rows(connection, AFFILIATIONS, "term")
    for programme in read.load_rows(connection, PROGRAMMES):
        key = str(programme["key"])
        common = _build_office_cells(named, leaderships[str(programme["office"])], affiliations, as_of)
        common |= {"programmes": _drop_derived_end(programme), "cities": named[CITIES.name][str(programme["city"])]}
        certain_funding = [row for row in funding.get(key, []) if _is_certain(row)]
        for part in _split_into_rows(agreements.get(key, []), certain_funding):
            yield _format_cells({**common, **part, **_find_partners(named[PARTNERS.name], part)})


def _group_rows(connection: "Connection", table: Table, column: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in read.load_rows(connection, table):
        found[str(row[column])].append(row)
    return found


def _build_office_cells(
    named: Mapping[str, Mapping[str, Row]], record: OfficeRecord, affiliations: Mapping[str, list[Row]], as_of: date
) -> dict[str, Row]:
    cells = {"offices": named[OFFICES.name][record.office.key]}
    if (term := find_substantive_term(record.terms, as_of)) is not None:
        cells["people"] = named[PEOPLE.name][term.person]
        cells["terms"] = {"start": term.start, "next": term.next, "expected_end": term.expected_end}
        if (party := _find_party(affiliations.get(term.key, []), named[PARTIES.name])) is not None:
            cells["parties"] = party
    if (election := _find_next_election(record.elections, as_of)) is not None:
        cells["elections"] = {"date": election.date}
    return cells


def _find_party(affiliations: list[Row], parties: Mapping[str, Row]) -> Row | None:
    """Find the one party of a term as it is recorded; for a holder without party, name the standing."""
    if len(affiliations) != 1:
        return None
    (affiliation,) = affiliations
    if affiliation["party"]:
        return parties[str(affiliation["party"])]
    return {"name": affiliation["standing"] if affiliation["standing"] in NO_PARTY_STANDINGS else None}


def _find_next_election(elections: tuple[Election, ...], as_of: date) -> Election | None:
    scheduled = (election for election in elections if election.status in (None, ElectionStatus.SCHEDULED))
    ordinary = (election for election in scheduled if election.kind in (None, ElectionKind.ORDINARY))
    ahead = (election for election in ordinary if get_last_day(election.date) >= as_of)
    return min(ahead, key=lambda election: get_first_day(election.date), default=None)


def _split_into_rows(agreements: list[Row], funding: list[Row]) -> list[dict[str, Row]]:
    """Split a programme into a row an agreement with its money, and rows of other money."""
    parts: list[dict[str, Row]] = [{"agreements": _simplify_agreement(row)} for row in agreements]
    for row in funding:
        partner = row.get("partner")
        partner_parts = [part for part in parts if part.get("agreements", {}).get("partner") == partner]
        unfunded_part = next((part for part in partner_parts if "funding" not in part), None) if partner else None
        if unfunded_part is not None:
            unfunded_part["funding"] = row
        elif partner_parts and partner:
            parts.append({"agreements": {"partner": partner}, "funding": row})
        elif not partner:
            parts.append({"funding": row})
    return parts or [{}]


def _simplify_agreement(row: Row) -> Row:
    """Reduce an agreement's status to the values of the sheet."""
    is_plain = row["status"] in (AgreementStatus.NAMED, AgreementStatus.SIGNED) and _drop_derived_end(row) == row
    return row if is_plain else {"partner": row["partner"]}


def _drop_derived_end(row: Row) -> Row:
    """Omit a derived last day: an import would take it as given."""
    stated_bases = (EndBasis.STATED,) if "launched" in row else (None, EndBasis.STATED)
    return row if row["end_basis"] in stated_bases else {**row, "end": None}


def _is_certain(row: Row) -> bool:
    has_stated_end = bool(row["end"]) and row["end_basis"] in (None, EndBasis.STATED)
    return has_stated_end and row["certainty"] == FundingCertainty.COMMITTED


def _find_partners(partners: Mapping[str, Row], part: Mapping[str, Row]) -> dict[str, Row]:
    references = (("partners", "agreements", "partner"), ("funders", "funding", "funder"))
    keys = ((slot, part.get(source_slot, {}).get(name)) for slot, source_slot, name in references)
    return {slot: partners[str(key)] for slot, key in keys if key}


def _format_cells(records: Mapping[str, Row]) -> list[str]:
    places = ((heading.slot, heading.column) for heading in STARTER_COLUMNS)
    return ["" if name == PROFILE_COLUMN else format_cell(records.get(slot, {}).get(name)) for slot, name in places]
