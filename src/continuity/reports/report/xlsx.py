"""`report xlsx`: the whole report as a workbook, a sheet a part, to be filtered, sorted and reckoned with."""

from collections.abc import Callable, Iterator, Sequence

from continuity.domain.comparison.report_diff import Since
from continuity.domain.offices.models import Transition
from continuity.domain.privacy.audiences import leaves
from continuity.domain.risk.findings import RULE_VERSION, Assessment, Finding, Reason
from continuity.domain.settings import NAMES as SETTINGS
from continuity.domain.settings import deviations, written
from continuity.domain.summaries.action_plan import Action, actions
from continuity.domain.summaries.completeness import completeness_by_city
from continuity.domain.summaries.funding_totals import Money, money
from continuity.reports.listings.columns import CALENDAR, RISK, ReportColumn, Subject
from continuity.reports.listings.plan_csv import PLAN
from continuity.reports.report import summary
from continuity.reports.report.awards_section import awards_sheet
from continuity.reports.report.data_quality import FACTS, figures
from continuity.reports.report.findings_section import handover
from continuity.reports.report.model import Dossier
from continuity.reports.spreadsheet.typed_workbook import (
    DAYS,
    NAMES,
    NUMBERS,
    SENTENCES,
    TypedCell,
    TypedSheet,
    typed_workbook,
)
from continuity.reports.wording.changes import line, nothing
from continuity.reports.wording.english import named
from continuity.reports.wording.funding import NOTE, AmountTable, by_currency, by_year, shares
from continuity.reports.wording.labels import last_told, reason_words
from continuity.reports.wording.names import office_name


def render(dossier: Dossier) -> bytes:
    """The report on the findings of every status."""
    return typed_workbook(_sheets(dossier))


def _sheets(dossier: Dossier) -> Iterator[TypedSheet]:
    found = money(dossier.findings, dossier.assessment.as_of)
    yield report_sheet(dossier, found)
    if dossier.since:
        yield changed_sheet(dossier.assessment, dossier.since)
    yield findings_sheet(dossier)
    yield plan_sheet(dossier)
    yield calendar_sheet(dossier)
    if dossier.audience.amounts:
        yield from money_sheets(found)
        yield awards_sheet(dossier)
    yield from quality_sheets(dossier)
    yield from asked_sheets(dossier)


_NARROW = frozenset(
    "as_of status level basis kind polling_day quiet_from handover handover_latest agreement_until money_until "
    "runs_until covered_until start_by due late treatment treatment_until treatment_expired certain_change open "
    "rule".split()
)


_SENTENCES = frozenset({"next_action", "action", "names"})


_Read = Callable[[Assessment, Subject], TypedCell]


def report_sheet(dossier: Dossier, money: Money) -> TypedSheet:
    """What the workbook says as a whole, for whom it was made, and by which rule."""
    return TypedSheet("Report", (("What", 48), ("Figure or text", SENTENCES)), tuple(_report(dossier, money)))


def findings_sheet(dossier: Dossier) -> TypedSheet:
    """One row a finding, of every status."""
    columns = _columns(dossier, RISK, _FINDINGS)
    columns += [
        ("Handover in words", NAMES, lambda _, finding: handover(finding.transition) if finding.transition else None),
        ("Runs until, because of", NAMES, lambda _, finding: finding.runs_until_cause),
        ("Reasons in sentences", SENTENCES, lambda _, finding: _texts(finding.reasons)),
        ("What would clear them", SENTENCES, lambda _, finding: _remedies(finding.reasons)),
    ]
    if leaves("watch_points", dossier.audience):
        columns.append(("To watch", SENTENCES, lambda _, finding: _texts(finding.watch_points)))
    return _sheet("Findings", columns, dossier.assessment, dossier.findings, "Name")


