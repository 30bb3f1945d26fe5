"""What a change does to the findings: before and after, inside the transaction that makes it."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from continuity.domain.comparison.before_after import Difference, paired
from continuity.domain.risk.findings import Assessment
from continuity.domain.values.durations import Span
from continuity.services.assessing import Scope, assessed
from continuity.services.session import Stamp, Writer, writing
from continuity.services.settling import settings_of

Done = TypeVar("Done")


def happened(
    address: str, stamp: Stamp, event: Callable[[Writer], Done], as_of: date, horizon: Span | None = None
) -> tuple[Done, tuple[Difference, ...], Assessment]:
    """Let an event happen in one batch, and say whose status, level, transition, reasons or cover it changed.

    The last of the three is everything that can be said once it has happened.

    Args:
        address: of the database.
        stamp: who asks, how and when.
        event: writes what happened.
        as_of: the day for which the findings are worked out.
        horizon: how far to look ahead, where another one than the database's is asked for.
    """
    with writing(address, stamp) as writer:
        before = standing(writer, as_of, horizon)
        done = event(writer)
        after = standing(writer, as_of, horizon)
        return done, tuple(one for one in paired(before.findings, after.findings) if one.changed), after


def standing(writer: Writer, as_of: date, horizon: Span | None) -> Assessment:
    """Everything that can be said as the record stands inside the transaction."""
    return assessed(writer.connection, as_of, settings_of(writer.connection, horizon), Scope())
