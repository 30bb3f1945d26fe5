"""A second reading of the risk rule, day by day, from the text of the design alone.

It is slow and plain on purpose: every day of a span is asked whether it is covered, and levels stand in a table.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from oracle_as_of import DAY, earliest, is_there, known_leadership, known_programme, latest
from oracle_events import Event, view
from oracle_holders import votes_against
from oracle_incumbents import Holder
from oracle_papers import agreement_days, days_between, money_days, runs_until, stated_end
from oracle_transitions import calendar, heir
from oracle_votes import mandates, party_on, start_of

from continuity.domain.offices.models import OfficeRecord, Term
from continuity.domain.programmes.models import Agreement, Funding, Programme
from continuity.domain.settings import Settings

LEVELS = {
    0: {"none": "high", "some": "critical", "party": "critical"},
    1: {"none": "moderate", "some": "high", "party": "critical"},
    2: {"none": "low", "some": "moderate", "party": "high"},
    3: {"none": "low", "some": "low", "party": "moderate"},
}
OPEN = "open"
"""The status where the text does not tell whether a cancelled election has another in its place."""

WORST = ("critical", "high", "moderate", "low")


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The verdict on one programme; None stands for what the text leaves empty.

    `codes` must be among the reasons or watch points, `absent` must not.
    """

    status: str
    level: str | None = None
    kind: str | None = None
    polling_day: date | None = None
    quiet_from: date | None = None
    handover_first: date | None = None
    handover_last: date | None = None
    open: bool = False
    certain_change: bool = False
    party_change: str = "unknown"
    protections: frozenset[str] = frozenset()
    aggravators: frozenset[str] = frozenset()
    covered_until: date | None = None
    runs_until: date | None = None
    codes: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Case:
    """One programme before one transition, with the days over which it has to be carried."""

    programme: Programme
    event: Event
    as_of: date
    settings: Settings
    carries_unknown: bool = False
    span: list[date] = field(default_factory=list)

    @property
    def council(self) -> bool:
        return self.programme.selection == "council"


def span_of(programme: Programme, event: Event, as_of: date, settings: Settings) -> list[date]:
    """From the handover or the as-of day to the end of the window or the stated end."""
    first = max(event.handover, as_of)
    last = event.last + timedelta(days=settings.window_days)
    end = stated_end(programme)
    return days_between(first, min(last, end) if end else last)


def community(row: Agreement, case: Case) -> bool:
    """E1."""
    owners = (case.programme.city, case.programme.office)
    return row.partner.kind in case.settings.community_kinds and row.partner.controlled_by not in owners


def empowers(row: Agreement, case: Case) -> bool:
    """E3."""
    if row.scope not in ("deliver", "co-deliver"):
        return False
    if row.office_may_end_alone == "yes":
        return row.notice_days is not None and row.notice_days >= case.settings.notice_days
    return row.office_may_end_alone == "no"


def pays(row: Funding, partner: str) -> bool:
    """E4, but for its days; money of a funder nobody recorded may be the office's own."""
    if row.funder_kind in (None, "unknown", "office"):
        return row.partner == partner
    return row.partner in (None, partner)


def within(day: date, periods: list[tuple[date, date] | None]) -> bool:
    return any(each is not None and each[0] <= day <= each[1] for each in periods)


def carried_until(partner: str, case: Case) -> date | None:
    """The last day on which this partner carries the programme without a break; None where not from the first day."""
    mine = [row for row in case.programme.agreements if row.partner.key == partner and community(row, case)]
    agreed = [agreement_days(row) for row in mine if empowers(row, case)]
    money = [money_days(row) for row in case.programme.funding if pays(row, partner)]
    last, day = None, case.span[0]
    while within(day, agreed) and within(day, money):
        last, day = day, day + DAY
    return last


def covered_until(case: Case) -> date | None:
    """The last covered day where one partner carries every day of the span."""
    ends = [carried_until(key, case) for key in {row.partner.key for row in case.programme.agreements}]
    whole = [end for end in ends if end is not None and all(day <= end for day in case.span)]
    return max(whole, default=None)


def protected(case: Case) -> frozenset[str]:
    programme = case.programme
    money = [money_days(row) for row in programme.funding]
    carried = [agreement_days(row) for row in programme.agreements if community(row, case)]
    held = {
        "F": all(within(day, money) for day in case.span),
        "M": mandated(case),
        "P": within(case.span[0], carried),
    }
    return frozenset(name for name, value in held.items() if value)


def mandated(case: Case) -> bool:
    programme = case.programme
    until, last = earliest(programme.mandate_until), case.span[-1]
    if programme.mandate == "strategy" and until is None:
        return False
    if programme.mandate not in ("statute", "resolution", "strategy"):
        return False
    if case.council and programme.mandate != "statute":
        return False
    return until is None or until >= last