def plan_sheet(dossier: Dossier) -> TypedSheet:
    """The remedies of all findings, by due day."""
    read: dict[str, _Read[Action]] = {
        "city": lambda found, action: found.name("city", action.city) if action.city else None,
        "office": lambda found, action: office_name(found, action.office) if action.office else None,
        "programmes": lambda _, action: action.programmes,
        "names": lambda _, action: action.names,
        "clears": lambda _, action: tuple(map(reason_words, action.clears)),
    }
    planned = actions(dossier.findings, dossier.assessment.as_of)
    return _sheet("Plan", _columns(dossier, PLAN, read), dossier.assessment, planned, "Action")


def calendar_sheet(dossier: Dossier) -> TypedSheet:
    """The changes of leadership that are open or ahead."""
    read: dict[str, _Read[Transition]] = {
        "city": lambda found, transition: found.name("city", transition.city),
        "office": lambda found, transition: office_name(found, transition.office),
        "handover_latest": lambda _, transition: last_told(transition),
    }
    columns = _columns(dossier, CALENDAR, read)
    columns.append(("Handover in words", NAMES, lambda _, transition: handover(transition)))
    return _sheet("Calendar", columns, dossier.assessment, dossier.assessment.transitions, "City")


def money_sheets(money: Money) -> Iterator[TypedSheet]:
    """The amounts by currency, and by currency and year."""
    yield _amounts("Money", by_currency(money))
    yield _amounts("Money by year", by_year(money))


def quality_sheets(dossier: Dossier) -> Iterator[TypedSheet]:
    """What to know about the data, and how much of it is recorded in each city."""
    told = [(count.label, count.number) for count in figures(dossier)]
    yield TypedSheet("Data quality", (("What", SENTENCES), ("Number", NUMBERS)), told)
    headings = (("City", NAMES), ("Programmes", NUMBERS), ("Facts recorded", NUMBERS), ("Of", NUMBERS))
    rows = [
        (
            dossier.assessment.name("city", one.city),
            one.programmes,
            one.recorded,
            one.of,
            one.percent,
            _missing(one.missing),
        )
        for one in completeness_by_city(dossier.findings)
    ]
    yield TypedSheet("Completeness", (*headings, ("Percent", NUMBERS), ("Missing, with how often", SENTENCES)), rows)


def asked_sheets(dossier: Dossier) -> Iterator[TypedSheet]:
    """Contacts and notes, where they were asked for by name."""
    name = dossier.assessment.name
    if dossier.contacts:
        rows = [(name("partner", key), text) for key, text in sorted(dossier.contacts.items())]
        yield TypedSheet("Contacts", (("Partner", NAMES), ("Contact", SENTENCES)), rows)
    if dossier.notes:
        notes = [(noun, name(noun, key), text) for (noun, key), text in sorted(dossier.notes.items())]
        yield TypedSheet("Notes", (("Record", DAYS), ("Name", NAMES), ("Note", SENTENCES)), notes)


def _report(dossier: Dossier, money: Money) -> Iterator[tuple[TypedCell, TypedCell]]:
    found, findings = dossier.assessment, dossier.findings
    yield "Headline", summary.headline(found, findings)
    yield "As of", found.as_of
    yield "Looks ahead to", found.settings.horizon.after(found.as_of)
    yield from (
        (f"Programmes {count.label}", count.number)
        for count in (*summary.counts(findings), *summary.further_counts(findings))
    )
    yield from ((f"At risk, {count.label}", count.number) for count in summary.levels(findings))
    yield "Covered", summary.NOT_SAFE
    yield from ((share.label, share.number) for share in shares(money))
    yield "Money", NOTE
    yield "For whom", dossier.made_for
    yield "Narrowed to", "; ".join(dossier.narrowed) or "nothing, it is about all that is recorded"
    yield "An empty cell", "Not recorded, or nothing that applies"
    yield "Risk rule version", int(RULE_VERSION)
    yield from ((f"Setting {name}", written(getattr(found.settings, name))) for name in SETTINGS)
    yield "Not the rule's own settings", "; ".join(deviations(found.settings)) or "none"


