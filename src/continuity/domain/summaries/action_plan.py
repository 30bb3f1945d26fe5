"""What to do by when: the remedies of all findings, one action for all the reasons and programmes it clears at once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from continuity.domain.programmes.models import Treatment
from continuity.domain.risk.factors.registry import CODES, ORDER
from continuity.domain.risk.findings import AT_RISK, COVERED, UNKNOWN_EXPOSURE, Finding, Reason
from continuity.domain.risk.measures import expired
from continuity.errors import BadValue

NOBODY = "none"
"""The word that asks for what has no owner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing to do.

    Attributes:
        subject: what it has to do with, as `office:KEY`, `partner:KEY` or `programme:KEY`.
        programmes: the keys of those it is for, in order.
        names: what they are called, in the order of their keys.
        city, office: whose change of leadership it has to come before; None where there are several.
        remedy: what is to be done.
        owner: who answers for it: who decided on the finding while that decision holds, else the programme's owner.
        due: the last day on which it works; None where no transition is known.
        start_by: `due` less the lead time.
        late: whether the day to have done it by has passed, so that `due` is what is left.
        clears: the codes of the reasons it clears, as they are ordered everywhere.
        treatment: what was decided about the findings; empty where nothing was.
    """

    subject: str
    programmes: tuple[str, ...]
    names: tuple[str, ...]
    city: str | None
    office: str | None
    remedy: str
    owner: str | None = None
    due: date | None = None
    start_by: date | None = None
    late: bool = False
    clears: tuple[str, ...] = ()
    treatment: str = ""


@dataclass(frozen=True, slots=True)
class _Need:
    """A reason of one finding that something clears."""

    finding: Finding
    reason: Reason


def actions(findings: Iterable[Finding], as_of: date, *, everything: bool = False) -> tuple[Action, ...]:
    """The plan: late ones first, then by day, those without a day last.

    Args:
        findings: whose reasons are to be cleared.
        as_of: the day on which a decision holds or has expired.
        everything: whether the watch points are to be cleared too.
    """
    together: dict[tuple[str, str, str | None, date | None], list[_Need]] = {}
    for need in _needs(findings, everything=everything):
        reason, owner = need.reason, owner_of(need.finding, need.reason, as_of)
        together.setdefault((_subject(need), reason.remedy, owner, reason.due), []).append(need)
    planned = (_action(subject, owner, needs, as_of) for (subject, _, owner, _), needs in together.items())
    return tuple(sorted(planned, key=_urgency))


def owned_by(planned: Iterable[Action], owner: str) -> tuple[Action, ...]:
    """The actions of one owner, however the name is capitalised; those without one for `none`."""
    wanted = owner.strip().casefold()
    return tuple(one for one in planned if (one.owner or NOBODY).casefold() == wanted)


def owners(findings: Iterable[Finding]) -> set[str]:
    """Whoever answers for a programme or decided about a finding, whether or not anything is left to do for them."""
    named = ((one.programme.owner, one.treatment.owner if one.treatment else None) for one in findings)
    return {owner for pair in named for owner in pair if owner}


def owner_of(finding: Finding, reason: Reason, as_of: date) -> str | None:
    """Whoever decided about the finding, as long as that decision holds, else the owner of the programme."""
    treatment = finding.treatment
    if treatment and treatment.owner and not expired(treatment, as_of):
        return treatment.owner
    return reason.owner or None


def clearing(planned: Iterable[Action], code: str) -> tuple[Action, ...]:
    """The actions that clear one code."""
    return tuple(one for one in planned if code in one.clears)


def known_code(text: str) -> str:
    """The reason code that was meant, however it is capitalised.

    Raises:
        BadValue: there is none; a near one is suggested.
    """
    code = text.strip().upper()
    if code in CODES:
        return code
    near = get_close_matches(code, ORDER, n=1)
    hint = f"did you mean {near[0]}?" if near else f"write a code as `continuity risk` prints it, such as {ORDER[0]}"
    raise BadValue(f'"{text}" is not a reason code', hint)


def decided(treatment: Treatment | None, as_of: date) -> str:
    """What was decided in a few words, and whether the decision has expired; empty where nothing was."""
    if treatment is None or not treatment.decision:
        return ""
    by = f" by {treatment.due}" if treatment.due else ""
    until = f" until {treatment.until}" if treatment.until else ""
    return f"{treatment.decision}{by}{until}{', expired' if expired(treatment, as_of) else ''}"


def _needs(findings: Iterable[Finding], *, everything: bool) -> Iterator[_Need]:
    """What is to be cleared, without the reasons that nothing clears."""
    for finding in findings:
        reasons = finding.reasons if finding.status in (AT_RISK, UNKNOWN_EXPOSURE) else ()
        watched = finding.watch_points if everything and finding.status in (AT_RISK, COVERED) else ()
        yield from (_Need(finding, reason) for reason in (*reasons, *watched) if reason.remedy)


def _subject(need: _Need) -> str:
    """What the remedy has to do with; where no partner is meant yet, the programme."""
    about, key = CODES[need.reason.code].about, need.finding.programme.key
    if about == "office":
        return f"office:{_office(need.finding)[1]}"
    if about == "partner" and need.finding.carrier:
        return f"partner:{need.finding.carrier}"
    return f"programme:{key}"


def _office(finding: Finding) -> tuple[str, str]:
    """City and office of the change; an abolished office's programmes answer to its heir."""
    place = finding.transition or finding.programme
    return place.city, place.office


def _action(subject: str, owner: str | None, needs: list[_Need], as_of: date) -> Action:
    """One action out of everything that it clears."""
    reason = needs[0].reason
    findings = sorted({need.finding.programme.key: need.finding for need in needs}.items())
    cities, offices = ({_office(one)[part] for _, one in findings} for part in (0, 1))
    codes = {need.reason.code for need in needs}
    return Action(
        subject=subject,
        programmes=tuple(key for key, _ in findings),
        names=tuple(_name(one) for _, one in findings),
        city=cities.pop() if len(cities) == 1 else None,
        office=offices.pop() if len(offices) == 1 else None,
        remedy=reason.remedy,
        owner=owner,
        due=reason.due,
        start_by=reason.start_by,
        late=any(need.reason.late for need in needs),
        clears=tuple(code for code in ORDER if code in codes),
        treatment=_decisions([one for _, one in findings], as_of),
    )


def _decisions(findings: list[Finding], as_of: date) -> str:
    """What was decided about the findings; with the programme's name where it is not the same for all."""
    said = [(_name(one), decided(one.treatment, as_of)) for one in findings]
    if len({words for _, words in said}) == 1:
        return said[0][1]
    return "; ".join(f"{name}: {words}" for name, words in said if words)


def _name(finding: Finding) -> str:
    return finding.programme.name or finding.programme.key


def _urgency(action: Action) -> tuple[object, ...]:
    day = action.due or date.max
    place = (action.office or "", action.remedy, action.programmes, action.owner or "")
    return action.due is None, not action.late, day, *place
