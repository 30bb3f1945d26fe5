"""What a change does to the findings: before and after, inside the transaction that makes it."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from continuity.domain.comparison import Difference, paired
from continuity.domain.risk.facts import Finding
from continuity.domain.spans import Span
from continuity.services.assessing import Scope, assessed
from continuity.services.session import Stamp, Writer, writing
from continuity.services.settling import settings_of

Done = TypeVar("Done")


def happened(
    address: str, stamp: Stamp, event: Callable[[Writer], Done], as_of: date, horizon: Span | None = None
) -> tuple[Done, tuple[Difference, ...]]:
    """Let an event happen in one batch, and say whose status, level, transition, reasons or cover it changed.

    Args:
        address: of the database.
        stamp: who asks, how and when.
        event: writes what happened.
        as_of: the day for which the findings are worked out.
        horizon: how far to look ahead, where another one than the database's is asked for.
    """
    with writing(address, stamp) as writer:
        before = findings(writer, as_of, horizon)
        done = event(writer)
        after = findings(writer, as_of, horizon)
        return done, tuple(one for one in paired(before.values(), after.values()) if one.changed)


def findings(writer: Writer, as_of: date, horizon: Span | None) -> dict[str, Finding]:
    """Every finding as it stands inside the transaction, by programme key."""
    settings = settings_of(writer.connection, horizon)
    found = assessed(writer.connection, as_of, settings, Scope()).findings
    return {finding.programme.key: finding for finding in found}