def _columns(
    dossier: Dossier, columns: Sequence[ReportColumn[Subject]], instead: dict[str, _Read[Subject]]
) -> list[tuple[str, int, _Read[Subject]]]:
    """Those that the readers get: heading, width and how the cell is read, by name where that is said here."""
    return [
        (named(one.name), _width(one.name), instead.get(one.name, one.read))
        for one in columns
        if leaves(one.name, dossier.audience)
    ]


def _width(name: str) -> int:
    return SENTENCES if name in _SENTENCES else DAYS if name in _NARROW else NAMES


def _sheet(
    name: str,
    columns: Sequence[tuple[str, int, _Read[Subject]]],
    found: Assessment,
    subjects: Sequence[Subject],
    about: str,
) -> TypedSheet:
    rows = (tuple(read(found, subject) for *_, read in columns) for subject in subjects)
    return TypedSheet(name, [(heading, width) for heading, width, _ in columns], rows, about)


def _city(found: Assessment, finding: Finding) -> TypedCell:
    return found.name("city", finding.programme.city)


def _office(found: Assessment, finding: Finding) -> TypedCell:
    return office_name(found, finding.programme.office)


def _partners(found: Assessment, finding: Finding) -> TypedCell:
    return tuple(found.name("partner", key) for key in finding.partners)


def _funders(found: Assessment, finding: Finding) -> TypedCell:
    return tuple(found.name("partner", key) for key in found.funders.get(finding.programme.key, ()))


def _reasons(_: Assessment, finding: Finding) -> TypedCell:
    return tuple(reason_words(reason.code) for reason in finding.reasons)


def _missed(_: Assessment, finding: Finding) -> TypedCell:
    return tuple(FACTS.get(name, name) for name in finding.missing)


def _texts(reasons: Sequence[Reason]) -> TypedCell:
    return tuple(reason.text for reason in reasons)


def _remedies(reasons: Sequence[Reason]) -> TypedCell:
    return tuple(dict.fromkeys(reason.remedy for reason in reasons if reason.remedy))


def _amounts(name: str, table: AmountTable) -> TypedSheet:
    columns = [*((head, DAYS + 10) for head in table.heads), *((heading, NUMBERS + 6) for heading in table.headings)]
    return TypedSheet(name, columns, [(*heads, *amounts) for heads, amounts in table.rows])


def _missing(missing: Sequence[tuple[str, int]]) -> TypedCell:
    return tuple(f"{FACTS.get(name, name)}: {number}" for name, number in missing)


_FINDINGS: dict[str, _Read[Finding]] = {
    "partners": _partners,
    "funders": _funders,
    "city": _city,
    "office": _office,
    "reasons": _reasons,
    "missing": _missed,
}
"""How the cells are read that are not those of the CSV: by names, and in words."""


_COLUMNS = (
    ("Change", NAMES),
    ("Programme", NAMES),
    ("Name", NAMES),
    ("City", NAMES),
    ("Office", NAMES),
    ("Since", DAYS),
    ("Before", NAMES),
    ("Now", NAMES),
    ("Cause", SENTENCES),
)


def changed_sheet(found: Assessment, since: Since) -> TypedSheet:
    """One row a programme that stands otherwise; one sentence where there is none."""
    return TypedSheet("Changed", _COLUMNS, tuple(_rows(found, since)))


def _rows(found: Assessment, since: Since) -> Iterator[tuple[TypedCell, ...]]:
    for sentence in (since.covers, nothing(since)):
        if sentence:
            yield (sentence, *[None] * (len(_COLUMNS) - 1))
    for one in since.differences:
        told = line(found, one)
        standing = (since.last, told.before, told.after, told.cause)
        yield (told.kind, one.programme, told.programme, told.city, told.office, *standing)
