"""Invented histories of an office, drawn at random: what happened, and what of it is recorded."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from oracle_rules import handover_after, in_force, occurrences, run_off_after

from continuity.domain.offices.models import Affiliation, CoalitionMember, Election, Office, OfficeRecord, Rule, Term
from continuity.domain.values.dates import VagueDate

DAY = timedelta(days=1)
RULES = (
    "FREQ=YEARLY;INTERVAL=4;BYMONTH=5;BYDAY=+1TH",
    "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
    "FREQ=YEARLY;INTERVAL=2;BYMONTH=3;BYDAY=+3WE",
    "FREQ=YEARLY;INTERVAL=5;BYMONTH=9;BYDAY=+2SU",
)
TAKES_OFFICE = (None, None, "+4d", "+4d", "+19d..+20d", "01-01", "12-01..12-07", "1MO 12")
RUN_OFFS = dict(zip(RULES, (("1TU 6", "+9d"), ("12-12", "1TU 12"), ("+21d", "1SU 4"), ("-1SU 10", "+9d")), strict=True))
PARTIES = ("blue", "green", "red")
FIRST_YEAR, LAST_YEAR = 2009, 2029


def on(day: date | None) -> VagueDate | None:
    return None if day is None else VagueDate.from_day(day)


@dataclass
class History:
    """An office while its record is written."""

    random: Random
    key: str
    selection: str
    rule: Rule | None = None
    terms: list[Term] = field(default_factory=list)
    elections: list[Election] = field(default_factory=list)
    coalitions: list[CoalitionMember] = field(default_factory=list)
    persons: int = 0
    told: float = 0.8
    rules: tuple[Rule, ...] = ()

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def new_person(self) -> str:
        self.persons += 1
        return f"{self.key.split('/')[1]}-{self.persons}"

    def add_term(
        self, person: str, start: date, end: date | None, due: date | None, capacity: str | None = None
    ) -> Term:
        """A term; most of them with a party, some with one that changes inside the mandate."""
        term = Term(
            key=f"{self.key}/{start.isoformat()}/{len(self.terms)}",
            person=person,
            start=on(start),
            end=on(end),
            expected_end=on(due),
            capacity=capacity,
            affiliations=self.affiliations(person, start),
        )
        self.terms.append(term)
        return term

    def affiliations(self, person: str, start: date) -> tuple[Affiliation, ...]:
        draw = self.random.random()
        party = PARTIES[sum(map(ord, person)) % len(PARTIES)]
        if draw < 0.1:
            return ()
        if draw < 0.2:
            return (Affiliation(standing=self.random.choice(("nonpartisan", "independent"))),)
        if draw < 0.25:
            turn = start + timedelta(days=self.random.randint(100, 500))
            other = self.random.choice(PARTIES)
            return Affiliation(party=party, end=on(turn - DAY)), Affiliation(party=other, start=on(turn))
        return (Affiliation(party=party, standing=self.random.choice((None, "member"))),)

    def change_last_term(self, **values: object) -> None:
        self.terms[-1] = replace(self.terms[-1], **values)  # type: ignore[arg-type]

    def leadership(self, **office: object) -> OfficeRecord:
        return OfficeRecord(
            office=Office(key=self.key, city="town", selection=self.selection, **office),  # type: ignore[arg-type]
            rules=self.rules or ((self.rule,) if self.rule else ()),
            terms=tuple(self.terms),
            elections=tuple(self.elections),
            coalitions=tuple(self.coalitions),
        )


def draw_rule(random: Random) -> Rule:
    text = random.choice(RULES)
    takes = random.choice(TAKES_OFFICE)
    if "BYMONTH=11" in text and takes == "12-01..12-07":
        takes = "1MO 12"
    day = occurrences(text, date(FIRST_YEAR + random.randint(0, 3), 1, 1))[0]
    return Rule(
        start=on(day) if random.random() < 0.5 else None,
        election_rule=text,
        election_rule_start=on(day),
        term_limit=random.choice((None, None, None, None, None, 1, 2, 3)),
        term_limit_kind=random.choice(("consecutive", "lifetime")),
        takes_office=takes,
        run_off=random.choice((None, None, "+14d", *RUN_OFFS[text])),
        quiet_days=random.choice((None, 0, 37, 37)),
    )


@dataclass(frozen=True, kw_only=True)
class Poll:
    """One election as it happened: its day, the decisive day, the handover and the winner."""

    day: date
    decisive: date
    handover: date
    winner: str
    kind: str = "ordinary"


def draw_poll(history: History, day: date, incumbent: str | None, kind: str = "ordinary") -> Poll:
    rule = history.rule
    second = rule is not None and rule.run_off is not None and history.chance(0.5)
    run_off = run_off_after(rule.run_off, day, ordinary=kind == "ordinary") if rule is not None else None
    decisive = run_off if second and run_off else day
    form = rule.takes_office if rule else None
    (first, last), _ = handover_after(form, decisive, 80, ordinary=kind == "ordinary", first=day)
    handover = first + timedelta(days=history.random.randint(0, (last - first).days))
    stays = incumbent is not None and history.chance(0.4)
    winner = incumbent if stays and incumbent else history.new_person()
    return Poll(day=day, decisive=decisive, handover=max(handover, decisive + DAY), winner=winner, kind=kind)


def said_handover(history: History, poll: Poll) -> VagueDate | None:
    """The day of the handover as recorded: mostly the day itself, now and then some days about it."""
    if history.chance(0.9):
        return on(poll.handover)
    last = poll.handover + timedelta(days=history.random.randint(1, 9))
    return VagueDate.parse(f"{poll.handover}/{last}")


def record_poll(history: History, poll: Poll, replaces: str | None = None) -> str:
    """The rows of an election, with its run-off where there was one; some cells are left empty."""
    key = f"{history.key}/{poll.day.isoformat()}"
    two = poll.decisive != poll.day
    result = {
        "winner": poll.winner if history.chance(history.told) else None,
        "winner_party": history.random.choice((None, None, *PARTIES)),
        "handover": said_handover(history, poll) if history.chance(0.4) else None,
    }
    if result["winner"] is None:
        result["winner_party"] = None
    status = "held" if history.chance(0.9) else "scheduled"
    row = Election(key=key, date=VagueDate.from_day(poll.day), kind=poll.kind, status=status, replaces=replaces)
    if not two:
        history.elections.append(replace(row, **result))  # type: ignore[arg-type]
        return key
    history.elections.append(replace(row, status="held"))
    last = Election(
        key=f"{key}/2", date=VagueDate.from_day(poll.decisive), kind="run-off", status="held", run_off_of=key
    )
    history.elections.append(replace(last, **result))  # type: ignore[arg-type]
    return key


def moved(history: History, poll: Poll, incumbent: str | None) -> Poll:
    """An election that is put off: the first day is cancelled, and another replaces it."""
    status = "scheduled" if history.chance(0.1) else "cancelled"
    key = f"{history.key}/{poll.day.isoformat()}"
    history.elections.append(Election(key=key, date=VagueDate.from_day(poll.day), status=status))
    later = draw_poll(history, poll.day + timedelta(days=history.random.choice((63, 200, 364))), incumbent)
    record_poll(history, later, key)
    if history.chance(0.5):
        told = poll.day - timedelta(days=history.random.randint(5, 120))
        at = next(number for number, row in enumerate(history.elections) if row.replaces == key)
        history.elections[at] = replace(history.elections[at], known_from=on(told))
    return later


def rule_days(rule: Rule) -> list[date]:
    """The polling days of a rule while it is in force."""
    assert rule.election_rule is not None
    start = rule.election_rule_start.earliest if rule.election_rule_start else None
    assert start is not None
    return [day for day in occurrences(rule.election_rule, start) if in_force(rule, day)]


def by_thirds(rule: Rule) -> tuple[Rule, ...]:
    """A part of the council in three years of four: three rules."""
    text = RULES[0]
    years = (FIRST_YEAR, FIRST_YEAR + 1, FIRST_YEAR + 2)
    starts = [occurrences(text, date(year, 1, 1))[0] for year in years]
    return tuple(replace(rule, election_rule=text, election_rule_start=on(day), start=None) for day in starts)


def changed(random: Random, rule: Rule) -> tuple[Rule, ...]:
    """A rule that gives way to another with the same polling days."""
    day = date(random.randint(2016, 2026), 7, 1)
    return replace(rule, end=on(day - DAY)), replace(
        rule,
        start=on(day),
        takes_office=random.choice(("+4d", "+19d..+20d")),
        quiet_days=random.choice((10, 50)),
        term_limit=None,
    )


def cycle_polls(history: History) -> list[Poll]:
    """The ordinary elections from the first on; the terms follow from them."""
    assert history.rule is not None
    polls: list[Poll] = []
    several = len(history.rules) > 1
    days = {day for rule in history.rules or (history.rule,) for day in rule_days(rule)}
    for day in sorted(day for day in days if day.year <= LAST_YEAR):
        incumbent = polls[-1].winner if polls else None
        poll = draw_poll(history, day, incumbent)
        if history.chance(0.12) and not several:
            poll = moved(history, poll, incumbent)
        elif history.chance(0.7):
            record_poll(history, poll)
        polls.append(poll)
    return polls


def announce(history: History, end: date) -> None:
    """What the holder does next, and since when that is known."""
    told = end - timedelta(days=history.random.randint(20, 400))
    word = history.random.choice((None, "standing", "not-standing", "term-limited"))
    if word == "standing" or not history.chance(0.5):
        history.change_last_term(next=word)
        return
    history.change_last_term(next=word, next_on=on(told))


def mandate(history: History, poll: Poll, following: Poll) -> None:
    """One mandate from its handover to the next; now and then something comes between."""
    start, end = poll.handover, following.handover - DAY
    if history.chance(0.03):
        return
    draw = history.random.random()
    room = (following.day - start).days > 500
    if room and draw < 0.25:
        broken(history, poll, following)
    elif room and draw < 0.3:
        suspended(history, poll, following)
    else:
        recorded = None if history.chance(0.06) else end
        due = history.random.choice((end, end, None))
        later = history.random.choice((1, 3)) if history.chance(0.03) else 0
        history.add_term(poll.winner, start + timedelta(days=later), recorded, due)
        history.change_last_term(basis="succession" if history.chance(0.01) else None)
        if following.winner != poll.winner:
            announce(history, end)


def broken(history: History, poll: Poll, following: Poll) -> None:
    """The holder leaves before the end: a by-election, a successor, or an acting holder to the end."""
    random = history.random
    end = following.handover - DAY
    left = poll.handover + timedelta(days=random.randint(120, (following.day - poll.handover).days - 330))
    history.add_term(poll.winner, poll.handover, left, random.choice((end, end, end, None)))
    if history.chance(0.4):
        history.change_last_term(next_on=on(left - timedelta(days=random.randint(1, 60))))
    how = random.choice(("by-election", "by-election", "succession", "succession", "acting"))
    if how == "by-election":
        by_election(history, left, following)
    elif how == "succession":
        gap = random.choice((0, 0, 1, 30, 89, 90, 91, 120))
        history.add_term(history.new_person(), left + DAY + timedelta(days=gap), end, random.choice((end, None)))
        history.change_last_term(basis=random.choice((None, "succession")))
        if history.chance(0.4):
            history.change_last_term(known_from=on(left - timedelta(days=random.randint(0, 30))))
    else:
        history.add_term(history.new_person(), left + DAY, end, None, "acting")


def by_election(history: History, left: date, following: Poll) -> None:
    random = history.random
    day = left + timedelta(days=random.choice((30, 60, 89, 90, 91, 92, 110)))
    poll = draw_poll(history, day, None, "by-election")
    end = following.handover - DAY
    record_poll(history, poll)
    if history.chance(0.5):
        history.add_term(history.new_person(), left + DAY, poll.handover - DAY, None, "acting")
    if history.chance(0.8):
        history.add_term(poll.winner, poll.handover, end, random.choice((end, end, None)))


def suspended(history: History, poll: Poll, following: Poll) -> None:
    """A suspension in the middle, with somebody acting."""
    end = following.handover - DAY
    turn = poll.handover + timedelta(days=history.random.randint(100, 300))
    history.add_term(poll.winner, poll.handover, turn - DAY, end)
    back = turn + timedelta(days=history.random.randint(30, 90)) if history.chance(0.5) else end
    history.add_term(poll.winner, turn, back, end, "suspended")
    history.add_term(history.new_person(), turn, end, None, "acting")


def repeated(history: History, polls: list[Poll]) -> None:
    """An election that was held and annulled, with its repeat; both stand."""
    keys = {row.key: row for row in history.elections if row.kind == "ordinary" and row.status == "held"}
    polled = {f"{history.key}/{poll.day.isoformat()}": poll for poll in polls if poll.day == poll.decisive}
    pairs = sorted(set(keys) & set(polled))
    if not pairs:
        return
    key = history.random.choice(pairs)
    day = polled[key].handover + timedelta(days=history.random.choice((150, 200, 300)))
    if any(abs((day - (row.date.latest or day)).days) < 200 and row.key != key for row in history.elections):
        return
    row = Election(
        key=f"{history.key}/{day.isoformat()}", date=VagueDate.from_day(day), kind="repeat", status="held", replaces=key
    )
    told = on(day - timedelta(days=history.random.randint(30, 100))) if history.chance(0.5) else None
    winner = history.random.choice((None, polled[key].winner))
    history.elections.append(replace(row, winner=winner, known_from=told))


def colleges(history: History, polls: list[Poll]) -> None:
    """A college: parties behind the office instead of a person; some fall between two elections."""
    for poll, following in pairwise(polls):
        end = following.handover - DAY
        turn = poll.handover + timedelta(days=history.random.randint(150, 400))
        falls = history.chance(0.4) and (following.day - turn).days > 350
        pair = history.random.sample(PARTIES, 2)
        for party in pair:
            history.coalitions.append(
                CoalitionMember(party=party, start=on(poll.handover), end=on(turn - DAY if falls else end))
            )
        if falls and history.chance(0.7):
            formed = turn + timedelta(days=history.random.choice((0, 30, 150, 272, 273, 274)))
            others = [party for party in PARTIES if party not in pair]
            for party in (others[0], pair[0]):
                history.coalitions.append(CoalitionMember(party=party, start=on(formed), end=on(end)))


def elected_office(random: Random, key: str) -> History:
    history = History(random=random, key=key, selection=random.choice(("direct", "direct", "council")))
    history.rule = draw_rule(random)
    if history.selection == "council" and history.chance(0.2):
        history.rules = by_thirds(replace(history.rule, run_off=None, takes_office="+19d..+20d"))
        history.rule = history.rules[0]
    elif history.chance(0.1):
        history.rules = changed(random, history.rule)
    elif history.chance(0.03):
        history.rule = replace(history.rule, known_from=on(date(random.randint(2017, 2026), 3, 1)))
    college = history.selection == "council" and history.chance(0.35)
    if college:
        history.told = 0.05
    polls = cycle_polls(history)
    if college:
        colleges(history, polls)
        return history
    for poll, following in pairwise(polls):
        mandate(history, poll, following)
    if history.chance(0.15):
        repeated(history, polls)
    return history


def appointed_office(random: Random, key: str) -> History:
    """Terms that follow each other by appointment, some late, some broken off."""
    history = History(random=random, key=key, selection="appointed")
    if random.random() < 0.3:
        history.rule = Rule(takes_office=random.choice((None, "+4d", "01-01")), quiet_days=random.choice((None, 30)))
    start = date(2011, random.randint(1, 12), random.randint(1, 28))
    person = history.new_person()
    while start.year < LAST_YEAR - 3:
        due = date(start.year + random.choice((4, 6)), start.month, min(start.day, 28)) - DAY
        draw = random.random()
        left = start + timedelta(days=random.randint(200, 900)) if draw < 0.25 else due
        history.add_term(person, start, left, due)
        announce(history, left)
        if draw < 0.12:
            history.change_last_term(next_on=on(left - timedelta(days=random.randint(1, 60))))
        person = person if random.random() < 0.3 else history.new_person()
        start = left + DAY + timedelta(days=random.choice((0, 0, 0, 20, 91, 200)))
    if random.random() < 0.6:
        history.change_last_term(end=None)
    return history


def bare_office(random: Random, key: str) -> History:
    """Hardly anything recorded: no rule, one term or none."""
    history = History(random=random, key=key, selection=random.choice(("direct", "council", "appointed")))
    if random.random() < 0.7:
        start = date(2010, 1, 1) + timedelta(days=random.randint(0, 2000))
        due = random.choice((None, start + timedelta(days=random.choice((1460, 3000, 4500)))))
        history.add_term(history.new_person(), start, None, due)
    return history


def draw_history(random: Random, key: str) -> History:
    draw = random.random()
    if draw < 0.75:
        return elected_office(random, key)
    if draw < 0.93:
        return appointed_office(random, key)
    return bare_office(random, key)
