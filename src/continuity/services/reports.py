"""Report data: loaded, redacted for its readers and assessed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from continuity.db import read
from continuity.domain.privacy.audiences import parse_audience
from continuity.domain.privacy.redaction import Redactor, WithheldData
from continuity.domain.risk.findings import Assessment
from continuity.domain.schema.tables import PARTNERS, PROGRAMMES
from continuity.domain.schema.values import Row
from continuity.domain.values.durations import Duration
from continuity.reports.report.model import ReportData
from continuity.reports.wording.names import office_name
from continuity.reports.wording.omissions import format_omissions
from continuity.services.assessment import Scope, assess_programmes_with, is_at_least, resolve_scope
from continuity.services.settings import load_settings
from continuity.services.transaction import read_database

if TYPE_CHECKING:
    from sqlalchemy import Connection

_NOT_SENSITIVE = (None, "", "no")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderOptions:
    """The readers of a document (internal, partner, funder, public), and their withheld data.
    `included` may name sensitive, contacts and notes.
    """

    audience: str = "internal"
    included: tuple[str, ...] = ()


def build_report_data(
    address: str,
    as_of: date,
    horizon: Duration | None = None,
    scope: Scope | None = None,
    readers: ReaderOptions | None = None,
    level: str | None = None,
) -> ReportData:
    """Build the data of a document for its readers, by default the city's staff.
    `level` is the lowest to include; unknown exposure counts as high. Raise BadValue for an unknown audience,
    UsageError for withheld data for outsiders, and UnknownKey or AmbiguousKey for a name in the scope.
    """
    reader_options, scope = readers or ReaderOptions(), scope or Scope()
    report_audience = parse_audience(reader_options.audience, reader_options.included)
    with read_database(address) as connection:
        scope = resolve_scope(connection, scope)
        redaction = Redactor(report_audience, load_privacy_marks(connection), frozenset(reader_options.included))
        settings = load_settings(connection, horizon)
        full = assess_programmes_with(connection, as_of, settings, scope, redaction.redact_programmes)
    redacted = redaction.redact_assessment(full)
    listed_findings = tuple(finding for finding in redacted.findings if is_at_least(finding, level))
    return ReportData(
        assessment=redacted,
        findings=listed_findings,
        audience=report_audience,
        left_out=format_omissions(redaction.count_omissions(full.findings)),
        filters=_describe_scope(scope, level, redaction, redacted),
        contacts=redaction.contacts,
        notes=redaction.select_notes(listed_findings),
    )


def load_privacy_marks(connection: "Connection") -> WithheldData:
    """Load the records withheld by default; an unknown mark counts as one."""
    programmes = list(read.select_rows(connection, PROGRAMMES, ("key", "sensitive", "note")))
    partners = list(read.select_rows(connection, PARTNERS, ("key", "sensitive", "contact", "note")))
    return WithheldData(
        programmes=_collect_keys(row for row in programmes if row["sensitive"] not in _NOT_SENSITIVE),
        partners=_collect_keys(row for row in partners if row["sensitive"] not in _NOT_SENSITIVE),
        contacts={str(row["key"]): str(row["contact"]) for row in partners if row["contact"]},
        notes={
            (noun, str(row["key"])): str(row["note"])
            for noun, rows in (("programme", programmes), ("partner", partners))
            for row in rows
            if row["note"]
        },
    )


def _collect_keys(rows: Iterable[Row]) -> frozenset[str]:
    return frozenset(str(row["key"]) for row in rows)


def _describe_scope(scope: Scope, level: str | None, redaction: Redactor, assessment: Assessment) -> tuple[str, ...]:
    def format_partner(key: str) -> str:
        return assessment.display_name("partner", redaction.pseudonyms.get(key, key))

    values_by_phrase = {
        "programmes of {}": scope.city and assessment.display_name("city", scope.city),
        "programmes in the region {}": scope.region,
        "programmes in the country {}": scope.country,
        "programmes that {} decides on": scope.office and _format_office(assessment, scope.office),
        "programmes with {}": scope.partner and format_partner(scope.partner),
        "programmes paid for by {}": scope.funder and format_partner(scope.funder),
        "findings at level {} or above": level,
    }
    return tuple(words.format(name) for words, name in values_by_phrase.items() if name is not None)


def _format_office(assessment: Assessment, key: str) -> str:
    if key not in assessment.office_records:
        return key
    city = assessment.office_records[key].office.city
    return f"{office_name(assessment, key)} ({assessment.display_name('city', city)})"
