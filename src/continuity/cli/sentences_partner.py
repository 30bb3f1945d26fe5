"""A partner's side of the programmes in a few lines for people."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from continuity.cli.sentences import verdict
from continuity.domain.programmes.models import AT_RISK, Finding, Reason
from continuity.domain.risk.findings import Assessment
from continuity.domain.summaries.concentration import Concentration, sentence

if TYPE_CHECKING:
    from continuity.services.partners.overview import Part

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
