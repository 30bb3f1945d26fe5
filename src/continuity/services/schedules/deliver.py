"""Delivery of written runs: marked as `sending` first, so that a crash leaves a trace."""

from dataclasses import replace
from typing import TYPE_CHECKING

from continuity.db import schedule_runs
from continuity.delivery import load_channel, load_channel_type
from continuity.delivery.model import Attachment, DeliveryRequest, DeliveryResult
from continuity.domain.scheduling.runs import LEASE_PER_DELIVERY, Delivery, Run, compute_retry_time
from continuity.domain.values.clock import Clock
from continuity.domain.vocabulary import DeliveryState
from continuity.services.schedules.render import HTML_NAME, SUBJECT_NAME, TEXT_NAME
from continuity.services.transaction import read_database, write_untracked

if TYPE_CHECKING:
    from continuity.mail_settings import MailSettings

_CRASH_NOTE = "It was being sent when the program stopped, so it may have arrived. `continuity schedule retry` decides."


def recover_deliveries(address: str, run: Run, clock: Clock) -> None:
    """Repeat deliveries that a crash broke off, if harmless; mark the rest unknown."""
    with write_untracked(address) as connection:
        for delivery in schedule_runs.load_deliveries(connection, run=run.key, state=DeliveryState.SENDING):
            is_repeatable = load_channel_type(delivery.channel).is_repeatable
            state, detail = (DeliveryState.RENDERED, "") if is_repeatable else (DeliveryState.UNKNOWN, _CRASH_NOTE)
            updated = replace(delivery, state=state, explanation=detail, changed_at=clock.now)
            schedule_runs.update_delivery(connection, updated)


def send_run(address: str, run: Run, clock: Clock, mail_settings: "MailSettings") -> tuple[Delivery, ...]:
    """Send each pending delivery of a run; a failure stops no other."""
    with read_database(address) as connection:
        deliveries = schedule_runs.load_deliveries(connection, run=run.key)
        waiting = [delivery for delivery in deliveries if _is_due(delivery, clock)]
    for delivery in waiting:
        run = replace(run, leased_until=run.leased_until + LEASE_PER_DELIVERY)
        send_delivery(address, run, delivery, clock, mail_settings)
    return close_run(address, run, clock)


def send_delivery(
    address: str, run: Run, delivery: Delivery, clock: Clock, mail_settings: "MailSettings"
) -> Delivery | None:
    """Send one delivery; None if another program took it."""
    with write_untracked(address) as connection:
        if not schedule_runs.start_sending(connection, delivery, clock.now):
            return None
        schedule_runs.renew_lease(connection, run.key, run.worker, run.leased_until)
        request = _build_request(schedule_runs.load_documents(connection, run.key, delivery.city), run, delivery)
    result = load_channel(delivery.channel, mail_settings).deliver(request)
    updated = _apply_result(replace(delivery, attempts=delivery.attempts + 1, changed_at=clock.now), result, clock)
    with write_untracked(address) as connection:
        schedule_runs.update_delivery(connection, updated)
    return updated


def _is_due(delivery: Delivery, clock: Clock) -> bool:
    if delivery.state == DeliveryState.FAILED:
        return delivery.retry_at is not None and delivery.retry_at <= clock.now
    return delivery.state == DeliveryState.RENDERED


def _build_request(documents: list[tuple[str, str, bytes]], run: Run, delivery: Delivery) -> DeliveryRequest:
    part_names = (SUBJECT_NAME, TEXT_NAME, HTML_NAME)
    email_parts = {name: content.decode() for name, _, content in documents if name in part_names}
    has_attachments = bool(run.schedule_cells["formats"]) or load_channel_type(delivery.channel).needs_document
    attached = [document for document in documents if has_attachments and document[0] not in part_names]
    return DeliveryRequest(
        key=delivery.key,
        target=delivery.target,
        subject=email_parts[SUBJECT_NAME],
        text=email_parts[TEXT_NAME],
        html=email_parts[HTML_NAME],
        documents=tuple(Attachment(name=name, media_type=kind, content=content) for name, kind, content in attached),
        due=run.due,
    )


def _apply_result(delivery: Delivery, result: DeliveryResult, clock: Clock) -> Delivery:
    retry_at = None
    if result.state == DeliveryState.FAILED and not result.permanent:
        retry_at = compute_retry_time(delivery.attempts, clock.now)
    return replace(delivery, state=result.state, explanation=result.detail, retry_at=retry_at)


def close_run(address: str, run: Run, clock: Clock) -> tuple[Delivery, ...]:
    """Close a run without pending deliveries; keep documents until all have arrived."""
    with write_untracked(address) as connection:
        deliveries = tuple(schedule_runs.load_deliveries(connection, run=run.key))
        pending_states = (DeliveryState.CLAIMED, DeliveryState.RENDERED, DeliveryState.SENDING)
        if not any(delivery.state in pending_states for delivery in deliveries):
            schedule_runs.finish_run(connection, run.key, clock.now)
        if all(delivery.state in (DeliveryState.SENT, DeliveryState.SKIPPED) for delivery in deliveries):
            schedule_runs.delete_documents(connection, run.key)
    return deliveries
