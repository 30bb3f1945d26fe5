"""Partners on which many programmes of one city rest: each is well placed by itself, and one failure takes them all.

A programme rests on a partner that alone carries it over, or, where it is at risk, that comes closest and holds a
signed agreement in force on the first exposed day (protection P). That three are many is practice; nobody measured it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from continuity.domain.risk.findings import AT_RISK, COVERED, Candidate, Finding

MANY = 3
"""From how many programmes on one partner is a concentration: practice, not evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concentration:
    """One partner with the programmes of one city that rest on it.

    Attributes:
        city, partner: their keys.
        name: what to call the partner.
        programmes: the keys of those that rest on it, in order.
        covered: how many of these are covered.
        of: how many exposed programmes, covered or at risk, the city has among the findings.
    """

    city: str
    partner: str
    name: str
    programmes: tuple[str, ...]
    covered: int
    of: int


def concentrations(findings: Iterable[Finding]) -> tuple[Concentration, ...]:
    """Every concentration among the findings, the largest first, then by city and partner."""
    exposed = [finding for finding in findings if finding.status in (COVERED, AT_RISK)]
    of = Counter(finding.programme.city for finding in exposed)
    resting: defaultdict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in exposed:
        if (key := rests_on(finding)) is not None:
            resting[finding.programme.city, key].append(finding)
    many = (_concentration(own, of[city]) for (city, _), own in resting.items() if len(own) >= MANY)
    return tuple(sorted(many, key=lambda one: (-len(one.programmes), one.city, one.partner)))


def rests_on(finding: Finding) -> str | None:
    """The key of the one partner on which an exposed programme rests; None where it rests on nobody, or on several."""
    if finding.status == COVERED:
        carrying = sum(not candidate.failing for candidate in finding.candidates)
        return finding.carrier if carrying <= 1 else None
    closest = _carrier(finding)
    return closest.partner if closest is not None and closest.empowered else None


def sentence(found: Concentration, city: str) -> str:
    """What the concentration means, with the city's name."""
    many = f"{len(found.programmes)} of {found.of} exposed programmes in {city}"
    return f"{many} rest on {found.name} ({found.covered} covered): if it fails, all of them do."


def _concentration(findings: list[Finding], of: int) -> Concentration:
    first = findings[0]
    key, closest = str(first.carrier), _carrier(first)
    return Concentration(
        city=first.programme.city,
        partner=key,
        name=(closest.name if closest else "") or key,
        programmes=tuple(sorted(finding.programme.key for finding in findings)),
        covered=sum(finding.status == COVERED for finding in findings),
        of=of,
    )


def _carrier(finding: Finding) -> Candidate | None:
    return next((candidate for candidate in finding.candidates if candidate.partner == finding.carrier), None)
