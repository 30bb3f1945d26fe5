"""Literal cases for the rule's tests: one transition, one programme that is covered at it, and words to vary both.

As of 1 August 2026: election 6 May 2027, quiet from 22 March, handover 10 May, window to 9 November 2027.
"""

from dataclasses import replace
from datetime import date
from typing import Any

from continuity.domain.offices.models import Transition
from continuity.domain.programmes.models import Agreement, Evidence, Funding, Outcome, Partner, Programme
from continuity.domain.risk.findings import AssessmentContext, Finding
from continuity.domain.settings import Settings
from continuity.domain.values.dates import VagueDate
from support.known_facts import assess_known

AS_OF = date(2026, 8, 1)
POLLING = date(2027, 5, 6)
QUIET = date(2027, 3, 22)
HANDOVER = date(2027, 5, 10)
WINDOW_END = date(2027, 11, 9)
OFFICE = "luton/leader"

PARTNER = Partner(key="hub", name="Community Hub", kind="community")
UNIVERSITY = Partner(key="uni", name="University", kind="academic")


def on(text: str | None) -> VagueDate | None:
    return VagueDate.parse(text) if text else None


def _dates(changes: dict[str, Any]) -> dict[str, Any]:
    """The changes, with texts that look like dates read as vague dates."""
    words = ("key", "partner", "funder", "name", "transition")
    return {
        name: on(value) if isinstance(value, str) and name not in words and value[:2] in ("19", "20", "..") else value
        for name, value in changes.items()
    }


def transition(**changes: Any) -> Transition:
    base = Transition(
        city="luton",
        office=OFFICE,
        kind="ordinary",
        polling_day=POLLING,
        handover_first=HANDOVER,
        handover_last=HANDOVER,
        scheduled_handover_last=HANDOVER,
        quiet_from=QUIET,
        incumbent_candidacy="standing",
    )
    return replace(base, **changes)


def later(**changes: Any) -> Transition:
    """The election a year after the first."""
    dates = {name: date(2028, 5, 8) for name in ("handover_first", "handover_last", "scheduled_handover_last")}
    return transition(polling_day=date(2028, 5, 4), quiet_from=date(2028, 3, 20), **(dates | changes))


def agreement(**changes: Any) -> Agreement:
    base = Agreement(
        key="a1",
        partner=PARTNER,
        role="implementing",
        scope="deliver",
        status="signed",
        signed_on=on("2026-01-15"),
        start=on("2026-02-01"),
        end=on("2027-11-09"),
        end_basis="stated",
        office_may_end_alone="no",
        confirmed_on=on("2026-02-01"),
        reviewed_on=on("2026-05-01"),
    )
    return replace(base, **_dates(changes))


def funding(**changes: Any) -> Funding:
    base = Funding(
        key="f1",
        partner="hub",
        funder="trust",
        funder_kind="foundation",
        committed_on=on("2026-01-10"),
        start=on("2026-02-01"),
        end=on("2027-11-09"),
        end_basis="stated",
        certainty="committed",
    )
    return replace(base, **_dates(changes))


def evidence(kind: str, **changes: Any) -> Evidence:
    return replace(Evidence(key=f"e-{kind}", kind=kind, date=on("2026-03-01")), **_dates(changes))


def outcome(word: str | None, **changes: Any) -> Outcome:
    base = Outcome(transition=f"{OFFICE}/2027-05-06", checked_on=on("2027-05-20"), outcome=word)
    return replace(base, **_dates(changes))


EVIDENCE = tuple(evidence(kind) for kind in ("capacity", "buy-in", "data", "evaluation", "overlap"))


def programme(**changes: Any) -> Programme:
    """A programme that is covered, with nothing wanting."""
    base = Programme(
        key="luton/youth",
        city="luton",
        office=OFFICE,
        name="Youth Work",
        selection="direct",
        launched=on("2024-01-01"),
        launched_party="red",
        end_basis="open",
        status="active",
        mandate="statute",
        mandate_on=on("2024-01-01"),
        owner="Prevention Unit",
        agreements=(agreement(),),
        funding=(funding(),),
        evidence=EVIDENCE,
    )
    return replace(base, **_dates(changes))


def bare(**changes: Any) -> Programme:
    """A programme of which nothing is recorded but that it runs."""
    return replace(Programme(key="luton/bare", city="luton", office=OFFICE), **_dates(changes))


def find(
    subject: Programme,
    *transitions: Transition,
    as_of: date = AS_OF,
    more_ahead: bool = False,
    settings: Settings | None = None,
) -> Finding:
    """The finding at the transitions given; at the one of May 2027 where none is."""
    circumstances = AssessmentContext(
        as_of=as_of,
        settings=settings or Settings(),
        transitions=transitions or (transition(),),
        has_more_ahead=more_ahead,
    )
    return assess_known(subject, circumstances)


def codes(finding: Finding) -> list[str]:
    return [reason.code for reason in finding.reasons]


def watched(finding: Finding) -> list[str]:
    return [reason.code for reason in finding.watch_points]


def failing(finding: Finding) -> list[str]:
    """The codes of E1 to E4 that fail, in order."""
    return [code for code in codes(finding) if _fails(code)]


def _fails(code: str) -> bool:
    starts = (
        "NO_PARTNER",
        "NO_AGREEMENT",
        "NOT_COMMUNITY",
        "PARTNER_",
        "AGREEMENT_",
        "SCOPE_",
        "OFFICE_MAY_",
        "FUNDING_",
    )
    return code.startswith(starts)
