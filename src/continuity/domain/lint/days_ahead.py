"""Days that should be past or near and lie ahead: often a slip of a digit."""

from collections.abc import Iterator
from datetime import date

from continuity.domain.known import is_known
from continuity.domain.lint.base import LintData, LintMatch, LintRule, build_match
from continuity.domain.offices.models import KnownOffice
from continuity.domain.offices.transitions import build_outlook
from continuity.domain.programmes.models import Programme
from continuity.domain.settings import Settings
from continuity.domain.values.dates import VagueDate
from continuity.domain.values.durations import Duration
from continuity.domain.vocabulary import AgreementStatus, FundingCertainty, ProgrammeStatus, Severity

_FAR_AHEAD = Duration(months=60)
"""No launch is planned further ahead than this, and no appointment."""

_SIGNED_STATUSES = (AgreementStatus.SIGNED, AgreementStatus.TERMINATED)


def check_days_ahead(data: LintData, as_of: date) -> Iterator[LintMatch]:
    """Find signing days, commitments, launches and first days in office that lie too far ahead."""
    for programme in data.programmes:
        yield from _find_signing_days(programme, as_of)
        yield from _find_commitment_days(programme, as_of)
        yield from _find_launch_day(programme, as_of)
    for record in data.office_records:
        last_day = _find_last_plausible_start(data.known_offices[record.office.key], as_of, data.settings)
        for term in record.terms:
            if _lies_after(term.start, last_day) and is_known(None, term.known_from, as_of):
                office, person = record.office.key, data.display_name("person", term.person)
                records = (f"term:{term.key}", f"office:{office}")
                yield build_match(records, "term", person=person, office=office, day=term.start)


def _find_signing_days(programme: Programme, as_of: date) -> Iterator[LintMatch]:
    for row in programme.agreements:
        is_signed = row.status in _SIGNED_STATUSES and is_known(None, row.known_from, as_of)
        if is_signed and _lies_after(row.signed_on, as_of):
            records = (f"agreement:{row.key}", f"programme:{programme.key}")
            partner, name = row.partner.name or row.partner.key, programme.name or programme.key
            yield build_match(records, "signed", partner=partner, programme=name, day=row.signed_on)


def _find_commitment_days(programme: Programme, as_of: date) -> Iterator[LintMatch]:
    for row in programme.funding:
        is_committed = row.certainty == FundingCertainty.COMMITTED and is_known(None, row.known_from, as_of)
        if is_committed and _lies_after(row.committed_on, as_of):
            records = (f"funding:{row.key}", f"programme:{programme.key}")
            yield build_match(records, "committed", programme=programme.name or programme.key, day=row.committed_on)


def _find_launch_day(programme: Programme, as_of: date) -> Iterator[LintMatch]:
    is_running = programme.status in (ProgrammeStatus.ACTIVE, ProgrammeStatus.PAUSED)
    last_day = as_of if is_running else _FAR_AHEAD.add_to(as_of)
    if _lies_after(programme.launched, last_day) and is_known(None, programme.known_from, as_of):
        variant, name = "running" if is_running else "launched", programme.name or programme.key
        parameters = {"programme": name, "day": programme.launched, "status": programme.status}
        yield build_match((f"programme:{programme.key}",), variant, **parameters)


def _find_last_plausible_start(record: KnownOffice, as_of: date, settings: Settings) -> date:
    """Find the last day on which somebody already known may take office.
    It is the handover of the next election: who wins a later one, nobody knows yet.
    """
    ahead = build_outlook(record, as_of, settings).ahead
    handovers = (transition.handover_last for transition in ahead if transition.is_election)
    return next(handovers, _FAR_AHEAD.add_to(as_of))


def _lies_after(day: VagueDate | None, limit: date) -> bool:
    return day is not None and day.earliest is not None and day.earliest > limit


LINT_RULES = (LintRule("DAY_AHEAD", Severity.WARNING, check_days_ahead),)
