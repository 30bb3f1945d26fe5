"""Everything behind one finding, with the records it was read from."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from continuity.domain.offices.as_of import known_on
from continuity.domain.offices.models import Election, Leadership, Term
from continuity.domain.offices.snapshot import Bench, bench, heir
from continuity.domain.programmes.as_of import known
from continuity.domain.programmes.models import Programme
from continuity.domain.risk.assess import assess, circumstances, placed
from continuity.domain.risk.explain.evidence import Grounds
from continuity.domain.risk.explain.explanation import Explanation, explained
from continuity.domain.risk.findings import Assessment
from continuity.domain.schema.tables import (
    AFFILIATIONS,
    AGREEMENTS,
    ELECTIONS,
    EVIDENCE,
    FUNDING,
    OFFICES,
    PARTNERS,
    PROGRAMMES,
    RULES,
    TERMS,
)
from continuity.domain.schema.values import Row
from continuity.domain.values.dates import VagueDate
from continuity.domain.values.durations import Span
from continuity.errors import BadValue
from continuity.services.assessment import names_of
from continuity.services.lookup import meant
from continuity.services.settings import settings_of
from continuity.services.transaction import reading

if TYPE_CHECKING:
    from sqlalchemy import Connection


def explain(address: str, text: str, as_of: date, horizon: Span | None = None) -> Grounds:
    """Take the finding on one programme apart.

    Args:
        address: of the database.
        text: the programme: a key, an exact name or the beginning of a key.
        as_of: the day to answer for.
        horizon: how far to look ahead, where another one than the database's is asked for.

    Raises:
        UnknownKey, AmbiguousKey: there is no such programme, or several.
        BadValue: a ceremonial office stands behind it, so that there is no finding.
    """
    from continuity.db import facts

    with reading(address) as connection:
        key = str(meant(connection, PROGRAMMES, text)["key"])
        settings = settings_of(connection, horizon)
        (programme,) = facts.programmes(connection, as_of, keys=[key])
        on = bench(_line_of_heirs(programme.office, facts.leaderships(connection)), as_of, settings)
        _refuse_ceremonial(programme, on)
        given, around = placed(programme, on), circumstances(programme, on)
        explanation = explained(given, around, assess(given, around))
        return Grounds(
            explanation,
            Assessment(as_of=as_of, settings=settings, leaderships=on.leaderships, names=names_of(connection)),
            _records(connection, given, heir(programme.office, on), explanation, on),
            _counted(known(given, as_of)),
        )


def _line_of_heirs(office: str, leaderships: dict[str, Leadership]) -> dict[str, Leadership]:
    """The office with those its programmes may go to, one after the other."""
    line: dict[str, Leadership] = {}
    following: str | None = office
    while following in leaderships and following not in line:
        line[following] = leaderships[following]
        following = line[following].office.successor
    return line


def _refuse_ceremonial(programme: Programme, on: Bench) -> None:
    if on.leaderships[programme.office].office.kind == "ceremonial":
        message = f"{programme.office}, which stands behind {programme.key}, is ceremonial and decides on nothing"
        raise BadValue(message, f"`continuity programme edit {programme.key} --office KEY` names the office that does")


def _counted(reduced: Programme) -> frozenset[str]:
    rows = (
        *(f"agreement {row.key}" for row in reduced.agreements),
        *(f"funding {row.key}" for row in reduced.funding),
        *(f"evidence {row.key}" for row in reduced.evidence),
    )
    return frozenset(rows)


def _records(
    connection: "Connection", programme: Programme, office: str, explanation: Explanation, on: Bench
) -> dict[str, list[Row]]:
    """The records the rule read, by table; of an office's past only what bears on the transition."""
    from continuity.db import read

    own = {"programme": programme.key}
    terms = _terms(office, programme, explanation, on)
    partners = {row.partner.key for row in programme.agreements}
    there = [known_on(leadership, on.as_of) for leadership in on.leaderships.values()]
    return {
        PROGRAMMES.name: list(read.rows(connection, PROGRAMMES, keys=[programme.key])),
        OFFICES.name: list(read.rows(connection, OFFICES, keys=[office])),
        AGREEMENTS.name: list(read.rows(connection, AGREEMENTS, where=own)),
        PARTNERS.name: list(read.rows(connection, PARTNERS, keys=partners)),
        FUNDING.name: list(read.rows(connection, FUNDING, where=own)),
        EVIDENCE.name: list(read.rows(connection, EVIDENCE, keys=[row.key for row in programme.evidence])),
        RULES.name: [
            row for row in read.rows(connection, RULES, where={"office": office}) if _in_force(row, explanation)
        ],
        ELECTIONS.name: _as_known(
            _elections(connection, office, explanation), (e for one in there for e in one.elections)
        ),
        TERMS.name: _as_known(read.rows(connection, TERMS, keys=terms), (t for one in there for t in one.terms)),
        AFFILIATIONS.name: [row for row in read.rows(connection, AFFILIATIONS) if row["term"] in terms],
    }


def _as_known(rows: Iterable[Row], facts: Iterable[Term | Election]) -> list[Row]:
    """The rows as they stood on the day, from what was known then; those that could not be known are left out."""
    known = {fact.key: fact for fact in facts}
    return [_as_it_stood(row, known[str(row["key"])]) for row in rows if row["key"] in known]


def _terms(office: str, programme: Programme, explanation: Explanation, on: Bench) -> set[str]:
    """The launching term, and those that the latest mandates before and after the transition rest on."""
    leadership = known_on(on.leaderships[office], on.as_of)
    found = {programme.launched_under} if programme.launched_under else set()
    transition = explanation.finding.transition
    held = sorted((term for term in leadership.terms if term.start), key=_first_day)
    found |= {term.key for term in held[-1:]}
    if transition is not None:
        people = {transition.outgoing, transition.successor}
        found |= {term.key for person in people for term in [one for one in held if one.person == person][-1:]}
    return found


def _first_day(term: Term) -> date:
    return term.start.earliest if term.start and term.start.earliest else date.min


def _in_force(rule: Row, explanation: Explanation) -> bool:
    """Whether a rule is in force on the day of the transition, or at any time where there is none."""
    transition = explanation.finding.transition
    start, end = rule["start"], rule["end"]
    if transition is None:
        return True
    begun = not isinstance(start, VagueDate) or (start.earliest or date.min) <= transition.polling_day
    return begun and (not isinstance(end, VagueDate) or transition.polling_day <= (end.latest or date.max))


def _elections(connection: "Connection", office: str, explanation: Explanation) -> list[Row]:
    """The election of the transition, with its run-off, what it replaces and what replaces it."""
    from continuity.db import read

    transition = explanation.finding.transition
    if transition is None:
        return []
    rows = list(read.rows(connection, ELECTIONS, where={"office": office}))
    days = (transition.polling_day, transition.first_day or transition.polling_day)
    own = {str(row["key"]) for row in rows if isinstance(row["date"], VagueDate) and row["date"].earliest in days}
    tied = {str(row[name]) for row in rows if row["key"] in own for name in ("replaces", "run_off_of") if row[name]}
    return [row for row in rows if {row["key"], row["replaces"], row["run_off_of"]} & (own | tied)]


def _as_it_stood(row: Row, fact: Term | Election) -> Row:
    """A row with the cells its fact had on the day."""
    stood: Row = {name: getattr(fact, name, cell) for name, cell in row.items()}
    # Why a term ended is known no sooner than that it did.
    return stood | {"end_reason": None} if "end_reason" in row and not stood["end"] else stood
