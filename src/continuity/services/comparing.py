"""What a change does to the findings: before and after, inside the transaction that makes it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from continuity.domain.risk.facts import Finding
from continuity.domain.settings import Settings
from continuity.services.assessing import Scope, assessed
from continuity.services.session import Stamp, Writer, writing

Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class Difference:
    """One programme's finding before and after; None where there was none."""

    programme: str
    before: Finding | None
    after: Finding | None


def happened(
    address: str, stamp: Stamp, event: Callable[[Writer], Done], as_of: date, settings: Settings
) -> tuple[Done, tuple[Difference, ...]]:
    """Let an event happen in one batch, and say whose status, level, transition or reasons it changed.

    Args:
        address: of the database.
        stamp: who asks, how and when.
        event: writes what happened.
        as_of: the day for which the findings are worked out.
        settings: the numbers the rule turns on.
    """
    with writing(address, stamp) as writer:
        before = findings(writer, as_of, settings)
        done = event(writer)
        after = findings(writer, as_of, settings)
        differences = (Difference(key, before.get(key), after.get(key)) for key in sorted({*before, *after}))
        return done, tuple(one for one in differences if _told(one.before) != _told(one.after))


def findings(writer: Writer, as_of: date, settings: Settings) -> dict[str, Finding]:
    """Every finding as it stands inside the transaction, by programme key."""
    found = assessed(writer.connection, as_of, settings, Scope()).findings
    return {finding.programme.key: finding for finding in found}


def _told(finding: Finding | None) -> tuple[object, ...]:
    if finding is None:
        return ()
    where = finding.transition
    codes = tuple(reason.code for reason in (*finding.reasons, *finding.watch_points))
    days = (where.key, where.handover_first, where.handover_last, where.open) if where else ()
    return (finding.status, finding.level, codes, days)
