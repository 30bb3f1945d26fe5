"""Literal records for the linter's tests, and the one rule to run on them."""

from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from continuity.domain.known import filter_known_offices
from continuity.domain.lint.base import LintData
from continuity.domain.lint.registry import LINT_RULES
from continuity.domain.offices.models import Election, Office, OfficeRecord, Rule, Term
from continuity.domain.values.dates import VagueDate
from continuity.reports.wording.remarks import format_remark

OFFICE = "luton/leader"
MAY = "FREQ=YEARLY;INTERVAL=4;BYMONTH=5;BYDAY=+1TH"
_DATES = ("start", "end", "expected_end", "known_from", "date", "handover", "election_rule_start", "verified_on")


def on(text: str) -> VagueDate:
    return VagueDate.parse(text)


def dated(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: on(value) if name in _DATES and value else value for name, value in facts.items()}


def term(person: str, start: str | None, end: str | None = None, **facts: Any) -> Term:
    return Term(key=f"{person}/{start}", person=person, **dated({"start": start, "end": end} | facts))


def rule(**facts: Any) -> Rule:
    """First Thursday of May every four years from 2018; in office after four days."""
    base = {"election_rule": MAY, "election_rule_start": "2018-05-03", "takes_office": "+4d", "term_years": 4}
    return Rule(**dated(base | facts))


def election(polling: str, **facts: Any) -> Election:
    return Election(**dated({"key": polling, "date": polling, "status": "held"} | facts))


def leads(*facts: Term | Rule | Election, **office: Any) -> OfficeRecord:
    """An office with these facts."""

    def of(kind: type) -> tuple[Any, ...]:
        return tuple(fact for fact in facts if isinstance(fact, kind))

    post = Office(**dated({"key": OFFICE, "city": "luton"} | office))
    return OfficeRecord(office=post, rules=of(Rule), terms=of(Term), elections=of(Election))


def recorded(*facts: OfficeRecord | Any, **more: Any) -> LintData:
    """Offices as known on 1 August 2026, and programmes beside them."""
    offices = tuple(fact for fact in facts if isinstance(fact, OfficeRecord))
    others = tuple(fact for fact in facts if not isinstance(fact, OfficeRecord))
    posts = {one.office.key: one.office for one in offices}
    data = LintData(office_records=offices, programmes=others, offices=posts, **more)
    return seen_on(data, date(2026, 8, 1))


def seen_on(data: LintData, as_of: date) -> LintData:
    """The same records, with what could be known on that day."""
    return replace(
        data, known_offices=filter_known_offices({one.office.key: one for one in data.office_records}, as_of)
    )


class Found(NamedTuple):
    records: tuple[str, ...]
    text: str


def found(code: str, facts: LintData, as_of: str = "2026-08-01") -> list[Found]:
    check = next(check for check in LINT_RULES if check.code == code)
    day = date.fromisoformat(as_of)
    matches = check.find(seen_on(facts, day), day)
    return [Found(match.records, format_remark(code, match)) for match in matches]


def texts(code: str, facts: LintData, as_of: str = "2026-08-01") -> list[str]:
    return [one.text for one in found(code, facts, as_of)]
