"""What to do by when: one action for all the reasons it clears at once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import TypeAlias

from continuity.domain.programmes.models import Treatment
from continuity.domain.risk.factors.registry import CODE_ORDER, CODES
from continuity.domain.risk.findings import Finding, Reason
from continuity.domain.risk.measures import has_expired
from continuity.domain.vocabulary import FindingStatus
from continuity.errors import BadValue

_OpenReason: TypeAlias = tuple[Finding, Reason]

NO_OWNER = "none"
"""The word that asks for what has no owner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing to do; `subject` is `office:KEY`, `partner:KEY` or `programme:KEY`.
    `programmes` are keys, with their names in the same order. It has to come before the change of leadership of `city`
    and `office`, None where there are several. `reason` is what it clears, without the facts of one programme; its
    remedy is what is to be done. `due` is the last day on which it works, None where no transition is known; `late`
    where the day to have done it by has passed, so that `due` is what is left. `treatment` puts what was decided into
    words.
    """

    subject: str
    programmes: tuple[str, ...]
    names: tuple[str, ...]
    city: str | None
    office: str | None
    reason: Reason
    owner: str | None = None
    due: date | None = None
    start_by: date | None = None
    late: bool = False
    treatment: str = ""

    @property
    def clears(self) -> tuple[str, ...]:
        """The codes of the reasons that it clears."""
        return (self.reason.code,)


def build_action_plan(
    findings: Iterable[Finding], as_of: date, *, include_watch_points: bool = False
) -> tuple[Action, ...]:
    """Build the plan: late actions first, then by day, those without a day last."""
    grouped: dict[tuple[object, ...], list[_OpenReason]] = {}
    for finding, reason in _iterate_open_reasons(findings, include_watch_points=include_watch_points):
        remedy = (reason.code, reason.remedy, reason.preparation)
        group = (_format_subject(finding, reason), *remedy, resolve_owner(finding, reason, as_of), reason.due)
        grouped.setdefault(group, []).append((finding, reason))
    return tuple(sorted((_build_action(open_reasons, as_of) for open_reasons in grouped.values()), key=_get_sort_key))


def get_urgency(action: Action) -> tuple[object, ...]:
    """Return what comes first: late actions, then the earliest day, then the office."""
    return action.due is None, not action.late, action.due or date.max, action.office or ""


def filter_by_owner(plan: Iterable[Action], owner: str) -> tuple[Action, ...]:
    """Keep the actions of one owner in any capitalisation, or of `none`."""
    wanted = owner.strip().casefold()
    return tuple(action for action in plan if (action.owner or NO_OWNER).casefold() == wanted)


def list_owners(findings: Iterable[Finding]) -> set[str]:
    """List those who answer for a programme or decided about a finding."""
    pairs = ((finding.programme.owner, finding.treatment.owner if finding.treatment else None) for finding in findings)
    return {owner for pair in pairs for owner in pair if owner}


def resolve_owner(finding: Finding, reason: Reason, as_of: date) -> str | None:
    """Resolve the owner: who decided while that holds, else the programme's owner."""
    treatment = finding.treatment
    if treatment and treatment.owner and not has_expired(treatment, as_of):
        return treatment.owner
    return reason.owner or None


def filter_by_code(plan: Iterable[Action], code: str) -> tuple[Action, ...]:
    """Keep the actions that clear one code."""
    return tuple(action for action in plan if code in action.clears)


def resolve_code(text: str) -> str:
    """Resolve a reason code in any capitalisation; raise BadValue, with a near one suggested, where there is none."""
    code = text.strip().upper()
    if code in CODES:
        return code
    hint = f"write a code as `continuity risk` prints it, such as {CODE_ORDER[0]}"
    if close_matches := get_close_matches(code, CODE_ORDER, n=1):
        hint = f"did you mean {close_matches[0]}?"
    raise BadValue(f'"{text}" is not a reason code', hint)


def format_decision(treatment: Treatment | None, as_of: date) -> str:
    """Format a decision, if there is one, and whether it has expired."""
    if treatment is None or not treatment.decision:
        return ""
    due_text = f" by {treatment.due}" if treatment.due else ""
    until_text = f" until {treatment.until}" if treatment.until else ""
    return f"{treatment.decision}{due_text}{until_text}{', expired' if has_expired(treatment, as_of) else ''}"


def _iterate_open_reasons(findings: Iterable[Finding], *, include_watch_points: bool) -> Iterator[_OpenReason]:
    for finding in findings:
        reasons = finding.reasons if finding.status in (FindingStatus.AT_RISK, FindingStatus.UNKNOWN_EXPOSURE) else ()
        is_watched = include_watch_points and finding.status in (FindingStatus.AT_RISK, FindingStatus.COVERED)
        watch_points = finding.watch_points if is_watched else ()
        yield from ((finding, reason) for reason in (*reasons, *watch_points))


def _format_subject(finding: Finding, reason: Reason) -> str:
    subject = CODES[reason.code].subject
    if subject == "office":
        return f"office:{_find_place(finding)[1]}"
    if subject == "partner" and finding.carrier:
        return f"partner:{finding.carrier}"
    return f"programme:{finding.programme.key}"


def _find_place(finding: Finding) -> tuple[str, str]:
    """Find the city and office of the change; of an abolished office its heir's."""
    record = finding.transition or finding.programme
    return record.city, record.office


def _build_action(open_reasons: list[_OpenReason], as_of: date) -> Action:
    first, reason = open_reasons[0]
    findings = sorted({finding.programme.key: finding for finding, _ in open_reasons}.items())
    cities, offices = ({_find_place(finding)[part] for _, finding in findings} for part in (0, 1))
    return Action(
        subject=_format_subject(first, reason),
        programmes=tuple(key for key, _ in findings),
        names=tuple(_get_name(finding) for _, finding in findings),
        city=cities.pop() if len(cities) == 1 else None,
        office=offices.pop() if len(offices) == 1 else None,
        reason=Reason(code=reason.code, remedy=reason.remedy, preparation=reason.preparation),
        owner=resolve_owner(first, reason, as_of),
        due=reason.due,
        start_by=reason.start_by,
        late=any(reason.late for _, reason in open_reasons),
        treatment=_format_decisions([finding for _, finding in findings], as_of),
    )


def _format_decisions(findings: list[Finding], as_of: date) -> str:
    decisions = [(_get_name(finding), format_decision(finding.treatment, as_of)) for finding in findings]
    if len({decision for _, decision in decisions}) == 1:
        return decisions[0][1]
    return "; ".join(f"{name}: {decision}" for name, decision in decisions if decision)


def _get_name(finding: Finding) -> str:
    return finding.programme.name or finding.programme.key


def _get_sort_key(action: Action) -> tuple[object, ...]:
    remedy = (CODE_ORDER.index(action.reason.code), action.reason.remedy, action.reason.preparation or "")
    return *get_urgency(action), *remedy, action.programmes, action.owner or ""
