"""Findings in a few lines for people."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from continuity.domain.offices.models import Transition
from continuity.domain.risk.findings import RULE_VERSION, Assessment, Finding, Reason
from continuity.domain.settings import Settings, describe_deviations, format_setting_values
from continuity.domain.summaries.action_plan import format_decision
from continuity.domain.summaries.concentration import Concentration
from continuity.domain.summaries.figures import Completeness, Figures
from continuity.domain.values.dates import VagueDate
from continuity.domain.vocabulary import FindingStatus, RiskLevel
from continuity.reports.report.summary import format_concentration
from continuity.reports.wording.english import format_count
from continuity.reports.wording.holders import OVERDUE_NOTE
from continuity.reports.wording.labels import format_cancelled_election, format_transition_day
from continuity.reports.wording.sentences import format_reason, format_remedy

if TYPE_CHECKING:
    from continuity.services.partners.overview import PartnerRole


MAX_CITIES = 3
"""Up to how many cities a list of findings tells how much of each is recorded."""

MAX_MISSING = 4


def format_verdict(finding: Finding) -> str:
    """Format status and level in words, with their day."""
    level = f" ({finding.level})" if finding.level else ""
    transition_note = f" at {format_transition_day(finding.transition, None)}" if finding.transition else ""
    is_covered = finding.status == FindingStatus.COVERED and finding.covered_until
    until = f", until {finding.covered_until}" if is_covered else ""
    return f"{finding.status}{level}{transition_note}{until}"


def format_comparison(before: Finding | None, after: Finding | None, partner: str) -> str:
    """Format what a change did to one finding, and what is open for its partner."""
    if after is None:
        return "No finding: the office is ceremonial.\n"
    before_line = f"before: {format_verdict(before)}" if before else "before: no finding"
    lines = [before_line, f"after:  {format_verdict(after)}"]
    open_reasons = _select_open_reasons(after, partner) if after.status == FindingStatus.AT_RISK else after.watch_points
    title = "still open" if after.status == FindingStatus.AT_RISK else "to watch"
    lines += [f"{title}: {reason.code}: {format_reason(reason)}" for reason in open_reasons]
    return "".join(f"{line}\n" for line in lines)


def _select_open_reasons(finding: Finding, partner: str) -> tuple[Reason, ...]:
    """Select the reasons of the finding, or of a partner that is not closest."""
    failing_reasons = (candidate.failures for candidate in finding.candidates if candidate.partner == partner)
    return finding.reasons if finding.carrier == partner else next(failing_reasons, finding.reasons)


def format_counts(findings: Iterable[Finding]) -> str:
    """Count findings by status in one line, apart from what lacks records."""
    findings = tuple(findings)
    statuses = Counter(finding.status for finding in findings)
    parts = [
        f"{_format_at_risk(findings, 'recorded')} at risk on the record",
        f"{_format_at_risk(findings, 'unrecorded')} at risk because nothing is recorded",
    ]
    labels = {FindingStatus.ENDS_FIRST: "end first", FindingStatus.UNKNOWN_EXPOSURE: "of unknown exposure"}
    labels |= {FindingStatus.COVERED: "covered", FindingStatus.NOT_EXPOSED: "not exposed"}
    parts += [f"{statuses[status]} {text}" for status, text in labels.items()]
    return ", ".join(parts)


def format_footer(assessment: Assessment) -> str:
    """Format what every list of findings rests on."""
    return format_provenance(assessment.as_of, assessment.settings)


def format_provenance(as_of: date, settings: Settings) -> str:
    """Format the day, the rule and its settings, and which are not its own."""
    until = settings.horizon.add_to(as_of)
    settings_list = ", ".join(f"{name} {text}" for name, text in format_setting_values(settings).items())
    lines = (
        f"As of {as_of}, looking ahead to {until}; rule {RULE_VERSION}; {settings_list}.",
        *(f"Not the rule's own setting: {text}." for text in describe_deviations(settings)),
    )
    return "\n".join(lines)


def format_completeness(figures: Figures) -> str:
    """Format how much is recorded of each city; one line for many cities."""
    cities = figures.completeness
    if len(cities) > MAX_CITIES:
        recorded, total = sum(city.recorded for city in cities), sum(city.of for city in cities)
        return f"Recorded: {recorded} of {total} facts in {len(cities)} cities; `continuity status` lists them.\n"
    return "".join(
        f"{figures.assessment.display_name('city', city.city)}: "
        f"{city.recorded} of {city.of} facts recorded{_format_missing(city)}.\n"
        for city in cities
    )


def format_most_missing(completeness: Completeness) -> str:
    """Format the columns most often missing among a city's findings."""
    listed = completeness.missing[:MAX_MISSING]
    return ", ".join(f"{name} ({number} of {completeness.programmes})" for name, number in listed)


def _format_missing(completeness: Completeness) -> str:
    return f"; most often missing: {format_most_missing(completeness)}" if completeness.missing else ""


def _format_at_risk(findings: Iterable[Finding], basis: str) -> str:
    at_risk = (finding for finding in findings if finding.status == FindingStatus.AT_RISK and finding.basis == basis)
    counts_by_level = Counter(finding.level for finding in at_risk)
    levels = ", ".join(f"{counts_by_level[level]} {level}" for level in RiskLevel if counts_by_level[level])
    return f"{counts_by_level.total()}{f' ({levels})' if levels else ''}"


