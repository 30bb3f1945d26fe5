"""The handover brief of one change of leadership, for the incoming administration."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from continuity.db import facts, read
from continuity.domain.offices.snapshot import OfficeSnapshot, list_past_transitions, resolve_successor_office
from continuity.domain.offices.transitions import select_transition
from continuity.domain.privacy.audiences import INCOMING, validate_request
from continuity.domain.privacy.redaction import Omission, Redactor
from continuity.domain.programmes.models import KnownProgramme
from continuity.domain.risk.findings import Finding
from continuity.domain.schema.columns import Table
from continuity.domain.schema.tables import AGREEMENTS, CITIES, EVIDENCE, OFFICES, PROGRAMMES
from continuity.domain.schema.values import Row
from continuity.domain.vocabulary import EvidenceKind, OfficeKind
from continuity.errors import BadValue, UnknownKey, UsageError
from continuity.reports.handover_brief.model import HandoverBrief
from continuity.reports.report.model import ReportData
from continuity.reports.wording.omissions import format_omissions
from continuity.services.assessment import assess_offices, build_known_snapshot
from continuity.services.lookup import find_record
from continuity.services.reports import load_privacy_marks
from continuity.services.settings import load_settings
from continuity.services.transaction import read_database

if TYPE_CHECKING:
    from sqlalchemy import Connection

_PROGRAMME_COLUMNS = ("theme", "summary", "mandate_reference")


def build_handover_brief(
    address: str,
    as_of: date,
    city: str,
    office: str | None = None,
    day: date | None = None,
    included: Iterable[str] = (),
) -> HandoverBrief:
    """Build the brief for the incoming administration of one office; `included` names sensitive, contacts or notes.

    `city` and `office` are a key, an exact name or the beginning of a key. `day` is the polling or first day of the
    change; by default the open change, else the next. Raise UnknownKey or AmbiguousKey for the city, office or change,
    BadValue for an office that decides on nothing, UsageError if the city has several that decide and none was given.
    """
    included_kinds = frozenset(included)
    with read_database(address) as connection:
        city_key = str(find_record(connection, CITIES, city)["key"])
        snapshot = build_known_snapshot(facts.load_leaderships(connection), as_of, load_settings(connection, None))
        office_key = _find_office(connection, snapshot, city_key, office)
        audience, marks = validate_request(INCOMING, included_kinds), load_privacy_marks(connection)
        return _build_brief(connection, snapshot, office_key, day, Redactor(audience, marks, included_kinds))


def _build_brief(
    connection: "Connection", snapshot: OfficeSnapshot, office: str, day: date | None, redaction: Redactor
) -> HandoverBrief:
    transition = select_transition(snapshot.outlooks[office], office, day)
    # Those whose programmes this office has come to decide on too.
    office_keys = {key for key in snapshot.office_records if resolve_successor_office(key, snapshot) == office}
    found = assess_offices(connection, snapshot, office_keys, redaction.redact_programmes)
    redacted = redaction.redact_assessment(found)
    programme_keys = {finding.programme.key for finding in redacted.findings}
    reading_list = _load_reading_list(connection, found.findings, redaction)
    withheld = {Omission.READING_MATTER: sum(reading_list.withheld_counts.values())}
    return HandoverBrief(
        report=ReportData(
            assessment=redacted,
            findings=redacted.findings,
            audience=redaction.audience,
            left_out=format_omissions(redaction.count_omissions(found.findings) | withheld),
            contacts=redaction.contacts,
            notes=redaction.select_notes(redacted.findings),
        ),
        office=office,
        transition=transition,
        past_transitions={key: list_past_transitions(key, snapshot) for key in office_keys},
        programmes=_load_cells(connection, PROGRAMMES, programme_keys, _PROGRAMME_COLUMNS),
        agreements=reading_list.documents,
        evaluations=reading_list.evaluations,
        withheld_counts=reading_list.withheld_counts,
    )


def _find_only_office(snapshot: OfficeSnapshot, city: str) -> str:
    office_keys = [key for key in sorted(snapshot.office_records) if _is_deciding_in(city, snapshot, key)]
    if not office_keys:
        message = f"no office that decides on programmes is recorded in {city}"
        raise UnknownKey(message, "`continuity office add` records one")
    if len(office_keys) > 1:
        choice = " or ".join(f"--office {key}" for key in office_keys)
        raise UsageError(f"{city} has {len(office_keys)} offices that decide on programmes", f"say which: {choice}")
    return office_keys[0]


def _is_deciding_in(city: str, snapshot: OfficeSnapshot, key: str) -> bool:
    office = snapshot.office_records[key].office
    can_decide = office.city == city and office.kind != OfficeKind.CEREMONIAL
    return can_decide and resolve_successor_office(key, snapshot) == key


def _find_office(connection: "Connection", snapshot: OfficeSnapshot, city: str, text: str | None) -> str:
    if text is None:
        return _find_only_office(snapshot, city)
    key = str(find_record(connection, OFFICES, text)["key"])
    office = snapshot.office_records[key].office
    if office.city != city:
        raise BadValue(f"{key} is no office of {city}", f"ask for it with `continuity handover {office.city}`")
    if office.kind == OfficeKind.CEREMONIAL:
        hint = f"`continuity office list --city {city}` shows all"
        raise BadValue(f"{key} is ceremonial and decides on nothing", hint)
    if (successor := resolve_successor_office(key, snapshot)) != key:
        raise BadValue(f"{key} ended on {office.end}; its programmes went to {successor}", f"--office {successor}")
    return key


@dataclass(frozen=True, slots=True)
class _ReadingList:
    """Documents by agreement, evaluations by programme, and counts of withheld ones."""

    documents: dict[str, Row]
    evaluations: dict[str, tuple[Row, ...]]
    withheld_counts: dict[str, int]


def _load_reading_list(connection: "Connection", findings: Iterable[Finding], redaction: Redactor) -> _ReadingList:
    """Load evaluations and agreements' documents; withhold those of unnamed partners."""
    unnamed = {*redaction.pseudonyms, *redaction.pseudonyms.values()}
    programmes = [finding.programme for finding in findings]
    partners_by_agreement = {row.key: row.partner.key for programme in programmes for row in programme.agreements}
    evidence = [row for programme in programmes for row in programme.evidence]
    evaluators = {row.key: row.partner for row in evidence if row.kind == EvidenceKind.EVALUATION}
    documents = _load_cells(connection, AGREEMENTS, partners_by_agreement.keys(), ("evidence",))
    evaluations = _load_cells(connection, EVIDENCE, evaluators.keys(), ("date", "title", "url"))
    visible_evaluations = {key for key, partner in evaluators.items() if partner not in unnamed}
    return _ReadingList(
        {key: row for key, row in documents.items() if partners_by_agreement[key] not in unnamed},
        {
            programme.key: tuple(evaluations[row.key] for row in programme.evidence if row.key in visible_evaluations)
            for programme in programmes
        },
        {programme.key: _count_withheld(programme, documents, evaluators, unnamed) for programme in programmes},
    )


def _count_withheld(
    programme: KnownProgramme, documents: Mapping[str, Row], evaluators: Mapping[str, str | None], unnamed: set[str]
) -> int:
    agreements = [row for row in programme.agreements if row.partner.key in unnamed and documents[row.key]["evidence"]]
    return len(agreements) + sum(row.key in evaluators and row.partner in unnamed for row in programme.evidence)


def _load_cells(connection: "Connection", table: Table, keys: Collection[str], names: Iterable[str]) -> dict[str, Row]:
    rows = read.load_rows(connection, table, keys=keys)
    return {str(row["key"]): {name: row[name] for name in names} for row in rows}
