"""Every office as it is on one day, worked out once for all programmes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from continuity.domain.offices.models import KnownOffice, OfficeRecord, Transition
from continuity.domain.offices.transitions import Outlook, build_outlook
from continuity.domain.settings import Settings
from continuity.domain.values.dates import get_last_day
from continuity.domain.vocabulary import TransitionKind

_MAX_SUCCESSIONS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeSnapshot:
    """All that is the same for all programmes on a day, by office; `office_records` lack what was not known then."""

    as_of: date
    settings: Settings
    office_records: Mapping[str, KnownOffice]
    outlooks: Mapping[str, Outlook]


def build_office_snapshot(office_records: Mapping[str, KnownOffice], as_of: date, settings: Settings) -> OfficeSnapshot:
    """Build the snapshot, with the transitions worked out once an office."""
    outlooks = {key: build_outlook(record, as_of, settings) for key, record in office_records.items()}
    return OfficeSnapshot(as_of=as_of, settings=settings, office_records=office_records, outlooks=outlooks)


def find_successor_chain(office: str, office_records: Mapping[str, OfficeRecord]) -> tuple[str, ...]:
    """Return the office and its successors in order."""
    found = [office]
    while (record := office_records.get(found[-1])) and record.office.next_office not in (None, *found):
        found.append(str(record.office.next_office))
    return tuple(found)


def resolve_successor_office(office_key: str, snapshot: OfficeSnapshot) -> str:
    """Resolve the office a programme answers to on a day: past the window of an abolition, the successor."""
    window = timedelta(days=1 + snapshot.settings.window_days)
    for _ in range(_MAX_SUCCESSIONS):
        office = snapshot.office_records[office_key].office
        # At its latest, as the window of the abolition counts: before that the change is still open.
        last_day = get_last_day(office.end) if office.end else None
        if last_day is None or office.successor not in snapshot.office_records or snapshot.as_of <= last_day + window:
            break
        office_key = str(office.successor)
    return office_key


def list_past_transitions(office: str, snapshot: OfficeSnapshot) -> tuple[Transition, ...]:
    """List the closed changes of an office and of its successors, earliest first."""
    past: list[Transition] = []
    from_day, last_office, office_key = date.min, resolve_successor_office(office, snapshot), office
    while True:
        past += [transition for transition in snapshot.outlooks[office_key].past if transition.start_day >= from_day]
        if office_key == last_office:
            return tuple(past)
        abolitions = (event.polling_day for event in reversed(past) if event.kind == TransitionKind.ABOLITION)
        from_day = next(abolitions, from_day)
        office_key = str(snapshot.office_records[office_key].office.successor)