def format_finding_row(assessment: Assessment, finding: Finding) -> tuple[str, ...]:
    """Format one line of the risk table."""
    first_reason = finding.reasons[0] if finding.reasons else None
    more = f" (+{len(finding.reasons) - 1})" if len(finding.reasons) > 1 else ""
    dated = (reason for reason in finding.reasons if reason.due)
    step = min(dated, key=lambda reason: reason.due or date.max, default=None)
    transition = finding.transition
    decision = format_decision(finding.treatment, assessment.as_of)
    owner_note = f" ({finding.treatment.owner})" if finding.treatment and finding.treatment.owner else ""
    city = assessment.display_name("city", finding.programme.city)
    return (
        f"{finding.level or finding.status}{f'; {decision}{owner_note}' if decision else ''}",
        f"{finding.programme.name or finding.programme.key} ({city})",
        _format_transition(transition) if transition else "",
        f"{first_reason.code}: {format_reason(first_reason)}{more}" if first_reason else "",
        format_remedy(step) if step else "",
        f"{step.due}{' late' if step.late else ''}" if step else "",
    )


def _format_transition(transition: Transition) -> str:
    return f"{transition.kind} {format_transition_day(transition, None)}{' open' if transition.open else ''}"


def format_transition_row(transition: Transition) -> tuple[str, ...]:
    """Format one line of the calendar."""
    possible_states = (("open", transition.open), ("certain change", transition.certain_change))
    first, last = transition.handover_first, transition.handover_last
    return (
        format_transition_day(transition, None),
        transition.office,
        transition.kind,
        str(transition.quiet_from or ""),
        str(first) if first == last else f"{first} to {last}",
        ", ".join(state for state, is_true in possible_states if is_true),
        transition.basis,
    )


def format_cancelled_row(office: str, day: VagueDate) -> str:
    """Format the line below the calendar on an election that was cancelled and has nothing in its place."""
    return f"{office}: {format_cancelled_election(day, None)}.\n"


def format_holder_gaps(unknown: Sequence[str], overdue: Sequence[str]) -> str:
    """Format of which offices nobody is known to hold them, and in which the term is overdue, a line each."""
    lines = (
        f"Not known who is in office: {_format_offices(unknown)}.\n" if unknown else "",
        f"{OVERDUE_NOTE[0].upper()}{OVERDUE_NOTE[1:]}: {_format_offices(overdue)}.\n" if overdue else "",
    )
    return f"\n{''.join(lines)}" if any(lines) else ""


def _format_offices(keys: Sequence[str]) -> str:
    more = f" and {len(keys) - MAX_OFFICES} more" if len(keys) > MAX_OFFICES else ""
    return f"{format_count(len(keys), 'office')} ({', '.join(keys[:MAX_OFFICES])}{more})"


MAX_OFFICES = 10
"""How many offices stand in a line; `continuity office holders` lists all."""

MAX_CONCENTRATIONS = 5
"""How many concentrations stand below a table; the documents list all."""


def format_part_row(assessment: Assessment, part: "PartnerRole") -> tuple[str, ...]:
    """Format one line of the table of a partner's programmes."""
    first_due = part.first_due
    return (
        _format_programme(assessment, part.finding),
        format_verdict(part.finding),
        *_format_carrying(part),
        f"{first_due.due}{' late' if first_due.late else ''}" if first_due else "",
        ("yes" if part.can_take_over else "no") if part.finding.status == FindingStatus.AT_RISK else "",
    )


def format_gaps(assessment: Assessment, part: "PartnerRole") -> str:
    """Format what the partner lacks to carry one programme, a line each."""
    lines = [
        f"To carry {_format_programme(assessment, part.finding)}:",
        *(f"  {_format_gap(reason)}" for reason in part.missing),
    ]
    return "".join(f"{line}\n" for line in lines)


def format_gap_codes(assessment: Assessment, part: "PartnerRole") -> str:
    """Format the codes of what the partner lacks for one programme, in a line."""
    codes = ", ".join(reason.code for reason in part.missing)
    name, programme = assessment.display_name("partner", part.partner), part.finding.programme
    title = programme.name or programme.key
    return f"{name} lacks for {title}: {codes}\n" if codes else f"{name} lacks nothing for {title}.\n"


def format_concentrations(
    assessment: Assessment, concentrations: Iterable[Concentration], *, is_filtered: bool = False
) -> str:
    """Format the largest concentrations, a line each, and count the others."""
    prefix = "Of the programmes asked for: " if is_filtered else ""
    lines = [f"{prefix}{format_concentration(assessment, concentration)}" for concentration in concentrations]
    rest = len(lines) - MAX_CONCENTRATIONS
    more = [f"and {rest} more: --format json lists all"] if rest > 0 else []
    return "".join(f"{line}\n" for line in (*lines[:MAX_CONCENTRATIONS], *more))


def _format_programme(assessment: Assessment, finding: Finding) -> str:
    programme = finding.programme
    return f"{programme.name or programme.key} ({assessment.display_name('city', programme.city)})"


def _format_carrying(part: "PartnerRole") -> tuple[str, str]:
    """Format whether the partner carries the programme, and what it lacks."""
    if part.candidate is None:
        return ("", "") if part.finding.exposure_period is None else ("no", "a part beyond paying")
    return "yes" if part.is_carrying else "no", ", ".join(reason.code for reason in part.missing)


def _format_gap(reason: Reason) -> str:
    deadline = f" By {reason.due}{', late' if reason.late else ''}." if reason.due else ""
    return f"{reason.code}: {format_reason(reason)} {format_remedy(reason)}{deadline}"
