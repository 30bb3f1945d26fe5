"""Findings in a few lines for people."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from continuity.domain.offices.models import Transition
from continuity.domain.risk.findings import (
    AT_RISK,
    COVERED,
    ENDS_FIRST,
    LEVELS,
    NOT_EXPOSED,
    RULE_VERSION,
    UNKNOWN_EXPOSURE,
    Assessment,
    Finding,
    Reason,
)
from continuity.domain.settings import NAMES, Settings, deviations, written
from continuity.domain.summaries.action_plan import decided
from continuity.domain.summaries.completeness import Completeness, completeness_by_city
from continuity.domain.summaries.concentration import Concentration, sentence

if TYPE_CHECKING:
    from continuity.services.partners.overview import Part


CITIES_SHOWN = 3
"""Up to how many cities a list of findings tells how much of each is recorded."""


MISSING_SHOWN = 4


def verdict(finding: Finding) -> str:
    """Status and level in words, with the day it stands at."""
    level = f" ({finding.level})" if finding.level else ""
    at = f" at {finding.transition.polling_day}" if finding.transition else ""
    until = f", until {finding.covered_until}" if finding.status == COVERED and finding.covered_until else ""
    return f"{finding.status}{level}{at}{until}"


def compared(before: Finding | None, after: Finding | None, partner: str) -> str:
    """What a change did to one finding, and what is still open for the partner it was about."""
    if after is None:
        return "No finding: the office is ceremonial.\n"
    lines = [f"before: {verdict(before)}" if before else "before: no finding", f"after:  {verdict(after)}"]
    still = _still_open(after, partner) if after.status == AT_RISK else after.watch_points
    title = "still open" if after.status == AT_RISK else "to watch"
    lines += [f"{title}: {reason.code}: {reason.text}" for reason in still]
    return "".join(f"{line}\n" for line in lines)


def _still_open(finding: Finding, partner: str) -> tuple[Reason, ...]:
    """What the finding says; of a partner that does not come closest, what it lacks itself."""
    lacks = (one.failing for one in finding.candidates if one.partner == partner)
    return finding.reasons if finding.carrier == partner else next(lacks, finding.reasons)


def counts(findings: Iterable[Finding]) -> str:
    """How many stand where, in one line; what is at risk on the record apart from what lacks records."""
    findings = tuple(findings)
    statuses = Counter(finding.status for finding in findings)
    parts = [
        f"{_at_risk(findings, 'recorded')} at risk on the record",
        f"{_at_risk(findings, 'unrecorded')} at risk because nothing is recorded",
    ]
    words = ((ENDS_FIRST, "end first"), (UNKNOWN_EXPOSURE, "of unknown exposure"))
    parts += [f"{statuses[status]} {text}" for status, text in words]
    parts += [f"{statuses[status]} {text}" for status, text in ((COVERED, "covered"), (NOT_EXPOSED, "not exposed"))]
    return ", ".join(parts)


def footing(assessment: Assessment) -> str:
    """What every list of findings rests on."""
    return rests_on(assessment.as_of, assessment.settings)


def rests_on(as_of: date, settings: Settings) -> str:
    """The day, the version of the rule and its settings, and which of these are not the rule's own."""
    until = settings.horizon.after(as_of)
    listed = ", ".join(f"{name} {written(getattr(settings, name))}" for name in NAMES)
    lines = (
        f"As of {as_of}, looking ahead to {until}; rule {RULE_VERSION}; {listed}.",
        *(f"Not the rule's own setting: {text}." for text in deviations(settings)),
    )
    return "\n".join(lines)


def completeness(assessment: Assessment) -> str:
    """How much is recorded of each city, and what is missing most; one line where there are too many to list."""
    cities = completeness_by_city(assessment.findings)
    if len(cities) > CITIES_SHOWN:
        recorded, of = sum(city.recorded for city in cities), sum(city.of for city in cities)
        return f"Recorded: {recorded} of {of} facts in {len(cities)} cities; `continuity status` lists them.\n"
    return "".join(
        f"{assessment.name('city', city.city)}: {city.recorded} of {city.of} facts recorded{_missing(city)}.\n"
        for city in cities
    )


def missing_most(city: Completeness) -> str:
    """The columns most often missing among a city's findings."""
    return ", ".join(f"{name} ({number} of {city.programmes})" for name, number in city.missing[:MISSING_SHOWN])


def _missing(city: Completeness) -> str:
    return f"; most often missing: {missing_most(city)}" if city.missing else ""


