"""Programmes whose records do not fit those of the office and the agreements they hang on."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from continuity.domain.lint.base import ERROR, WARNING, Check, Found, Recorded, among, counted
from continuity.domain.offices.models import Office
from continuity.domain.programmes.lifecycle import absent, ended, stated_end
from continuity.domain.programmes.models import Programme
from continuity.domain.values.dates import over


def no_heir(recorded: Recorded, as_of: date) -> Iterator[Found]:
    """Offices that are certainly over without an heir, with the programmes that run and answer to them."""
    orphaned: dict[str, list[Programme]] = defaultdict(list)
    for programme in recorded.programmes:
        office = _answerable(programme.office, recorded.posts, as_of)
        if office and not ended(programme, as_of) and not absent(programme, as_of):
            orphaned[office].append(programme)
    for key, programmes in orphaned.items():
        names = among([programme.name or programme.key for programme in programmes])
        text = f"{key} ended on {recorded.posts[key].end} without a recorded heir; left are {names}."
        yield Found(text, (f"office:{key}", *(f"programme:{programme.key}" for programme in programmes)))


def outlives(recorded: Recorded, _as_of: date) -> Iterator[Found]:
    """Agreements that certainly run past the stated end of their programme."""
    for programme in recorded.programmes:
        end = _last_day(programme)
        for row in programme.agreements:
            last = row.end.earliest if row.end and row.status != "terminated" else None
            if end is not None and last is not None and last > end:
                partner, name = row.partner.name or row.partner.key, programme.name or programme.key
                by = counted((last - end).days, "day")
                text = f"The agreement with {partner} ends on {row.end}, {by} after {name} ({programme.end})."
                yield Found(text, (f"agreement:{row.key}", f"programme:{programme.key}"))


def _answerable(key: str, posts: Mapping[str, Office], as_of: date) -> str | None:
    """The office without heir at which the line of successors of an ended one stops; None where none does."""
    passed: set[str] = set()
    while key in posts and key not in passed and over(posts[key].end, as_of):
        passed.add(key)
        heir = posts[key].successor
        if heir is None:
            return key if posts[key].kind != "ceremonial" else None
        key = heir
    return None


def _last_day(programme: Programme) -> date | None:
    """The latest day of a programme's stated end, or of any end where its status says that it has ended."""
    closed = programme.end.latest if programme.end and programme.status == "ended" else None
    return stated_end(programme) or closed


CHECKS = (
    Check(
        "NO_HEIR",
        ERROR,
        "An office has ended, no successor is recorded, and programmes that run still answer to it.",
        "Record the office that took over as its successor, or the end of the programmes.",
        no_heir,
    ),
    Check(
        "AGREEMENT_OUTLIVES",
        WARNING,
        "An agreement runs past the stated end of the programme it is for.",
        "Correct one of the two ends: the programme goes on, or the agreement ends with it.",
        outlives,
    ),
)
