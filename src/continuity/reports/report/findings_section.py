"""The findings in the report to be read: a few lines a programme, and in a long report one row each."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from continuity.domain.offices.models import Transition
from continuity.domain.programmes.models import Treatment
from continuity.domain.risk.findings import AT_RISK, COVERED, NOT_EXPOSED, UNKNOWN_EXPOSURE, Assessment, Finding, Reason
from continuity.domain.risk.measures import expired
from continuity.domain.values.dates import VagueDate
from continuity.reports.document.model import NOT_RECORDED, Block, Facts, Grid, Items, Section, Words
from continuity.reports.document.text_layout import isolated
from continuity.reports.report import summary
from continuity.reports.report.model import Dossier
from continuity.reports.wording.english import english
from continuity.reports.wording.labels import (
    BASIS_WORDS,
    BECAUSE,
    DAY_BASIS_WORDS,
    KIND_WORDS,
    NOT_TOLD,
    STATUS_WORDS,
    basis_told,
    days_passed,
    last_told,
    reason_words,
)
from continuity.reports.wording.names import office_name, programme_name

NO_REMEDY = "Nothing clears it; it is to be reckoned with."

_READ = "“Runs until” is the day the programme stops if nobody decides anything."
_OTHERS = "Those that end before the handover, whose exposure is unknown, that are covered, or that are not exposed."


def findings_sections(dossier: Dossier) -> Iterator[Section]:
    """The programmes at risk, then the others, as the list has them."""
    brief = dossier.brief
    risky = [one for one in dossier.findings if one.status == AT_RISK]
    others = [one for one in dossier.findings if one.status != AT_RISK]
    told = _brief if brief else _in_full
    yield from told(dossier, "Programmes at risk", risky, _READ if risky else "No programme is at risk.")
    if brief:
        yield _remedies(dossier.findings)
    yield from told(dossier, "Other programmes", others, _OTHERS if others else "There are none.")


def place(found: Assessment, city: str, office: str) -> str:
    """Where it is: the city, and which of its offices."""
    return f"{isolated(found.name('city', city))}, {isolated(office_name(found, office))}"


def change(one: Transition) -> str:
    """The day of a change of leadership, what kind it is, and where the day comes from."""
    kind, basis = KIND_WORDS.get(one.kind, one.kind), DAY_BASIS_WORDS.get(one.basis, one.basis)
    return f"{english(one.polling_day)} ({kind}, {basis}{_still_open(one)})"


def _still_open(one: Transition) -> str:
    unknown = "" if one.result_known else ", no result recorded"
    return f", still open{unknown}" if one.open else ""


def handover(one: Transition) -> str:
    """The day or the days of a handover as they were recorded or reckoned, and where they come from."""
    last = "" if last_told(one) == one.handover_first else f" to {english(last_told(one))}"
    untold = f"; {NOT_TOLD}" if days_passed(one) else ""
    return f"{english(one.handover_first)}{last} ({basis_told(one)}){untold}"


def _in_full(dossier: Dossier, title: str, findings: Sequence[Finding], note: str) -> Iterator[Section]:
    yield Section(title=title, blocks=(Words(note),))
    for status, together in groupby(findings, key=lambda one: one.status):
        if status == NOT_EXPOSED:
            yield _not_exposed(dossier, tuple(together))
        else:
            yield from (_programme(dossier, one) for one in together)


def _programme(dossier: Dossier, finding: Finding) -> Section:
    """What there is to say of one programme."""
    found = dossier.assessment
    standing = finding.level.capitalize() if finding.level else STATUS_WORDS[finding.status]
    blocks: list[Block] = [Facts(tuple(_facts(dossier, finding)))]
    if finding.reasons:
        blocks.append(Items(tuple(map(_told, finding.reasons))))
    if watched := _watched(finding):
        blocks += [Words("To watch:"), Items(tuple(map(_told, watched)))]
    name = isolated(programme_name(found, finding))
    return Section(title=f"{standing}: {name}", blocks=tuple(blocks), level=3)


def _facts(dossier: Dossier, finding: Finding) -> Iterator[tuple[str, str]]:
    found, readers, subject = dossier.assessment, dossier.audience, finding.programme
    yield "City and office", place(found, subject.city, subject.office)
    if finding.basis:
        yield "At risk", BECAUSE[finding.basis]
    if finding.transition:
        yield "Change of leadership", change(finding.transition)
        yield "Handover", handover(finding.transition)
    elif finding.status == UNKNOWN_EXPOSURE:
        yield "Change of leadership", ""
    if finding.status == COVERED and finding.covered_until:
        yield "Covered until", english(finding.covered_until)
    yield "Runs until", _runs(finding)
    if readers.partners:
        yield "Partners", _names(found, finding.partners)
        yield "Funders", _names(found, found.funders.get(subject.key, ()))
    if readers.owners:
        yield "Owner", isolated(subject.owner or "")
    if finding.treatment:
        yield "Decision recorded", decided(finding.treatment, found.as_of)


def decided(treatment: Treatment, as_of: date) -> str:
    """What somebody decided about a finding, a vague day as it was written."""
    parts = (
        treatment.decision or "not named",
        f"by {isolated(treatment.owner)}" if treatment.owner else "",
        f"due {_written(treatment.due)}" if treatment.due else "",
        f"until {_written(treatment.until)}" if treatment.until else "",
        "it has expired" if expired(treatment, as_of) else "",
    )
    return ", ".join(part for part in parts if part)


def _written(day: VagueDate) -> str:
    return english(day.earliest) if day.earliest and day.exact else str(day)


def _told(reason: Reason) -> str:
    return f"{reason.text} What would clear it: {reason.remedy}" if reason.remedy else reason.text


def _watched(finding: Finding) -> tuple[Reason, ...]:
    """What to watch where nothing worse is to be said."""
    return () if finding.status == AT_RISK else finding.watch_points


def _runs(finding: Finding) -> str:
    return f"{english(finding.runs_until)} ({finding.runs_until_cause})" if finding.runs_until else NOT_RECORDED


def _names(found: Assessment, keys: Sequence[str]) -> str:
    return ", ".join(isolated(found.name("partner", key)) for key in keys)


def _not_exposed(dossier: Dossier, findings: Sequence[Finding]) -> Section:
    found = dossier.assessment
    rows = [
        (isolated(programme_name(found, one)), place(found, one.programme.city, one.programme.office), _runs(one))
        for one in findings
    ]
    grid = Grid(
        "They have ended, or no change of leadership in the time looked at concerns them.",
        ("Programme", "City and office", "Runs until"),
        rows,
    )
    return Section(title=STATUS_WORDS[NOT_EXPOSED], blocks=(grid,), level=3)


def _brief(dossier: Dossier, title: str, findings: Sequence[Finding], note: str) -> Iterator[Section]:
    """One row a programme, with its reasons by name."""
    if not findings:
        yield Section(title=title, blocks=(Words(note),))
        return
    grid = Grid(
        f"By level or status, then by the day of the change. {note}",
        ("Programme", "Level or status", "City and office", "Day of the change", "Why", "Runs until"),
        [_row(dossier.assessment, one) for one in findings],
    )
    yield Section(title=title, blocks=(grid,))


def _row(found: Assessment, finding: Finding) -> tuple[str, ...]:
    basis = f" ({BASIS_WORDS[finding.basis]})" if finding.basis else ""
    return (
        isolated(programme_name(found, finding)),
        f"{(finding.level or STATUS_WORDS[finding.status]).capitalize()}{basis}",
        place(found, finding.programme.city, finding.programme.office),
        change(finding.transition) if finding.transition else "",
        ", ".join(reason_words(reason.code) for reason in (*finding.reasons, *_watched(finding))),
        _runs(finding),
    )


def _remedies(findings: Sequence[Finding]) -> Section:
    pairs = tuple((reason_words(code), remedy or NO_REMEDY) for code, remedy in summary.remedies(findings))
    words = Words("Each reason named above, and what would clear it.")
    return Section(title="What clears each reason", blocks=(words, Facts(pairs)))
