"""What is known on a day about whoever holds the office before a transition."""

from dataclasses import dataclass
from datetime import date

from continuity.domain.changes import suspended_on
from continuity.domain.contests import Contest, contests, rule_on
from continuity.domain.leadership import Leadership, Rule, Term, Transition
from continuity.domain.tenure import last_substantive, mandates_served, substantive_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Incumbency:
    """The holder of an office, or the want of one, on a day.

    Attributes:
        person: the last substantive holder.
        next: what they do at the next election: standing, not-standing, term-limited, unknown; None where unrecorded.
        rules: the rules of the office; that of a transition is the one in force on its first day.
        reached: those of them whose limit the mandates recorded reach.
        overdue: whether the mandate is past its expected end without a recorded end.
        left_early: whether the holder left before the mandate was due to end.
        vacant: whether no substantive or suspended holder serves before that day, or nobody recorded the day.
    """

    person: str | None = None
    next: str | None = None
    rules: tuple[Rule, ...] = ()
    reached: tuple[Rule, ...] = ()
    overdue: bool = False
    left_early: bool = False
    vacant: bool = False

    def certain_change(self, transition: Transition) -> tuple[str, ...]:
        """Why the person is certain to change at a transition; empty where it is not certain.

        A mandate that ends by law proves nothing: its holder may be elected or appointed again.
        """
        leaving = self.next if self.next in ("not-standing", "term-limited") else None
        codes = (
            leaving if transition.polls or transition.kind == "appointment-end" else None,
            "limit-reached" if transition.polls and self._at_limit(transition) and leaving is None else None,
            "left-early" if self.left_early or transition.kind == "departure" else None,
            "successor-known" if transition.result_known and not transition.stayed and transition.successor else None,
        )
        return tuple(code for code in codes if code)

    def _at_limit(self, transition: Transition) -> bool:
        return rule_on(self.rules, transition.first_day or transition.polling_day) in self.reached


def incumbency(known: Leadership, as_of: date, latest_past: Transition | None) -> Incumbency:
    """Who holds the office on a day, seen from the transitions ahead of it.

    Args:
        known: the records of the office, less what could not be known on the day.
        as_of: the day.
        latest_past: the latest transition before the day.
    """
    last = last_substantive(known.terms, as_of)
    if last is None:
        return Incumbency()
    holder = substantive_on(known.terms, as_of)
    due = last.expected_end.latest if last.expected_end else None
    empty = holder is None and not suspended_on(known.terms, as_of) and not _voted_out(latest_past, last)
    return Incumbency(
        person=last.person,
        next=last.next,
        rules=known.rules,
        reached=_reached(known, last, as_of),
        overdue=holder is not None and holder.end is None and due is not None and due < as_of,
        left_early=_left_early(last),
        vacant=empty and (due is None or as_of <= due),
    )


def _voted_out(transition: Transition | None, last: Term) -> bool:
    """Whether the seat is empty because nobody recorded who took it after a vote: an unknown result, not a vacancy."""
    if transition is None or not transition.polls or transition.successor == last.person:
        return False
    left = last.end.latest if last.end else None
    return left is not None and transition.polling_day <= left


def _left_early(last: Term) -> bool:
    left, due = last.end.latest if last.end else None, last.expected_end.earliest if last.expected_end else None
    return left is not None and due is not None and left < due


def _reached(known: Leadership, last: Term, as_of: date) -> tuple[Rule, ...]:
    limited = [(rule, rule.term_limit) for rule in known.rules if rule.term_limit is not None]
    if not limited:
        return ()
    held = _held(known, last.person, as_of)
    return tuple(rule for rule, limit in limited if mandates_served(known.terms, last, rule, held) >= limit)


def _held(known: Leadership, person: str, as_of: date) -> tuple[Contest, ...]:
    """The past contests around a day, and around the first days of a person's terms, however long ago."""
    firsts = {term.start.earliest for term in known.terms if term.person == person and term.start}
    found = {contest for day in {as_of, *firsts} if day for contest in contests(known, day)}
    return tuple(sorted((one for one in found if one.first_round < as_of), key=lambda one: one.first_round))
