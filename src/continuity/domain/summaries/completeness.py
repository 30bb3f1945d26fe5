"""How much of what the rule reads is recorded, city by city, and what is missing most.

The next hour of typing goes where it tells most: the columns come in the order of how many findings lack them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from continuity.domain.risk.findings import Finding
from continuity.domain.values.percentages import percent


@dataclass(frozen=True, slots=True)
class Completeness:
    """How many of the facts that the rule reads are recorded for a city's programmes.

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
        return percent(self.recorded, self.of) or 0


def completeness_by_city(findings: Iterable[Finding]) -> tuple[Completeness, ...]:
    """The figures of each city, by its key."""
    cities: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        cities[finding.programme.city].append(finding)
    return tuple(_completeness(city, found) for city, found in sorted(cities.items()))


def _completeness(city: str, found: list[Finding]) -> Completeness:
    missing = Counter(name for finding in found for name in finding.missing)
    # Of columns that are missing as often, the first in the order of the rule: one fills an agreement before its days.
    ranked = tuple(sorted(missing.items(), key=lambda item: -item[1]))
    return Completeness(city, len(found), sum(one.recorded for one in found), sum(one.of for one in found), ranked)