def _at_risk(findings: Iterable[Finding], basis: str) -> str:
    """How many are at risk on a basis, with their levels."""
    found = Counter(finding.level for finding in findings if finding.status == AT_RISK and finding.basis == basis)
    levels = ", ".join(f"{found[level]} {level}" for level in LEVELS if found[level])
    return f"{found.total()}{f' ({levels})' if levels else ''}"


def table_row(assessment: Assessment, finding: Finding) -> tuple[str, ...]:
    """One line of the risk table."""
    first = finding.reasons[0] if finding.reasons else None
    more = f" (+{len(finding.reasons) - 1})" if len(finding.reasons) > 1 else ""
    step = min(
        (one for one in finding.reasons if one.due and one.remedy), key=lambda one: one.due or date.max, default=None
    )
    transition = finding.transition
    treated = decided(finding.treatment, assessment.as_of)
    who = f" ({finding.treatment.owner})" if finding.treatment and finding.treatment.owner else ""
    return (
        f"{finding.level or finding.status}{f'; {treated}{who}' if treated else ''}",
        f"{finding.programme.name or finding.programme.key} ({assessment.name('city', finding.programme.city)})",
        f"{transition.kind} {transition.polling_day}{' open' if transition.open else ''}" if transition else "",
        f"{first.code}: {first.text}{more}" if first else "",
        step.remedy if step else "",
        f"{step.due}{' late' if step.late else ''}" if step else "",
    )


def transition_row(transition: Transition) -> tuple[str, ...]:
    """One line of the calendar."""
    states = [
        word for word, holds in (("open", transition.open), ("certain change", transition.certain_change)) if holds
    ]
    first, last = transition.handover_first, transition.handover_last
    return (
        str(transition.polling_day),
        transition.office,
        transition.kind,
        str(transition.quiet_from or ""),
        str(first) if first == last else f"{first} to {last}",
        ", ".join(states),
        transition.basis,
    )


SHOWN = 5
"""How many concentrations stand below a table; the documents list all."""


def part_row(assessment: Assessment, part: "Part") -> tuple[str, ...]:
    """One line of the table of a partner's programmes."""
    first = part.first_due
    return (
        _programme(assessment, part.finding),
        verdict(part.finding),
        *_carries(part),
        f"{first.due}{' late' if first.late else ''}" if first else "",
        ("yes" if part.could_carry else "no") if part.finding.status == AT_RISK else "",
    )


def lacking(assessment: Assessment, part: "Part") -> str:
    """What the partner lacks to carry one programme, a line each, with what would clear it by when."""
    lines = [f"To carry {_programme(assessment, part.finding)}:", *(f"  {_told(reason)}" for reason in part.lacks)]
    return "".join(f"{line}\n" for line in lines)


def lacked(assessment: Assessment, key: str, part: "Part") -> str:
    """The codes of what the partner lacks for one programme, in a line."""
    codes = ", ".join(reason.code for reason in part.lacks)
    name, programme = assessment.name("partner", key), part.finding.programme
    title = programme.name or programme.key
    return f"{name} lacks for {title}: {codes}\n" if codes else f"{name} lacks nothing for {title}.\n"


def resting(assessment: Assessment, found: Iterable[Concentration], *, narrowed: bool = False) -> str:
    """The largest concentrations, a line each, and how many more there are; `narrowed` where not all was asked for."""
    of = "Of the programmes asked for: " if narrowed else ""
    lines = [f"{of}{sentence(one, assessment.name('city', one.city))}" for one in found]
    more = [f"and {len(lines) - SHOWN} more: --format json lists all"] if len(lines) > SHOWN else []
    return "".join(f"{line}\n" for line in (*lines[:SHOWN], *more))


def _programme(assessment: Assessment, finding: Finding) -> str:
    programme = finding.programme
    return f"{programme.name or programme.key} ({assessment.name('city', programme.city)})"


def _carries(part: "Part") -> tuple[str, str]:
    """Whether the partner carries the programme, and what it lacks; nothing where the programme is not exposed."""
    if part.candidate is None:
        return ("", "") if part.finding.exposed is None else ("no", "a part beyond paying")
    return "yes" if part.carries else "no", ", ".join(reason.code for reason in part.lacks)


def _told(reason: Reason) -> str:
    by = f" By {reason.due}{', late' if reason.late else ''}." if reason.due else ""
    return f"{reason.code}: {reason.text} {reason.remedy}{by}"
