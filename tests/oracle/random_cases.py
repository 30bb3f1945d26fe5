"""Small invented worlds: one city, one to three offices, one programme, and a day near something that turns."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from oracle_as_of import latest
from oracle_events import Event
from oracle_transitions import transitions
from random_office_history import DAY, draw_history, on
from random_rare_events import with_rare_events

from continuity.domain.offices.models import OfficeRecord
from continuity.domain.programmes.models import Agreement, Evidence, Funding, Outcome, Partner, Programme
from continuity.domain.settings import Settings
from continuity.domain.values.dates import VagueDate
from continuity.domain.values.durations import Duration

FIRST, LAST = date(2016, 6, 1), date(2027, 12, 31)
KINDS = ("community", "charity", "faith", "social-enterprise", "academic", "public", None)


@dataclass(frozen=True, kw_only=True)
class World:
    """One case: what is recorded, and the day on which somebody asks."""

    seed: int
    programme: Programme
    leaderships: dict[str, OfficeRecord]
    as_of: date
    settings: Settings


def draw_settings(random: Random) -> Settings:
    if random.random() < 0.8:
        return Settings()
    return Settings(
        horizon=random.choice((Duration(months=6), Duration(months=60), Duration(days=400))),
        window_days=random.choice((0, 90, 365)),
        late_days=random.choice((0, 30, 120)),
        handover_days=random.choice((30, 60, 120)),
        notice_days=random.choice((30, 180)),
        community_kinds=random.choice((("community",), ("community", "academic"))),
    )


def draw_offices(random: Random) -> dict[str, OfficeRecord]:
    """The office that decides first; an heir where it ends, and another that has nothing to do with it."""
    main = draw_history(random, "town/mayor")
    if random.random() < 0.04:
        return {"town/mayor": main.leadership(kind="ceremonial")}
    if random.random() < 0.12:
        return abolished(random, main.leadership())
    record = main.leadership(kind=random.choice(("executive", None)))
    offices = {"town/mayor": with_rare_events(random, record) if random.random() < 0.7 else record}
    if "town/heir" in (offices["town/mayor"].office.successor, offices["town/mayor"].office.city_successor):
        offices["town/heir"] = draw_history(random, "town/heir").leadership()
    if random.random() < 0.2:
        offices["town/other"] = draw_history(random, "town/other").leadership()
    return offices


def abolished(random: Random, main: OfficeRecord) -> dict[str, OfficeRecord]:
    end = FIRST + timedelta(days=random.randint(200, 4200))
    has_heir = random.random() < 0.7
    told = on(end - timedelta(days=random.randint(100, 900))) if random.random() < 0.5 else None
    successor = "town/heir" if has_heir else None
    office = replace(main.office, end=on(end), successor=successor, known_from=told)
    cut = tuple(each for each in main.terms if each.start is None or (each.start.latest or end) <= end)
    terms = tuple(
        replace(each, end=on(end)) if each.end is not None and (each.end.latest or end) > end else each for each in cut
    )
    elections = tuple(each for each in main.elections if (each.date.latest or end) <= end)
    coalitions = tuple(each for each in main.coalitions if each.start is None or (each.start.latest or end) <= end)
    offices = {"town/mayor": OfficeRecord(
        office=office, rules=main.rules, terms=terms, elections=elections, coalitions=coalitions
    )}  # fmt: skip
    if has_heir:
        offices["town/heir"] = draw_history(random, "town/heir").leadership()
    return offices


def turning_days(leadership: OfficeRecord, settings: Settings) -> Iterator[date]:
    """Days on which an answer may change."""
    for election in leadership.elections:
        yield from turns_of_poll(election.date.earliest, election.handover, leadership, settings)
        yield from (day for day in (known(election.known_from),) if day)
    for term in leadership.terms:
        start, end = known(term.start), known(term.end)
        if start:
            yield from (start, start + timedelta(days=settings.window_days))
        if end:
            yield from (end, end + timedelta(days=1 + settings.handover_days + settings.window_days))
        yield from (day for day in (known(term.next_on), known(term.expected_end), known(term.known_from)) if day)
    for member in leadership.coalitions:
        yield from (day for day in (known(member.start), known(member.end)) if day)
    end = known(leadership.office.end)
    if end:
        yield from (end, end + timedelta(days=1 + settings.handover_days + settings.window_days))


def known(vague: VagueDate | None) -> date | None:
    return vague.latest if vague else None


def turns_of_poll(
    day: date | None, handover: VagueDate | None, leadership: OfficeRecord, settings: Settings
) -> Iterator[date]:
    if day is None:
        return
    quiet = next((rule.quiet_days for rule in leadership.rules), None) or 0
    yield from (day, day - timedelta(days=quiet), day - timedelta(days=quiet + settings.late_days))
    yield from (day + timedelta(days=settings.handover_days), day - timedelta(days=731))
    took = known(handover)
    if took:
        yield from (took, took + timedelta(days=settings.window_days))


def draw_day(random: Random, leadership: OfficeRecord, settings: Settings) -> date:
    days = [day for day in turning_days(leadership, settings) if FIRST <= day <= LAST]
    if not days or random.random() < 0.25:
        return FIRST + timedelta(days=random.randint(0, (LAST - FIRST).days))
    return random.choice(days) + timedelta(days=random.choice((-1, 0, 0, 1)))


def vague(random: Random, day: date | None) -> VagueDate | None:
    """Now and then a month, a year or a range instead of the day, or nothing."""
    draw = random.random()
    if day is None or draw < 0.04:
        return None
    if draw < 0.07:
        return VagueDate.parse(day.strftime("%Y-%m"))
    if draw < 0.08:
        return VagueDate.parse(day.strftime("%Y"))
    if draw < 0.1:
        return VagueDate.parse(f"{day}/{day + timedelta(days=random.randint(1, 9))}")
    return on(day)


@dataclass(frozen=True, kw_only=True)
class Edges:
    """The days over which the programme has to be carried, near which its papers begin and end."""

    random: Random
    first: date
    last: date
    as_of: date
    handover: date

    def begin(self) -> date:
        near = (self.first - timedelta(days=400), self.first - timedelta(days=400), self.first, self.first - DAY)
        return self.random.choice((*near, self.first + DAY, self.handover, self.as_of - timedelta(days=10)))

    def finish(self) -> date:
        near = (self.last, self.last, self.last + DAY, self.last - DAY, self.last + timedelta(days=500))
        far = (self.last + timedelta(days=300), self.first, self.first - DAY, self.as_of, self.as_of - DAY)
        return self.random.choice((*near, *near, *far))

    def signed(self) -> date:
        back = self.random.choice((0, 1, 30, 400, 400, 400, 700, -1))
        return self.as_of - timedelta(days=back)

    def pieces(self) -> list[tuple[date, date]]:
        """One period, or two that meet, overlap or leave days between."""
        begin, end = self.begin(), self.finish()
        if end < begin:
            begin = end - timedelta(days=200)
        if self.random.random() < 0.7 or (end - begin).days < 20:
            return [(begin, end)]
        split = begin + timedelta(days=self.random.randint(5, (end - begin).days - 5))
        return [(begin, split), (split + timedelta(days=self.random.choice((0, 1, 1, 2))), end)]


def draw_edges(random: Random, event: Event | None, as_of: date, settings: Settings) -> Edges:
    if event is None:
        day = as_of + timedelta(days=random.randint(0, 400))
        return Edges(random=random, first=day, last=day + timedelta(days=183), as_of=as_of, handover=day)
    last = event.last + timedelta(days=settings.window_days)
    return Edges(random=random, first=max(event.handover, as_of), last=last, as_of=as_of, handover=event.handover)


def draw_partner(random: Random, number: int) -> Partner:
    kind = random.choice((*KINDS, "community", "community", "charity"))
    owner = random.choice((None, None, None, None, None, None, "town", "town/mayor", "elsewhere"))
    return Partner(key=f"partner-{number}", kind=kind, controlled_by=owner)


def draw_agreements(random: Random, partner: Partner, edges: Edges) -> list[Agreement]:
    if random.random() < 0.1:
        return []
    return [
        draw_agreement(random, f"{partner.key}/{number}", partner, edges, piece)
        for number, piece in enumerate(edges.pieces())
    ]


def draw_agreement(random: Random, key: str, partner: Partner, edges: Edges, days: tuple[date, date]) -> Agreement:
    signed = edges.signed()
    told = on(signed + timedelta(days=random.choice((1, 50)))) if random.random() < 0.04 else None
    good = ("signed",) * 8
    reviewed = edges.as_of - timedelta(days=random.choice((10, 300, 500)))
    return Agreement(
        key=key,
        partner=partner,
        role=random.choice(
            ("implementing", "implementing", "implementing", "accountable", "extending", None, "funding")
        ),
        scope=random.choice(("deliver",) * 4 + ("co-deliver", "advise", None)),
        status=random.choice((*good, "draft", "named", "terminated", None)),
        signed_on=vague(random, signed),
        start=vague(random, days[0]),
        end=vague(random, days[1]),
        end_basis=random.choice(("stated",) * 8 + (None, "derived", "open")),
        notice_days=random.choice((None, 0, 29, 30, 89, 90, 180)),
        office_may_end_alone=random.choice(("no",) * 6 + ("yes", "yes", None)),
        confirmed_on=on(signed) if random.random() < 0.6 else None,
        reviewed_on=on(reviewed) if random.random() < 0.7 else None,
        known_from=told,
    )


def draw_funding(random: Random, number: int, partner: Partner | None, edges: Edges) -> list[Funding]:
    rows = []
    payee = random.choice((None, partner.key if partner else None, partner.key if partner else None, "partner-9"))
    for piece, days in enumerate(edges.pieces()):
        row = Funding(
            key=f"money/{number}/{piece}",
            partner=payee,
            funder=random.choice((None, "fund-1", "fund-2")),
            funder_kind=random.choice(("foundation", "foundation", "other-tier", "office", "own", None)),
            committed_on=vague(random, edges.signed()) if random.random() < 0.9 else None,
            start=vague(random, days[0]),
            end=vague(random, days[1]),
            end_basis=random.choice(("stated",) * 8 + (None, "derived", "open")),
            certainty=random.choice(("committed",) * 6 + ("indicative", None)),
        )
        late = row.committed_on is not None and random.random() < 0.05
        told = on(max(edges.as_of + timedelta(days=1), latest(row.committed_on) or edges.as_of)) if late else None
        rows.append(replace(row, known_from=told))
    return rows


def draw_evidence(random: Random, as_of: date) -> tuple[Evidence, ...]:
    kinds = random.sample(
        ("capacity", "buy-in", "data", "evaluation", "overlap", "sustainability"), random.randint(0, 4)
    )
    return tuple(
        Evidence(
            key=f"paper/{kind}", kind=kind, date=vague(random, as_of + timedelta(days=random.choice((-400, 0, 1))))
        )
        for kind in kinds
    )


def draw_outcomes(random: Random, event: Event | None, office: str, as_of: date) -> tuple[Outcome, ...]:
    if event is None or random.random() < 0.7:
        return ()
    day = event.polling[0]
    word = random.choice(("transferred", "ended", "continued", "changed", "paused"))
    checked = random.choice((on(as_of), on(as_of - DAY), on(as_of + DAY), None))
    return (Outcome(transition=f"{office}/{day.isoformat()}", outcome=word, checked_on=checked),)


def draw_end(random: Random, edges: Edges) -> date | None:
    if random.random() < 0.6:
        return None
    near = (
        edges.last,
        edges.last,
        edges.last + timedelta(days=400),
        edges.last - DAY,
        edges.first,
        edges.first - DAY,
        edges.handover,
        edges.handover - DAY,
    )
    return random.choice((*near, edges.as_of, edges.as_of - DAY, edges.last - timedelta(days=50)))


def draw_launch(random: Random, edges: Edges, end: date | None) -> date | None:
    early = edges.as_of - timedelta(days=random.choice((1000, 1000, 2000, 300, 0)))
    late = random.choice((edges.handover, edges.last, edges.last + DAY, edges.as_of + DAY))
    day = late if random.random() < 0.15 else early
    return min(day, end) if end else day


def draw_programme(random: Random, leadership: OfficeRecord, edges: Edges, event: Event | None) -> Programme:
    end = draw_end(random, edges)
    launched = draw_launch(random, edges, end)
    ahead = launched is not None and launched > edges.as_of and random.random() < 0.8
    states = ("planned",) if ahead else ("active",) * 6 + ("planned", "paused", None, "ended")
    partners = [draw_partner(random, number) for number in range(random.choice((0, 1, 1, 1, 2)))]
    agreements = [row for partner in partners for row in draw_agreements(random, partner, edges)]
    money = [
        row
        for number in range(random.choice((0, 1, 1, 2)))
        for row in draw_funding(random, number, random.choice(partners) if partners else None, edges)
    ]
    return Programme(
        key="town/programme",
        city="town",
        office="town/mayor",
        selection=leadership.office.selection,
        launched=vague(random, launched),
        launched_under=None,
        end=vague(random, end),
        end_basis=random.choice(("stated",) * 6 + (None, "derived", "open")),
        status=random.choice(states),
        known_from=on(edges.as_of + timedelta(days=random.choice((-30, 0, 1)))) if random.random() < 0.05 else None,
        mandate=random.choice((None, "statute", "resolution", "strategy", "executive")),
        mandate_on=vague(random, edges.signed()),
        mandate_until=on(edges.finish()) if random.random() < 0.5 else None,
        agreements=tuple(agreements),
        funding=tuple(money),
        evidence=draw_evidence(random, edges.as_of),
        outcomes=draw_outcomes(random, event, "town/mayor", edges.as_of),
    )


def well_kept(random: Random, programme: Programme, edges: Edges) -> Programme:
    """The same dates, but sound papers: what decides then is which days they cover."""
    signed = on(edges.as_of - timedelta(days=random.choice((0, 500))))
    partner = Partner(key="partner-0", kind=random.choice(("community", "charity")))
    agreements = tuple(
        replace(row, partner=partner, role="implementing", scope="deliver", status="signed", signed_on=signed,
                end_basis="stated", office_may_end_alone="no", known_from=None)
        for row in (programme.agreements or draw_agreements(random, partner, edges))
    )  # fmt: skip
    money = tuple(
        replace(row, partner=random.choice((None, "partner-0")), funder_kind="foundation", committed_on=signed,
                end_basis="stated", certainty="committed", known_from=None)
        for row in (programme.funding or draw_funding(random, 0, partner, edges))
    )  # fmt: skip
    return replace(programme, agreements=agreements, funding=money, status="active", known_from=None)


def drawn(seed: int) -> World:
    """The world of a seed; the same seed gives the same world."""
    random = Random(seed)  # noqa: S311
    settings = draw_settings(random)
    offices = draw_offices(random)
    main = offices["town/mayor"]
    as_of = draw_day(random, random.choice(list(offices.values())), settings)
    events, _ = transitions(main, as_of, settings)
    event = random.choice(events) if events else None
    edges = draw_edges(random, event, as_of, settings)
    programme = draw_programme(random, main, edges, event)
    if random.random() < 0.4:
        programme = well_kept(random, programme, edges)
    return World(seed=seed, programme=programme, leaderships=offices, as_of=as_of, settings=settings)