def party_change(case: Case) -> str:
    """The successor's party against the launching term's, else the outgoing holder's."""
    after, before = case.event.after, case.event.before
    then = case.programme.launched_party or party(before)
    now = party(after)
    if then is None or now is None:
        return "unknown"
    return "same" if then == now else "different"


def party(holder: Holder | None) -> str | None:
    if holder is None or holder.party == "nonpartisan":
        return None
    return holder.party


def aggravated(case: Case) -> frozenset[str]:
    event = case.event
    quiet = event.quiet or event.first[0]
    held = {
        "A1": event.certain,
        "A2": party_change(case) == "different",
        "A3": case.as_of >= quiet - timedelta(days=case.settings.late_days) and not is_over(event, case.as_of),
        "A4": event.vacant,
    }
    return frozenset(name for name, value in held.items() if value)


def is_over(event: Event, as_of: date) -> bool:
    """An election that only the rule projects: "after its handover it is not late"."""
    return event.only_projected and as_of > event.dated


def level_of(protections: frozenset[str], aggravators: frozenset[str]) -> str:
    column = "party" if "A2" in aggravators else "some" if aggravators else "none"
    return LEVELS[len(protections)][column]


def person_codes(case: Case, aggravators: frozenset[str]) -> dict[str, bool]:
    event = case.event
    past = event.polling[1] < case.as_of
    return {
        "PERSON_CHANGES": "A1" in aggravators,
        "PARTY_CHANGES": "A2" in aggravators,
        "LATE": "A3" in aggravators and not past,
        "OPEN": past and not is_over(event, case.as_of),
        "VACANCY": "A4" in aggravators,
        "RESULT_UNKNOWN": (event.for_want_of_result and (past or not event.polls)) or case.carries_unknown,
        "HANDOVER_UNKNOWN": event.derived and case.as_of <= event.dated,
        "OFFICE_ENDS": event.kind == "abolition",
    }


def paper_codes(case: Case) -> dict[str, bool]:
    programme = case.programme
    kinds = {row.kind for row in programme.evidence if row.date is not None}
    listed = programme.mandate in ("statute", "resolution", "strategy")
    until = earliest(programme.mandate_until)
    dated = listed and (programme.mandate != "strategy" or until is not None)
    short = dated and until is not None and until < case.span[-1]
    revocable = case.council and programme.mandate in ("resolution", "strategy") and not short
    return {
        "NO_PARTNER": not any(row.role != "funding" for row in programme.agreements),
        "NO_MANDATE": not dated,
        "MANDATE_ENDS": short,
        "MANDATE_REVOCABLE": revocable and dated,
        "NO_EVALUATION": "evaluation" not in kinds,
        "NO_BUYIN": "buy-in" not in kinds,
    }


def watched(case: Case) -> dict[str, bool]:
    """What still is said of a covered programme."""
    names = ("NO_MANDATE", "MANDATE_ENDS", "MANDATE_REVOCABLE", "NO_BUYIN")
    return {name: value for name, value in paper_codes(case).items() if name in names}


def answer_at(case: Case) -> Answer:
    """The verdict at one transition to which the programme is exposed."""
    event = case.event
    covered = covered_until(case)
    protections, aggravators = protected(case), aggravated(case)
    codes = paper_codes(case) if not covered else watched(case)
    if not covered:
        codes |= person_codes(case, aggravators)
    return Answer(
        status="covered" if covered else "at-risk",
        level=None if covered else level_of(protections, aggravators),
        kind=event.kind,
        polling_day=event.polling[0],
        quiet_from=event.quiet,
        handover_first=event.handover,
        handover_last=event.last,
        open=event.open,
        certain_change=event.certain,
        party_change=party_change(case),
        protections=protections,
        aggravators=aggravators,
        covered_until=covered,
        codes=frozenset(code for code, value in codes.items() if value),
        absent=frozenset(code for code, value in codes.items() if not value),
    )


def ends_first(event: Event) -> Answer:
    return Answer(
        status="ends-first",
        kind=event.kind,
        polling_day=event.polling[0],
        quiet_from=event.quiet,
        handover_first=event.handover,
        handover_last=event.last,
        open=event.open,
        certain_change=event.certain,
    )


def ended(programme: Programme, as_of: date) -> bool:
    over = stated_end(programme)
    if over is not None and over < as_of:
        return True
    last = latest(programme.end)
    return programme.status == "ended" and (last is None or last <= as_of)


def closed(programme: Programme, office: str, event: Event) -> bool:
    """Whether an outcome closes the finding at a past transition."""
    keys = {f"{office}/{day.isoformat()}" for day in (event.polling[0], event.first[0])}
    found = {each.outcome for each in programme.outcomes if each.transition in keys}
    if not event.open:
        return False
    return bool(found & {"transferred", "ended"}) or (bool(found & {"continued", "changed"}) and event.known)


