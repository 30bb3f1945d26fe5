"""Every office as it stands on one day, worked out once for all programmes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from continuity.domain.offices.as_of import known_on
from continuity.domain.offices.models import Leadership
from continuity.domain.offices.transitions import Outlook, outlook
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
