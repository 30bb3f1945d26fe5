"""What is rare in the record of an office, put into a drawn history: one kind of fact a function.

Spans of days, first days that are not published, records that nobody kept up, recall votes, suspensions, cancelled
elections, lists of polling days, rules on other years, mergers of cities, and `known_from` on anything.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from oracle_as_of import DAY, first_day, latest
from oracle_rules import occurrences

from continuity.domain.offices.models import Election, OfficeRecord, Rule, Term
from continuity.domain.values.dates import VagueDate

MIDDLE, LATE = date(2018, 1, 1), date(2028, 12, 31)


def exactly(day: date) -> VagueDate:
    return VagueDate.from_day(day)


def blur(random: Random, vague: VagueDate | None) -> VagueDate | None:
    """A span about a day, in one of the forms in which people write it."""
    if vague is None or vague.earliest is None:
        return vague
    day = vague.earliest
    draw = random.random()
    if draw < 0.3:
        return VagueDate.parse(day.strftime("%Y-%m"))
    if draw < 0.4:
        return VagueDate.parse(day.strftime("%Y"))
    if draw < 0.9:
        first = day - timedelta(days=random.choice((0, 0, 5, 40)))
        return VagueDate.parse(f"{first}/{day + timedelta(days=random.choice((1, 9, 61)))}")
    return VagueDate.parse(random.choice((f"{day}/..", f"../{day}")))


def pick(random: Random, rows: tuple[Any, ...], change: Callable[[Any], Any]) -> tuple[Any, ...]:
    """The rows with one of them changed; late ones are picked more often, for most questions are about them."""
    if not rows:
        return rows
    at = max(random.randrange(len(rows)), random.randrange(len(rows)))
    return (*rows[:at], change(rows[at]), *rows[at + 1 :])


def vague_election(random: Random, record: OfficeRecord) -> OfficeRecord:
    """A polling day or a handover that is a span."""
    name = random.choice(("date", "date", "handover"))

    def change(row: Election) -> Election:
        if name == "date":
            return replace(row, date=blur(random, row.date) or row.date)
        return replace(row, handover=blur(random, row.handover or exactly(first_day(row.date) + timedelta(days=20))))

    two_rounds = {each.run_off_of for each in record.elections}
    once = tuple(each for each in record.elections if each.kind != "run-off" and each.key not in two_rounds)
    others = tuple(each for each in record.elections if each not in once)
    return replace(record, elections=(*pick(random, once, change), *others))


def vague_term(random: Random, record: OfficeRecord) -> OfficeRecord:
    """A departure or an expected end that is a span."""
    name = random.choice(("end", "expected_end"))
    return replace(
        record, terms=pick(random, record.terms, lambda row: replace(row, **{name: blur(random, getattr(row, name))}))
    )


def unpublished_start(random: Random, record: OfficeRecord) -> OfficeRecord:
    """A holder of whom only a day in office is known."""

    def change(row: Term) -> Term:
        start, end = latest(row.start), latest(row.end) or LATE
        if start is None:
            return row
        seen = min(start + timedelta(days=random.choice((0, 10, 60, 200, 400))), end)
        return replace(row, start=VagueDate.parse(f"../{seen}"))

    return replace(record, terms=pick(random, record.terms, change))


def verified(random: Random, record: OfficeRecord) -> OfficeRecord:
    """A term without an end that somebody checked on a day."""
    rows = sorted(record.terms, key=lambda each: latest(each.start) or date.min)
    if not rows:
        return record
    start = latest(rows[-1].start) or MIDDLE
    day = start + timedelta(days=random.choice((0, 100, 700, 1400, 1500, 1600, 2000)))
    value = exactly(day) if random.random() < 0.8 else VagueDate.parse(day.strftime("%Y-%m"))
    return replace(record, terms=(*rows[:-1], replace(rows[-1], end=None, verified_on=value)))


def not_kept_up(random: Random, record: OfficeRecord) -> OfficeRecord:
    """A record that nobody touched after a day: later terms and results are missing."""
    day = MIDDLE + timedelta(days=random.randrange((LATE - MIDDLE).days))
    terms = tuple(
        replace(each, end=None if (latest(each.end) or day) >= day else each.end)
        for each in record.terms
        if (latest(each.start) or date.min) <= day
    )
    scheduled = random.random() < 0.5
    elections = tuple(
        each
        if first_day(each.date) <= day
        else replace(each, status="scheduled", winner=None, winner_party=None, holder_stays=None)
        for each in record.elections
        if scheduled or first_day(each.date) <= day
    )
    coalitions = tuple(each for each in record.coalitions if (latest(each.start) or date.min) <= day)
    return replace(record, terms=terms, elections=elections, coalitions=coalitions)


def no_results(random: Random, record: OfficeRecord) -> OfficeRecord:
    """Elections without winners, and now and then without the terms that followed."""
    elections = tuple(replace(each, winner=None, winner_party=None) for each in record.elections)
    terms = tuple(each for each in record.terms if random.random() < 0.6)
    return replace(record, elections=elections, terms=terms)


def fewer_elections(random: Random, record: OfficeRecord) -> OfficeRecord:
    """Elections that nobody recorded, so that only the rule projects them."""
    return replace(record, elections=tuple(each for each in record.elections if random.random() < 0.3))


def long_terms(record: OfficeRecord) -> list[Term]:
    return [
        each
        for each in record.terms
        if each.is_substantive and each.start and each.end and each.start.earliest and each.end.earliest
        and (each.end.earliest - each.start.earliest).days > 500
    ]  # fmt: skip


def middle_of(random: Random, term: Term) -> date:
    assert term.start is not None
    assert term.end is not None
    start, end = latest(term.start), latest(term.end)
    assert start is not None
    assert end is not None
    return start + timedelta(days=random.randint(100, (end - start).days - 150))


def cut(term: Term, day: date) -> Term:
    """The term, ended the day before another."""
    return replace(term, end=exactly(day - DAY), expected_end=term.expected_end or term.end, next=None, next_on=None)


def suspension(random: Random, record: OfficeRecord) -> OfficeRecord:
    """A holder who is suspended: somebody acts or not, and the holder comes back, or somebody else follows."""
    rows = long_terms(record)
    if not rows:
        return record
    old = random.choice(rows)
    turn = middle_of(random, old)
    back = turn + timedelta(days=random.choice((20, 60, 140)))
    returns = random.random() < 0.5
    extra = [
        replace(old, key=f"{old.key}/s", start=exactly(turn), capacity="suspended", basis=None,
                end=exactly(back - DAY) if returns else random.choice((None, old.end)))
    ]  # fmt: skip
    if returns:
        extra.append(replace(old, key=f"{old.key}/r", start=exactly(back), basis=random.choice((None, old.basis))))
    if random.random() < 0.5:
        acting = Term(key=f"{old.key}/a", person="town-deputy", start=exactly(turn), capacity="acting",
                      end=exactly(back - DAY) if random.random() < 0.7 else None)  # fmt: skip
        extra.append(acting)
    kept = tuple(cut(each, turn) if each == old else each for each in record.terms)
    return replace(record, terms=(*kept, *extra))


def deputising(random: Random, record: OfficeRecord) -> OfficeRecord:
    """ "Deputising is none." """
    rows = long_terms(record)
    if not rows:
        return record
    turn = middle_of(random, random.choice(rows))
    end = random.choice((None, exactly(turn + timedelta(days=50))))
    capacity = random.choice(("deputising", "designate"))
    deputy = Term(key="town/deputy", person="town-deputy", start=exactly(turn), capacity=capacity, end=end)
    return replace(record, terms=(*record.terms, deputy))


def recall(random: Random, record: OfficeRecord) -> OfficeRecord:
    """A vote on whether the holder stays, with or without a successor elected on the same day."""
    rows = long_terms(record)
    # Whoever won a recall vote and lost the next, without a term of their own, is nobody's history.
    if not rows or any(each.kind == "recall" for each in record.elections):
        return record
    old = random.choice(rows)
    day = middle_of(random, old)
    stays = random.choice(("yes", "no", "no", None))
    winner = "town-rival" if stays == "no" and random.random() < 0.5 else None
    status = "held" if stays or random.random() < 0.5 else "scheduled"
    vote = Election(key=f"recall/{day}", date=exactly(day), kind="recall", status=status, winner=winner,
                    holder_stays=stays, known_from=exactly(day - timedelta(days=80)) if random.random() < 0.3 else None,
                    handover=exactly(day + timedelta(days=9)) if random.random() < 0.3 else None)  # fmt: skip
    terms = list(record.terms)
    if stays == "no":
        gone = day + timedelta(days=random.choice((4, 9, 30)))
        left = replace(cut(old, gone), end=exactly(gone - DAY) if random.random() < 0.5 else None)
        terms[terms.index(old)] = left
        if random.random() < 0.5:
            person = winner or random.choice(("town-next", "town-rival"))
            terms.append(
                replace(old, key=f"{old.key}/n", person=person, start=exactly(gone), affiliations=(), next=None)
            )
    return replace(record, terms=tuple(terms), elections=(*record.elections, vote))


def cancelled(random: Random, record: OfficeRecord) -> OfficeRecord:
    """A cancelled election with nothing in its place."""

    def change(row: Election) -> Election:
        told = first_day(row.date) - timedelta(days=random.randint(10, 200))
        return replace(row, status="cancelled", winner=None, winner_party=None, handover=None, holder_stays=None,
                       known_from=exactly(told) if random.random() < 0.6 else None)  # fmt: skip

    return replace(record, elections=pick(random, record.elections, change))


def other_years(random: Random, record: OfficeRecord) -> OfficeRecord:
    """A rule on other years than those in which elections are held."""

    def shifted(rule: Rule) -> Rule:
        if rule.election_rule is None or rule.election_rule_start is None or rule.election_rule.startswith("DATES:"):
            return rule
        start = first_day(rule.election_rule_start)
        day = occurrences(rule.election_rule, date(start.year - random.choice((1, 2, 3)), 1, 1))[0]
        return replace(rule, election_rule_start=exactly(day), start=None)

    return replace(record, rules=tuple(shifted(each) for each in record.rules))


def listed_days(random: Random, record: OfficeRecord) -> OfficeRecord:
    """A rule that lists its polling days: `DATES:2025-03-09,2031-03-09`."""

    def listed(rule: Rule) -> Rule:
        if rule.election_rule is None or rule.election_rule_start is None:
            return rule
        days = occurrences(rule.election_rule, first_day(rule.election_rule_start))[:6]
        moved = [each + timedelta(days=random.choice((0, 0, 7, -14))) for each in days]
        return replace(rule, election_rule="DATES:" + ",".join(map(str, moved)), election_rule_start=None)

    return replace(record, rules=tuple(listed(each) for each in record.rules))


def merged_city(random: Random, record: OfficeRecord) -> OfficeRecord:
    """The end of a city, with a successor that has one executive office, or none."""
    day = MIDDLE + timedelta(days=random.randrange((LATE - MIDDLE).days))
    end = exactly(day) if random.random() < 0.7 else blur(random, exactly(day))
    told = exactly(day - timedelta(days=random.randint(100, 900))) if random.random() < 0.5 else None
    successor = random.choice((None, "town/heir"))
    office = replace(record.office, city_end=end, city_successor=successor, city_known_from=told)
    if random.random() < 0.3:
        own = day + timedelta(days=random.choice((-200, 0, 200)))
        office = replace(office, end=exactly(own), successor=random.choice((None, "town/heir")))
    return cut_off(replace(record, office=office), day)


def cut_off(record: OfficeRecord, day: date) -> OfficeRecord:
    """The record without what lies after a day."""
    terms = tuple(each for each in record.terms if (latest(each.start) or day) < day)
    return replace(
        record,
        terms=tuple(replace(each, end=exactly(day)) if (latest(each.end) or day) > day else each for each in terms),
        elections=tuple(each for each in record.elections if first_day(each.date) < day),
        coalitions=tuple(each for each in record.coalitions if (latest(each.start) or day) < day),
    )


def known_later(random: Random, record: OfficeRecord) -> OfficeRecord:
    """`known_from` on anything, before or after its own day."""
    back = timedelta(days=random.choice((-300, -60, -5, 0, 5, 60)))
    name = random.choice(("terms", "elections", "coalitions", "rules"))

    def change(row: Any) -> Any:
        day = first_day(row.date) if isinstance(row, Election) else latest(row.start)
        return replace(row, known_from=exactly(day + back)) if day else row

    rows: dict[str, Any] = {name: pick(random, getattr(record, name), change)}
    return replace(record, **rows)


def bases(random: Random, record: OfficeRecord) -> OfficeRecord:
    """How holders came to their terms, and how long a mandate of the rule is."""
    words = (None, "elected", "elected", "by-election", "council", "succession", "appointed")
    terms = tuple(replace(each, basis=random.choice(words)) for each in record.terms)
    limit = random.choice((1, 2, 2, 3))
    rules = tuple(replace(each, term_years=random.choice((None, 4)), term_limit=limit) for each in record.rules)
    return replace(record, terms=terms, rules=rules)


def derived_rule(random: Random, record: OfficeRecord) -> OfficeRecord:
    basis = random.choice(("derived", "rule"))
    return replace(record, rules=tuple(replace(each, basis=basis) for each in record.rules))


def no_rule(random: Random, record: OfficeRecord) -> OfficeRecord:
    """An office without a rule: what is due to end is a term."""
    kept = tuple(each for each in record.elections if random.random() < 0.5)
    return replace(record, rules=(), elections=kept)


RARE = (
    vague_election, vague_election, vague_term, unpublished_start, unpublished_start, verified, verified, not_kept_up,
    not_kept_up, no_results, fewer_elections, suspension, suspension, deputising, recall, recall, cancelled, cancelled,
    other_years, other_years, listed_days, merged_city, known_later, bases, derived_rule, no_rule,
)  # fmt: skip


def with_rare_events(random: Random, record: OfficeRecord) -> OfficeRecord:
    """The record with none to three of them, in the order in which they were drawn."""
    for _ in range(random.choice((0, 1, 1, 2, 3))):
        record = random.choice(RARE)(random, record)
    return record
