"""The annex of a report: each city by itself, with who leads it, what may change and what each programme rests on."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from continuity.domain.offices.as_of import known_on
from continuity.domain.offices.holders import substantive_on
from continuity.domain.offices.models import Transition
from continuity.domain.risk.findings import AT_RISK, LEVELS, Assessment, Finding
from continuity.reports.report.model import Dossier
from continuity.reports.report.summary import Decision, bases, decisions
from continuity.reports.wording.english import counted, english
from continuity.reports.wording.labels import STATUS_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One office of a city: its key, who holds it and since when, and the findings about what it decides on."""

    office: str
    holder: str
    findings: tuple[Finding, ...]

    @property
    def standings(self) -> tuple[tuple[Finding, ...], ...]:
        """The findings of one level or status and one basis together: the worst first, those on the record before."""
        alike: defaultdict[tuple[str, str], list[Finding]] = defaultdict(list)
        for finding in self.findings:
            alike[finding.level or finding.status, finding.basis or ""].append(finding)
        order = list(dict.fromkeys(standing for standing, _ in alike))
        return tuple(tuple(alike[key]) for key in sorted(alike, key=lambda key: (order.index(key[0]), key[1])))


@dataclass(frozen=True, slots=True, kw_only=True)
class CityAnnex:
    """One city.

    Attributes:
        city: its key.
        told: how its programmes stand, and when leadership may change next, in a sentence.
        posts: its offices, by key.
        transitions: those open or ahead, in their order.
        first: what is to be decided first; None where nothing is.
    """

    city: str
    told: str
    posts: tuple[Post, ...]
    transitions: tuple[Transition, ...]
    first: Decision | None


def annex(dossier: Dossier) -> tuple[CityAnnex, ...]:
    """The cities with a programme or a transition, by what they are called."""
    assessment = dossier.assessment
    findings, transitions = _by_city(dossier.findings), _by_city_of(assessment.transitions)
    due: dict[str, Decision] = {}
    for decision in decisions(assessment, dossier.findings):
        due.setdefault(decision.city, decision)
    cities = sorted({*findings, *transitions}, key=lambda key: (assessment.name("city", key), key))
    return tuple(
        _city(assessment, key, findings.get(key, ()), transitions.get(key, ()), due.get(key)) for key in cities
    )


def launching_holders(assessment: Assessment) -> dict[str, str]:
    """Who held the office, by the key of the term, as far as that could be known on the as-of day."""
    then = (known_on(leadership, assessment.as_of) for leadership in assessment.leaderships.values())
    terms = (term for leadership in then for term in leadership.terms)
    return {term.key: assessment.name("person", term.person) for term in terms}


def _by_city(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    found: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        found[finding.programme.city].append(finding)
    return found


def _by_city_of(transitions: Iterable[Transition]) -> dict[str, list[Transition]]:
    found: defaultdict[str, list[Transition]] = defaultdict(list)
    for transition in transitions:
        found[transition.city].append(transition)
    return found


def _city(
    assessment: Assessment,
    key: str,
    findings: Sequence[Finding],
    transitions: Sequence[Transition],
    first: Decision | None,
) -> CityAnnex:
    offices = {one.programme.office for one in findings} | {one.office for one in transitions}
    posts = tuple(
        Post(
            office=office,
            holder=_holder(assessment, office),
            findings=tuple(one for one in findings if one.programme.office == office),
        )
        for office in sorted(offices)
    )
    told = f"{_stand(findings)}; {_next_change(assessment, transitions)}."
    return CityAnnex(city=key, told=told, posts=posts, transitions=tuple(transitions), first=first)


def _stand(findings: Sequence[Finding]) -> str:
    """How the programmes of a city stand: 2 of 3 programmes at risk (1 critical, 1 high; 2 on the
    record, 0 because nothing is recorded), 1 covered.
    """
    if not findings:
        return "no programme is recorded"
    risky = [one for one in findings if one.status == AT_RISK]
    levels = ", ".join(
        f"{number} {level}" for level in LEVELS if (number := sum(one.level == level for one in findings))
    )
    why = f" ({levels}; {bases(risky)})" if risky else ""
    told = [f"{len(risky)} of {counted(len(findings), 'programme')} at risk{why}"]
    for status, words in STATUS_WORDS.items():
        number = sum(one.status == status for one in findings)
        told += [f"{number} {words.lower()}"] if number and status != AT_RISK else []
    return ", ".join(told)


def _next_change(assessment: Assessment, transitions: Sequence[Transition]) -> str:
    ahead = [one for one in transitions if one.polling_day > assessment.as_of]
    told = ["a change of leadership is still open"] if any(one.open for one in transitions) else []
    told += [f"the next change is on {english(ahead[0].polling_day)}"] if ahead else []
    return ", ".join(told) or "no change of leadership is known in the time looked at"


def _holder(assessment: Assessment, office: str) -> str:
    """Who holds the office in their own right on the day, and since when."""
    leadership = assessment.leaderships.get(office)
    term = substantive_on(known_on(leadership, assessment.as_of).terms, assessment.as_of) if leadership else None
    if term is None:
        return "holder not recorded"
    since = f", since {term.start}" if term.start else ""
    return f"{assessment.name('person', term.person)}{since}"
