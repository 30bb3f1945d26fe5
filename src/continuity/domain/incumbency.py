"""What is known on a day about whoever holds the office before a transition."""

from dataclasses import dataclass
from datetime import date

from continuity.domain.changes import suspended_on
from continuity.domain.contests import rule_on
from continuity.domain.leadership import Leadership, Rule, Term, Transition
from continuity.domain.tenure import last_substantive, mandates_served, substantive_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Incumbency:
    """The holder of an office, or the want of one, on a day.

    Attributes:
        person: the last substantive holder.
        next: what they do at the next election: standing, not-standing, term-limited, unknown; None where unrecorded.
        at_limit: whether the mandates recorded reach the rule's limit.
        overdue: whether the mandate is past its expected end without a recorded end.
        left_early: whether the holder left before the mandate was due to end.
        vacant: whether no substantive or suspended holder serves before that day, or nobody recorded the day.
    """

    person: str | None = None
    next: str | None = None
    at_limit: bool = False
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
            "limit-reached" if transition.polls and self.at_limit and leaving is None else None,
            "left-early" if self.left_early or transition.kind == "departure" else None,
            "successor-known" if transition.result_known and not transition.stayed and transition.successor else None,
        )
        return tuple(code for code in codes if code)


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
        at_limit=_at_limit(known, last, rule_on(known.rules, as_of)),
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


def _at_limit(known: Leadership, last: Term, rule: Rule) -> bool:
    return rule.term_limit is not None and mandates_served(known.terms, last, rule) >= rule.term_limit
