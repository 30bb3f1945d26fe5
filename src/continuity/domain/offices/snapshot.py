"""The verdicts on programmes from the facts about them and the offices that decide: the rule, office by office."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from continuity.domain.offices.as_of import known_on
from continuity.domain.offices.holders import party_of, substantive_on
from continuity.domain.offices.models import Leadership
from continuity.domain.offices.transitions import Outlook, outlook
from continuity.domain.programmes.models import Circumstances, Finding, Programme
from continuity.domain.risk.assess import assess, order
from continuity.domain.settings import Settings

_LONGEST_LINE_OF_HEIRS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """Everything on one day that is the same for all programmes.

    Attributes:
        leaderships: by office key.
        known: the same, less what could not be known on the day.
        outlooks: the transitions of each office, by its key.
    """

    as_of: date
    settings: Settings
    leaderships: Mapping[str, Leadership]
    known: Mapping[str, Leadership]
    outlooks: Mapping[str, Outlook]


def bench(leaderships: Mapping[str, Leadership], as_of: date, settings: Settings) -> Bench:
    """Work out the transitions, once an office."""
    outlooks = {key: outlook(leadership, as_of, settings) for key, leadership in leaderships.items()}
    known = {key: known_on(leadership, as_of) for key, leadership in leaderships.items()}
    return Bench(as_of=as_of, settings=settings, leaderships=leaderships, known=known, outlooks=outlooks)


def judged(programmes: Iterable[Programme], on: Bench) -> tuple[Finding, ...]:
    """The findings as listed; a ceremonial office decides on nothing and yields none."""
    found = [
        assess(placed(programme, on), circumstances(programme, on))
        for programme in programmes
        if on.leaderships[programme.office].office.kind != "ceremonial"
    ]
    return order(found)


def placed(programme: Programme, on: Bench) -> Programme:
    """The programme with how the office it answers to is filled, and with its launching term.

    Who will hold the office when a programme is launched later cannot be known yet.
    """
    office = on.leaderships[heir(programme.office, on)].office
    here = replace(programme, selection=office.selection)
    ahead = programme.launched is not None and (programme.launched.earliest or on.as_of) > on.as_of
    if ahead and programme.launched_under is None:
        return here
    return launched(here, on.known[programme.office])


def circumstances(programme: Programme, on: Bench) -> Circumstances:
    """What the rule reads beside the programme: the transitions of the office it answers to on the day."""
    seen = on.outlooks[heir(programme.office, on)]
    horizon = on.settings.horizon.after(on.as_of)
    return Circumstances(
        as_of=on.as_of,
        settings=on.settings,
        transitions=seen.within(horizon),
        more_ahead=seen.beyond(horizon),
    )


def heir(office: str, on: Bench) -> str:
    """The office a programme answers to on a day: past the window of an abolition, the successor's."""
    window = timedelta(days=1 + on.settings.window_days)
    for _ in range(_LONGEST_LINE_OF_HEIRS):
        post = on.leaderships[office].office
        # At its latest, as the window of the abolition counts: before that the change is still open.
        last = (post.end.latest or post.end.earliest) if post.end else None
        if last is None or post.successor not in on.leaderships or on.as_of <= last + window:
            break
        office = str(post.successor)
    return office


def launched(programme: Programme, leadership: Leadership) -> Programme:
    """The programme with the term it was launched under, where one term alone can be meant."""
    if programme.launched_under is not None:
        term = next((term for term in leadership.terms if term.key == programme.launched_under), None)
        day = term.start.latest if term and term.start else None
        return replace(programme, launched_party=party_of(term.affiliations, day) if term and day else None)
    first, last = (programme.launched.earliest, programme.launched.latest) if programme.launched else (None, None)
    if first is None or last is None:
        return programme
    term, then = substantive_on(leadership.terms, first), substantive_on(leadership.terms, last)
    if term is None or term != then:
        return programme
    parties = {party_of(term.affiliations, day) for day in (first, last)}
    return replace(programme, launched_under=term.key, launched_party=parties.pop() if len(parties) == 1 else None)
