"""The figures of an assessment: completeness, data quality, and what the other summaries work out.
A figure is worked out when it is first read, so a document that does not show it does not pay for it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from continuity.domain.offices.elections import find_cancelled_election
from continuity.domain.offices.holders import Holders, find_holders
from continuity.domain.offices.models import Transition
from continuity.domain.offices.transition_ids import assign_transition_ids, list_cancelled_transitions
from continuity.domain.risk.findings import Assessment, Finding
from continuity.domain.summaries.action_plan import Action, build_action_plan
from continuity.domain.summaries.awards import Award, list_awards
from continuity.domain.summaries.concentration import Concentration, find_concentrations
from continuity.domain.summaries.funding_totals import FundingTotals, total_funding
from continuity.domain.values.dates import VagueDate
from continuity.domain.values.percentages import compute_percentage


@dataclass(frozen=True, slots=True)
class Completeness:
    """How many of the facts that the rule reads are recorded for a city.
    `missing` are columns with the number of findings that lack them, the most often missing first.
    """

    city: str
    programmes: int
    recorded: int
    of: int
    missing: tuple[tuple[str, int], ...] = ()

    @property
    def percent(self) -> int:
        """The share that is recorded."""
        return compute_percentage(self.recorded, self.of) or 0


@dataclass(frozen=True)
class Figures:
    """An assessment, findings of it, and the figures of these findings."""

    assessment: Assessment
    findings: tuple[Finding, ...]

    @cached_property
    def completeness(self) -> tuple[Completeness, ...]:
        """The completeness of each city, by its key."""
        return measure_completeness_by_city(self.findings)

    @cached_property
    def concentrations(self) -> tuple[Concentration, ...]:
        """Partners on which many programmes of one city rest."""
        return find_concentrations(self.findings)

    @cached_property
    def plan(self) -> tuple[Action, ...]:
        """What would clear the reasons of the findings."""
        return build_action_plan(self.findings, self.assessment.as_of)

    @cached_property
    def funding(self) -> FundingTotals:
        """The money of the programmes that run."""
        return total_funding(self.findings, self.assessment.as_of)

    @cached_property
    def awards(self) -> tuple[Award, ...]:
        """The money award by award."""
        return list_awards(self.assessment, self.findings)

    @cached_property
    def code_counts(self) -> Counter[str]:
        """By code, how many findings have it among their reasons or watch points."""
        codes = ({reason.code for reason in (*finding.reasons, *finding.watch_points)} for finding in self.findings)
        return Counter(code for finding_codes in codes for code in finding_codes)

    @cached_property
    def day_bases(self) -> Counter[str]:
        """How many days of the calendar are recorded, by rule and derived."""
        return Counter(transition.basis for transition in self.assessment.transitions)

    @cached_property
    def handover_bases(self) -> Counter[str]:
        """How many handovers are recorded, by rule and derived."""
        return Counter(transition.handover_basis for transition in self.assessment.transitions)

    @cached_property
    def holders(self) -> Mapping[str, Holders]:
        """By office, who has a part in it."""
        as_of, settings = self.assessment.as_of, self.assessment.settings
        records = self.assessment.office_records.items()
        return {key: find_holders(record, as_of, settings) for key, record in records}

    @cached_property
    def cancelled_elections(self) -> Mapping[str, VagueDate]:
        """By office, the day of an election that was cancelled and has nothing in its place."""
        records = self.assessment.office_records.items()
        found = {key: find_cancelled_election(record, self.assessment.as_of) for key, record in records}
        return {key: election.date for key, election in found.items() if election}

    @cached_property
    def term_holders(self) -> Mapping[str, str]:
        """By term, the name of its holder."""
        terms = (term for record in self.assessment.office_records.values() for term in record.terms)
        return {term.key: self.assessment.display_name("person", term.person) for term in terms}

    @cached_property
    def transitions_by_id(self) -> Mapping[str, Transition]:
        """The transitions by an identity that stays while their days move."""
        return assign_transition_ids(self.assessment.office_records, self.assessment.transitions)

    @cached_property
    def cancelled_transitions_by_id(self) -> Mapping[str, Transition]:
        """The cancelled elections that nothing replaces, up to the horizon, by the identity that they had."""
        assessment = self.assessment
        as_of, settings = assessment.as_of, assessment.settings
        until = settings.horizon.add_to(as_of)
        records = assessment.office_records.values()
        found = (list_cancelled_transitions(record, as_of, settings) for record in records)
        pairs = chain.from_iterable(cancelled.items() for cancelled in found)
        return {key: transition for key, transition in pairs if transition.start_day <= until}


def measure_completeness_by_city(findings: Iterable[Finding]) -> tuple[Completeness, ...]:
    """Measure the completeness of each city, by its key."""
    findings_by_city: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        findings_by_city[finding.programme.city].append(finding)
    return tuple(_measure_completeness(city, city_findings) for city, city_findings in sorted(findings_by_city.items()))


def _measure_completeness(city: str, findings: list[Finding]) -> Completeness:
    missing_counts = Counter(name for finding in findings for name in finding.missing_columns)
    # Of columns that are missing as often, the first in the order of the rule: one fills an agreement before its days.
    ranked = tuple(sorted(missing_counts.items(), key=lambda item: -item[1]))
    recorded = sum(finding.facts_recorded for finding in findings)
    return Completeness(city, len(findings), recorded, sum(finding.facts_total for finding in findings), ranked)
