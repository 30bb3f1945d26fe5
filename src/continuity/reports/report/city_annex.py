"""Annex of a report, city by city: leaders, changes ahead and programmes."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from continuity.domain.offices.holders import Vacancy
from continuity.domain.offices.models import Transition
from continuity.domain.risk.findings import Finding
from continuity.domain.summaries.figures import Figures
from continuity.domain.values.dates import VagueDate
from continuity.domain.vocabulary import FindingStatus, OfficeState, RiskLevel, VacancyReason
from continuity.reports.report.model import ReportData
from continuity.reports.report.summary import Decision, format_bases, list_decisions
from continuity.reports.wording.english import format_count, format_exact_days, mark_day
from continuity.reports.wording.holders import OVERDUE_NOTE, format_holder_phrase
from continuity.reports.wording.labels import STATUS_LABELS, format_cancelled_election, format_transition_time

Item = TypeVar("Item")

_NO_TERM = Vacancy(VacancyReason.NO_TERM)


@dataclass(frozen=True, slots=True)
class OfficeAnnex:
    """An office's key, holder and findings."""

    office: str
    holder: str
    findings: tuple[Finding, ...]

    @property
    def finding_groups(self) -> tuple[tuple[Finding, ...], ...]:
        """Findings by verdict and basis: worst first, recorded before unrecorded."""
        groups: defaultdict[tuple[str, str], list[Finding]] = defaultdict(list)
        for finding in self.findings:
            groups[finding.level or finding.status, finding.basis or ""].append(finding)
        order = list(dict.fromkeys(verdict for verdict, _ in groups))
        return tuple(tuple(groups[key]) for key in sorted(groups, key=lambda key: (order.index(key[0]), key[1])))


@dataclass(frozen=True, slots=True, kw_only=True)
class CityAnnex:
    """A city's part of the annex; the summary is on its programmes and the next change."""

    city: str
    summary: str
    offices: tuple[OfficeAnnex, ...]
    transitions: tuple[Transition, ...]
    first_decision: Decision | None


def build_city_annexes(report: ReportData) -> tuple[CityAnnex, ...]:
    """Build annexes for cities with a programme or a transition, by name."""
    assessment = report.assessment
    findings = _group_items((finding.programme.city, finding) for finding in report.findings)
    transitions = _group_items((transition.city, transition) for transition in assessment.transitions)
    first_decisions: dict[str, Decision] = {}
    for decision in list_decisions(assessment, report.findings):
        first_decisions.setdefault(decision.city, decision)
    cities = sorted({*findings, *transitions}, key=lambda key: (assessment.display_name("city", key), key))
    return tuple(
        CityAnnex(
            city=key,
            summary=_summarise_city(report.figures, findings.get(key, ()), transitions.get(key, ())),
            offices=_build_office_annexes(report.figures, findings.get(key, ()), transitions.get(key, ())),
            transitions=transitions.get(key, ()),
            first_decision=first_decisions.get(key),
        )
        for key in cities
    )


def _group_items(items: Iterable[tuple[str, Item]]) -> dict[str, tuple[Item, ...]]:
    groups: defaultdict[str, list[Item]] = defaultdict(list)
    for key, item in items:
        groups[key].append(item)
    return {key: tuple(group) for key, group in groups.items()}


def _summarise_city(figures: Figures, findings: Sequence[Finding], transitions: Sequence[Transition]) -> str:
    offices = sorted({finding.programme.office for finding in findings})
    cancelled = [figures.cancelled_elections[key] for key in offices if key in figures.cancelled_elections]
    return f"{_summarise_findings(findings)}; {_describe_next_change(cancelled, transitions)}."


def _build_office_annexes(
    figures: Figures, findings: Sequence[Finding], transitions: Sequence[Transition]
) -> tuple[OfficeAnnex, ...]:
    offices = {finding.programme.office for finding in findings} | {transition.office for transition in transitions}
    grouped = _group_items((finding.programme.office, finding) for finding in findings)
    return tuple(OfficeAnnex(key, describe_holder(figures, key), grouped.get(key, ())) for key in sorted(offices))


def _summarise_findings(findings: Sequence[Finding]) -> str:
    """Format a summary: 2 of 3 programmes at risk (1 critical, 1 high; …), 1 covered."""
    if not findings:
        return "no programme is recorded"
    at_risk = [finding for finding in findings if finding.status == FindingStatus.AT_RISK]
    numbers = Counter(finding.level for finding in findings)
    levels = ", ".join(f"{numbers[level]} {level}" for level in RiskLevel if numbers[level])
    breakdown = f" ({levels}; {format_bases(at_risk)})" if at_risk else ""
    parts = [f"{len(at_risk)} of {format_count(len(findings), 'programme')} at risk{breakdown}"]
    for status, label in STATUS_LABELS.items():
        number = sum(finding.status == status for finding in findings)
        parts += [f"{number} {label.lower()}"] if number and status != FindingStatus.AT_RISK else []
    return ", ".join(parts)


def _describe_next_change(cancelled: Iterable[VagueDate], transitions: Sequence[Transition]) -> str:
    ahead = [transition for transition in transitions if not transition.open]
    parts = ["a change of leadership is still open"] if any(transition.open for transition in transitions) else []
    parts += [f"the next change is {format_transition_time(ahead[0])}"] if ahead else []
    parts += map(format_cancelled_election, cancelled)
    return ", ".join(parts) or "no change of leadership is known in the time looked at"


def describe_holder(figures: Figures, office: str) -> str:
    """Describe who holds an office, or since when nobody is known to and who acts."""
    holders = figures.holders.get(office)
    if holders is None or (not holders.holders and holders.vacancy == _NO_TERM):
        return "holder not recorded"
    term = holders.current_term
    if term is None:
        return format_holder_phrase(holders, figures.assessment.names)
    since_note = f", since {format_exact_days(term.start, mark_day)}" if term.start else ""
    overdue_note = f"; {OVERDUE_NOTE}" if holders.state == OfficeState.OVERDUE else ""
    return f"{figures.assessment.display_name('person', term.person)}{since_note}{overdue_note}"
