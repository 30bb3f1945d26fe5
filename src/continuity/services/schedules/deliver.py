"""Sending what a run wrote: each delivery is said to be on its way before it is, so that a crash leaves its trace."""

from dataclasses import replace
from typing import TYPE_CHECKING

from continuity.delivery.model import Attachment, Parcel, Receipt
from continuity.domain.scheduling.runs import (
    CLAIMED,
    FAILED,
    RENDERED,
    SENDING,
    SENT,
    SKIPPED,
    SLOWEST,
    UNKNOWN,
    Delivery,
    Run,
    again_at,
)
from continuity.domain.values.clock import Clock
from continuity.services.schedules.render import HTML, SUBJECT, TEXT
from continuity.services.transaction import reading, tracing

if TYPE_CHECKING:
    from continuity.mail_settings import Post

REPEATABLE = ("file", "eml")
"""The channels for which doing it again is harmless: the same file comes to the same place."""

_CRASHED = "It was being sent when the program stopped, so it may have arrived. `continuity schedule retry` decides."


def recover(address: str, run: Run, clock: Clock) -> None:
    """What was on its way when a program stopped: a file is written again, a mail is not and is shown as unknown."""
    from continuity.db import schedule_runs

    with tracing(address) as connection:
        for one in schedule_runs.deliveries(connection, run=run.key, state=SENDING):
            repeat = one.channel in REPEATABLE
            state, told = (RENDERED, "") if repeat else (UNKNOWN, _CRASHED)
            schedule_runs.settle(connection, replace(one, state=state, told=told, changed_at=clock.now))


def send(address: str, run: Run, clock: Clock, post: "Post") -> tuple[Delivery, ...]:
    """Send what is to be sent of a run, each to its place; what fails holds nothing else up."""
    from continuity.db import schedule_runs

    with reading(address) as connection:
        waiting = [one for one in schedule_runs.deliveries(connection, run=run.key) if _to_send(one, clock)]
    for one in waiting:
        run = replace(run, leased_until=run.leased_until + SLOWEST)
        deliver(address, run, one, clock, post)
    return close(address, run, clock)


def deliver(address: str, run: Run, delivery: Delivery, clock: Clock, post: "Post") -> Delivery | None:
    """One delivery; None where somebody else took it."""
    from continuity.db import schedule_runs
    from continuity.delivery import channel

    with tracing(address) as connection:
        if not schedule_runs.start_sending(connection, delivery, clock.now):
            return None
        schedule_runs.renew(connection, run.key, run.worker, run.leased_until)
        parcel = _parcel(schedule_runs.documents(connection, run.key, delivery.part), run, delivery)
    receipt = channel(delivery.channel).deliver(parcel, post)
    settled = _settled(replace(delivery, attempts=delivery.attempts + 1, changed_at=clock.now), receipt, clock)
    with tracing(address) as connection:
        schedule_runs.settle(connection, settled)
    return settled


def _to_send(one: Delivery, clock: Clock) -> bool:
    again = one.state == FAILED and one.again_at is not None and one.again_at <= clock.now
    return one.state == RENDERED or again


def _parcel(documents: list[tuple[str, str, bytes]], run: Run, delivery: Delivery) -> Parcel:
    """The letter with its documents; a letter has only those that were asked for, a folder gets at least one."""
    own = {name: content.decode() for name, _, content in documents if name in (SUBJECT, TEXT, HTML)}
    attached = bool(run.ordered["formats"]) or delivery.channel == "file"
    return Parcel(
        key=delivery.key,
        to=delivery.target,
        subject=own[SUBJECT],
        text=own[TEXT],
        html=own[HTML],
        documents=tuple(
            Attachment(name=one, media_type=kind, content=content)
            for one, kind, content in documents
            if attached and one not in own
        ),
        due=run.due,
    )


def _settled(one: Delivery, receipt: Receipt, clock: Clock) -> Delivery:
    later = None
    if receipt.state == FAILED and not receipt.permanent:
        later = again_at(one.attempts, clock.now)
    return replace(one, state=receipt.state, told=receipt.told, again_at=later)


def close(address: str, run: Run, clock: Clock) -> tuple[Delivery, ...]:
    """Close the run, unless something waits to be written or to be sent; keep its documents until all of it arrived."""
    from continuity.db import schedule_runs

    with tracing(address) as connection:
        there = tuple(schedule_runs.deliveries(connection, run=run.key))
        if not any(one.state in (CLAIMED, RENDERED, SENDING) for one in there):
            schedule_runs.finish(connection, run.key, clock.now)
        if all(one.state in (SENT, SKIPPED) for one in there):
            schedule_runs.forget_documents(connection, run.key)
    return there
