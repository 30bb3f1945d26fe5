"""Partners on which many programmes of one city rest.
Each is well placed by itself, and one failure takes them all. A programme rests on a partner that alone carries it
over, or, where it is at risk, that comes closest and holds a signed agreement in force on the first exposed day
(protection P). That three are many is practice; nobody measured it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from continuity.domain.risk.findings import Candidate, Finding
from continuity.domain.vocabulary import FindingStatus

CONCENTRATION_THRESHOLD = 3
"""From how many programmes on one partner is a concentration: practice, not evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concentration:
    """One partner with the programmes of one city that rest on it, some covered, of all exposed ones of the city."""

    city: str
    partner: str
    name: str
    programmes: tuple[str, ...]
    covered: int
    of: int


def find_concentrations(findings: Iterable[Finding]) -> tuple[Concentration, ...]:
    """Find the concentrations, the largest first, then by city and partner."""
    exposed = [finding for finding in findings if finding.status in (FindingStatus.COVERED, FindingStatus.AT_RISK)]
    exposed_by_city = Counter(finding.programme.city for finding in exposed)
    findings_by_partner: defaultdict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in exposed:
        if (key := find_sole_partner(finding)) is not None:
            findings_by_partner[finding.programme.city, key].append(finding)
    groups = (group for group in findings_by_partner.values() if len(group) >= CONCENTRATION_THRESHOLD)
    concentrations = (_build_concentration(group, exposed_by_city[group[0].programme.city]) for group in groups)
    return tuple(sorted(concentrations, key=lambda row: (-len(row.programmes), row.city, row.partner)))


def find_sole_partner(finding: Finding) -> str | None:
    """Find the key of the one partner on which an exposed programme rests; None where it is nobody, or several."""
    if finding.status == FindingStatus.COVERED:
        carrying_count = sum(not candidate.failures for candidate in finding.candidates)
        return finding.carrier if carrying_count <= 1 else None
    closest = _find_best_candidate(finding)
    return closest.partner if closest is not None and closest.empowered else None


def _build_concentration(findings: list[Finding], exposed_count: int) -> Concentration:
    first = findings[0]
    key, closest = str(first.carrier), _find_best_candidate(first)
    return Concentration(
        city=first.programme.city,
        partner=key,
        name=(closest.name if closest else "") or key,
        programmes=tuple(sorted(finding.programme.key for finding in findings)),
        covered=sum(finding.status == FindingStatus.COVERED for finding in findings),
        of=exposed_count,
    )


def _find_best_candidate(finding: Finding) -> Candidate | None:
    return next((candidate for candidate in finding.candidates if candidate.partner == finding.carrier), None)