def gives_way(event: Event, as_of: date, settings: Settings) -> bool:
    over = event.dated + timedelta(days=settings.window_days)
    return event.open and event.for_want_of_result and over < as_of


def is_exposed(programme: Programme, event: Event) -> bool:
    """Not where "it begins after the handover".

    An election that only the rule projects "stays open for programmes launched by its handover".
    """
    launched = earliest(programme.launched)
    last = event.dated if event.only_projected else event.last
    return launched is None or launched <= last


def remaining(exposed: list[Event], as_of: date, settings: Settings) -> tuple[list[Event], bool]:
    """ "A past election whose result nobody recorded gives way to the next one once its window is over"."""
    kept = [each for at, each in enumerate(exposed) if not (gives_way(each, as_of, settings) and at + 1 < len(exposed))]
    return kept, len(kept) < len(exposed)


def exposures(programme: Programme, office: str, events: list[Event], today: date, settings: Settings) -> list[Answer]:
    """The verdicts at the transitions to which the programme is exposed, and where it ends first."""
    end = stated_end(programme)
    there = [each for each in events if not closed(programme, office, each) and is_exposed(programme, each)]
    before = [each for each in there if end is not None and end < each.handover]
    exposed, late = remaining([each for each in there if each not in before], today, settings)
    cases = [
        Case(programme=programme, event=each, as_of=today, settings=settings, carries_unknown=late,
             span=span_of(programme, each, today, settings))
        for each in exposed
    ]  # fmt: skip
    return [answer_at(each) for each in cases] or [ends_first(each) for each in before]


def nowhere(runs: date | None) -> Answer:
    return Answer(status="unknown-exposure", runs_until=runs, codes=frozenset({"ELECTION_UNKNOWN"}))


def launching_party(programme: Programme, leadership: OfficeRecord, as_of: date, settings: Settings) -> str | None:
    """The party of the one term under which the programme can have been launched, as known on the day.

    After a vote that speaks against the term nobody is known to have held the office at the launch.
    """
    known = known_leadership(leadership, as_of)
    if programme.launched_under is not None:
        named = [each for each in known.terms if each.key == programme.launched_under]
        return party_on(named[0], start_of(named[0])) if named else None
    first, last = earliest(programme.launched), latest(programme.launched)
    if first is None or last is None or first > as_of:
        return None
    terms = [in_office(known, day) for day in (first, last)]
    if terms[0] is None or terms[0] != terms[1]:
        return None
    if votes_against(terms[0], view(leadership, as_of, settings).votes, last):
        return None
    parties = {party_on(terms[0], day) for day in (first, last)}
    return parties.pop() if len(parties) == 1 else None


def in_office(known: OfficeRecord, day: date) -> Term | None:
    """Who held a mandate on a day: whoever began last, an open end taken to go on."""
    begun = [each for each in mandates(known) if start_of(each) <= day]
    return begun[-1] if begun and day <= (latest(begun[-1].end) or date.max) else None


def severity(answer: Answer) -> int:
    if answer.level is not None:
        return WORST.index(answer.level)
    return len(WORST) + ("covered", "ends-first").index(answer.status)


def verdict(
    programme: Programme, leaderships: Mapping[str, OfficeRecord], as_of: date, settings: Settings
) -> Answer | None:
    """The finding on one programme; None where there is none to give."""
    known = known_programme(programme, as_of)
    office = programme.office
    while (following := heir(leaderships[office], as_of, settings)) is not None:
        office = following
    if leaderships[office].office.kind == "ceremonial":
        return None
    runs = runs_until(known)
    if not is_there(programme, as_of) or ended(known, as_of):
        return Answer(status="not-exposed", runs_until=runs)
    seen = calendar(leaderships[office], as_of, settings)
    near = seen.near(settings.horizon.add_to(as_of))
    events, more = [*seen.open, *near], len(near) < len(seen.ahead)
    placed = replace(
        known,
        selection=leaderships[office].office.selection,
        launched_party=launching_party(programme, leaderships[programme.office], as_of, settings),
    )
    found = worst_of(exposures(placed, office, events, as_of, settings), events, more=more)
    if seen.needs_day is not False and found.status != "at-risk":
        return nowhere(runs) if seen.needs_day else Answer(status=OPEN)
    return replace(found, runs_until=runs)


def worst_of(found: list[Answer], events: list[Event], *, more: bool) -> Answer:
    """ "The finding is the worst of these verdicts"; without a transition ahead or open the exposure is unknown."""
    if found:
        return min(found, key=severity)
    nothing_ahead = not more and all(each.open for each in events)
    return nowhere(None) if nothing_ahead else Answer(status="not-exposed")
