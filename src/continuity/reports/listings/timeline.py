"""`timeline --format csv|json|jsonl`: a row for each term, change, programme, agreement and amount of money."""

from collections.abc import Iterator
from typing import TypeAlias

from continuity.domain.offices.as_of import known_on
from continuity.domain.offices.models import Term, Transition
from continuity.domain.programmes.models import Agreement, Funding
from continuity.domain.risk.findings import Assessment, Finding
from continuity.domain.values.dates import VagueDate
from continuity.reports.listings.columns import CALENDAR, Cell
from continuity.reports.timeline.bars import agreements_known, money_known
from continuity.reports.wording.names import funder_name, programme_name

COLUMNS = (
    *("city", "office", "what", "key", "programme", "name", "who", "state"),
    *("start", "end", "end_basis", "expected_end", "runs_until", "status", "level"),
    *("kind", "polling_day", "quiet_from", "handover", "handover_latest"),
    *("certain_change", "open", "basis", "handover_basis"),
)
"""A stable interface; columns are only ever added, last. Dates of records stand as they were written."""

Entry: TypeAlias = dict[str, Cell]


def rows(assessment: Assessment) -> Iterator[Entry]:
    """Everything recorded of the offices that could be known on the as-of day, drawn or not, office by office.

    Of each its terms by key, the changes ahead or open by day, then the programmes by key, each with its agreements
    and its money. What does not apply to a row, or is not recorded, is not in it.
    """
    findings = sorted(assessment.findings, key=lambda finding: finding.programme.key)
    for office, leadership in sorted(assessment.leaderships.items()):
        place: Entry = {"city": leadership.office.city, "office": office}
        known = sorted(known_on(leadership, assessment.as_of).terms, key=lambda term: term.key)
        yield from (place | _term(assessment, term) for term in known)
        yield from (_change(assessment, one) for one in assessment.transitions if one.office == office)
        for finding in findings:
            if finding.programme.office == office:
                yield from (place | entry for entry in _programme(assessment, finding))


def _term(assessment: Assessment, term: Term) -> Entry:
    return {
        "what": "term",
        "key": term.key,
        "name": assessment.name("person", term.person),
        "who": term.person,
        "state": term.capacity,
        **_days(term.start, term.end),
        "expected_end": _written(term.expected_end),
    }


def _change(assessment: Assessment, transition: Transition) -> Entry:
    own: Entry = {"what": "transition", "key": transition.key, "handover_basis": transition.handover_basis}
    return own | {column.name: column.read(assessment, transition) for column in CALENDAR}


def _programme(assessment: Assessment, finding: Finding) -> Iterator[Entry]:
    """The programme, then what carries it and what pays for it."""
    programme = finding.programme
    yield {
        "what": "programme",
        "key": programme.key,
        "programme": programme.key,
        "name": programme_name(assessment, finding),
        "state": programme.status,
        **_days(programme.launched, programme.end, programme.end_basis),
        "runs_until": finding.runs_until,
        "status": finding.status,
        "level": finding.level,
    }
    own: Entry = {"programme": programme.key}
    yield from (own | _agreement(assessment, row) for row in agreements_known(assessment, finding))
    yield from (own | _money(assessment, row) for row in money_known(assessment, finding))


def _agreement(assessment: Assessment, row: Agreement) -> Entry:
    return {
        "what": "agreement",
        "key": row.key,
        "name": assessment.name("partner", row.partner.key),
        "who": row.partner.key,
        "state": row.status,
        **_days(row.start, row.end, row.end_basis),
    }


def _money(assessment: Assessment, row: Funding) -> Entry:
    return {
        "what": "money",
        "key": row.key,
        "name": funder_name(assessment, row),
        "who": row.funder,
        "state": row.certainty,
        **_days(row.start, row.end, row.end_basis),
    }


def _days(start: VagueDate | None, end: VagueDate | None, basis: str | None = None) -> Entry:
    return {"start": _written(start), "end": _written(end), "end_basis": basis}


def _written(day: VagueDate | None) -> str | None:
    return str(day) if day else None
