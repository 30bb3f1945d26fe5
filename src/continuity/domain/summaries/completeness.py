"""How much of what the rule reads is recorded, by city, and what is missing most.

The next hour of typing goes where it tells most: the columns come in the order of how many findings lack them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from continuity.domain.risk.findings import Finding
from continuity.domain.values.percentages import compute_percentage


@dataclass(frozen=True, slots=True)
class Completeness:
    """How many of the facts that the rule reads are recorded for a city.

    Attributes:
        missing: columns of the record with the number of findings that lack them, the most often missing first.
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
    return Completeness(
        city,
        len(findings),
        sum(finding.facts_recorded for finding in findings),
        sum(finding.facts_total for finding in findings),
        ranked,
    )
