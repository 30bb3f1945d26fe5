"""The record as rows of the starter sheet: a programme with its office, its partner and its money in one row."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from continuity.domain.offices.holders import substantive_on
from continuity.domain.offices.models import Election, Leadership, Term
from continuity.domain.schema.columns import Table
from continuity.domain.schema.starter_sheet import HEADINGS, NO_PARTY, PROFILE
from continuity.domain.schema.tables import AGREEMENTS, CITIES, FUNDING, OFFICES, PARTIES, PARTNERS, PEOPLE, PROGRAMMES
from continuity.domain.schema.values import Row, write_cell

if TYPE_CHECKING:
    from sqlalchemy import Connection

_NAMED = (CITIES, OFFICES, PEOPLE, PARTIES, PARTNERS)


def starter_rows(connection: "Connection", as_of: date) -> Iterator[list[str]]:
    """The rows, by programme key; a programme has one for each agreement and for further money.

    Args:
        connection: inside a transaction.
        as_of: the day whose holders and next elections they name.
    """
    from continuity.db import facts, read

    named = {table.name: {str(row["key"]): row for row in read.rows(connection, table)} for table in _NAMED}
    leaderships = facts.leaderships(connection)
    agreements, money = _by_programme(connection, AGREEMENTS), _by_programme(connection, FUNDING)
    for programme in read.rows(connection, PROGRAMMES):
        key = str(programme["key"])
        common = _post(named, leaderships[str(programme["office"])], as_of)
        common |= {"programmes": _stated(programme), "cities": named[CITIES.name][str(programme["city"])]}
        for part in _parts(agreements.get(key, []), [row for row in money.get(key, []) if _certain(row)]):
            yield _texts({**common, **part, **_partners(named[PARTNERS.name], part)})


def _by_programme(connection: "Connection", table: Table) -> dict[str, list[Row]]:
    from continuity.db import read

    found: dict[str, list[Row]] = defaultdict(list)
    for row in read.rows(connection, table):
        found[str(row["programme"])].append(row)
    return found


def _post(named: Mapping[str, Mapping[str, Row]], leadership: Leadership, as_of: date) -> dict[str, Row]:
    """The office of a programme, who holds it, and the next election that is recorded."""
    found = {"offices": named[OFFICES.name][leadership.office.key]}
    if (term := substantive_on(leadership.terms, as_of)) is not None:
        found["people"] = named[PEOPLE.name][term.person]
        found["terms"] = {"start": term.start, "next": term.next, "expected_end": term.expected_end}
        if (party := _party(term, named[PARTIES.name])) is not None:
            found["parties"] = party
    if (election := _next(leadership.elections, as_of)) is not None:
        found["elections"] = {"date": election.date}
    return found


def _party(term: Term, parties: Mapping[str, Row]) -> Row | None:
    """The one party of a term, or how its holder stands without; where it has several, the sheet cannot say which."""
    if len(term.affiliations) != 1:
        return None
    (one,) = term.affiliations
    return parties[one.party] if one.party else {"name": one.standing if one.standing in NO_PARTY else None}


def _next(elections: tuple[Election, ...], as_of: date) -> Election | None:
    ahead = [
        one
        for one in elections
        if one.status in (None, "scheduled")
        and one.kind in (None, "ordinary")
        and (one.date.earliest or date.min) >= as_of
    ]
    return min(ahead, key=lambda one: one.date.earliest or date.max, default=None)


def _parts(agreements: list[Row], money: list[Row]) -> list[dict[str, Row]]:
    """What the rows of a programme hold: an agreement with its partner's money, money for nobody by itself."""
    parts: list[dict[str, Row]] = [{"agreements": _sayable(row)} for row in agreements]
    for row in money:
        partner = row.get("partner")
        own = [part for part in parts if part.get("agreements", {}).get("partner") == partner]
        free = next((part for part in own if "funding" not in part), None) if partner else None
        if free is not None:
            free["funding"] = row
        elif own and partner:
            parts.append({"agreements": {"partner": partner}, "funding": row})
        elif not partner:
            parts.append({"funding": row})
    return parts or [{}]


def _sayable(row: Row) -> Row:
    """An agreement as the sheet can say it; of one that is a draft or terminated, only whose it is."""
    return row if row["status"] in ("named", "signed") and _stated(row) == row else {"partner": row["partner"]}


def _stated(row: Row) -> Row:
    """A record without its last day, where that is not one that is stated: a typed day is."""
    given = row["end_basis"] == "stated" if "launched" in row else row["end_basis"] in (None, "stated")
    return row if given else {**row, "end": None}


def _certain(row: Row) -> bool:
    """Whether the sheet can say it: committed money with a last day that is stated."""
    return row["certainty"] == "committed" and bool(row["end"]) and row["end_basis"] in (None, "stated")


def _partners(partners: Mapping[str, Row], part: Mapping[str, Row]) -> dict[str, Row]:
    """The partner that delivers and the one that pays."""
    wanted = (("partners", "agreements", "partner"), ("funders", "funding", "funder"))
    return {slot: partners[str(part[own][name])] for slot, own, name in wanted if own in part and part[own].get(name)}


def _texts(records: Mapping[str, Row]) -> list[str]:
    return [
        "" if heading.column == PROFILE else write_cell(records.get(heading.slot, {}).get(heading.column))
        for heading in HEADINGS
    ]
