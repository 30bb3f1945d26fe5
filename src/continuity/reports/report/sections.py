"""Report sections on cities, funding, data quality, audience, rule and changes."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from continuity.domain.comparison.report_diff import ReportChange, ReportChanges
from continuity.domain.risk.findings import RULE_VERSION, Assessment
from continuity.domain.settings import Settings, describe_deviations
from continuity.domain.summaries.figures import Completeness
from continuity.reports.document.model import Block, BulletList, DataTable, DescriptionList, Paragraph, Section
from continuity.reports.document.text_layout import isolate_direction
from continuity.reports.report.city_annex import CityAnnex, OfficeAnnex, build_city_annexes
from continuity.reports.report.model import FULL_TEXT_LIMIT, ReportData
from continuity.reports.report.summary import Decision, format_most_missing, list_quality_counts
from continuity.reports.wording import changes as changes_wording
from continuity.reports.wording import funding
from continuity.reports.wording.english import format_count, format_day, format_number, mark_day
from continuity.reports.wording.names import office_name
from continuity.reports.wording.sentences import format_remedy


def build_cities_section(report: ReportData) -> Section:
    """Build the section with one line per city."""
    lines = tuple(_format_city(report, annex) for annex in build_city_annexes(report))
    paragraph = Paragraph("No city has a programme or a change of leadership to tell of.")
    return Section(title="City by city", blocks=(BulletList(lines) if lines else paragraph,))


def _format_city(report: ReportData, annex: CityAnnex) -> str:
    city = isolate_direction(report.assessment.display_name("city", annex.city))
    offices = (_format_office(report, office) for office in annex.offices)
    parts = (f"{city}: {annex.summary}", *offices, _format_first_decision(annex.first_decision))
    return " ".join(part for part in parts if part)


def _format_office(report: ReportData, annex: OfficeAnnex) -> str:
    return f"{isolate_direction(office_name(report.assessment, annex.office))}: {isolate_direction(annex.holder)}."


def _format_first_decision(decision: Decision | None) -> str:
    if decision is None:
        return ""
    due = f" By {format_day(decision.step.due)}." if decision.step.due else ""
    return f"To be decided first: {format_remedy(decision.step)}{due}"


_COMPLETENESS_NOTE = (
    "Of the facts the rule reads about each programme, how many are recorded: office, launch, end, owner, mandate, "
    "partner, agreement, its days, money, its days, evaluation. What is not recorded counts as absent."
)


def build_funding_section(report: ReportData) -> Section:
    """Build the funding section: counts, and amounts if visible to the audience."""
    totals = report.figures.funding
    blocks: list[Block] = [Paragraph("No programme is recorded that has not ended.")]
    if totals.programme_count:
        counts = funding.list_funding_counts(totals)
        blocks = [DescriptionList(tuple((count.label, _format_funding_count(count)) for count in counts))]
    if totals.currencies and report.audience.can_see_amounts:
        blocks.append(_render_currency_table(funding.build_currency_table(totals)))
        blocks += [_render_year_table(funding.build_year_table(totals)), Paragraph(funding.FUNDING_NOTE)]
    elif report.audience.can_see_amounts:
        blocks.append(Paragraph("No amount of money is recorded."))
    return Section(title="Money", blocks=tuple(blocks))


def _format_funding_count(count: funding.FundingCount) -> str:
    number = format_number(count.number)
    return number if count.percent in (None, 100) else f"{number} ({count.percent} %)"


def _render_currency_table(table: funding.AmountTable) -> DataTable:
    rows = [(isolate_direction(str(code)), *map(funding.format_amount, amounts)) for (code,), amounts in table.rows]
    return DataTable("Amounts by currency.", (*table.key_columns, *table.amount_headings), rows)


def _render_year_table(table: funding.AmountTable) -> DataTable:
    rows = [
        (f"{isolate_direction(str(code))}, {year}", *map(funding.format_amount, amounts))
        for (code, year), amounts in table.rows
    ]
    return DataTable("Amounts by calendar year.", ("Currency and year", *table.amount_headings), rows)


def build_quality_section(report: ReportData) -> Section:
    """Build the section on completeness by city and data quality."""
    rows = [_format_completeness(report.assessment, city) for city in report.figures.completeness]
    block: Block = Paragraph("No programme is recorded.")
    if rows:
        block = DataTable(_COMPLETENESS_NOTE, ("City", "Programmes", "Facts recorded", "Most often missing"), rows)
    counts = DescriptionList(tuple((count.label, format_number(count.number)) for count in list_quality_counts(report)))
    return Section(title="How good the data is", blocks=(block, counts))


def _format_completeness(assessment: Assessment, city: Completeness) -> tuple[str, ...]:
    name, recorded = isolate_direction(assessment.display_name("city", city.city)), format_number(city.recorded)
    facts = f"{recorded} of {format_number(city.of)} ({city.percent} %)"
    return name, format_number(city.programmes), facts, format_most_missing(city.missing)


def build_requested_sections(report: ReportData) -> Iterator[Section]:
    """Build the sections for requested contacts and notes."""
    record_name = report.assessment.display_name
    contacts = tuple((record_name("partner", key), text) for key, text in sorted(report.contacts.items()))
    notes = tuple((f"{record_name(*record)} ({record[0]})", text) for record, text in sorted(report.notes.items()))
    if contacts:
        yield Section(title="Contacts of partners", blocks=(DescriptionList(contacts),))
    if notes:
        yield Section(title="Notes", blocks=(DescriptionList(notes),))


def build_audience_section(report: ReportData) -> Section:
    """Build the section on audience, omissions and filters."""
    blocks = [Paragraph(report.audience_note)]
    if report.filters:
        blocks.append(Paragraph(f"Narrowed to {', '.join(map(isolate_direction, report.filters))}."))
    return Section(title="For whom this was made", blocks=tuple(blocks))


def build_rule_section(assessment: Assessment) -> Section:
    """Build the section on rule version and settings."""
    paragraph = Paragraph(
        f"Risk rule version {RULE_VERSION}, applied to what is recorded as of {format_day(assessment.as_of)}. It reads "
        "dates and recorded facts about posts, agreements and money; it does not forecast who will hold an office."
    )
    blocks: list[Block] = [paragraph, DescriptionList(_list_settings(assessment.settings))]
    if deviations := describe_deviations(assessment.settings):
        blocks.append(BulletList(tuple(f"Not the rule's own setting: {text}." for text in deviations)))
    return Section(title="Rule and settings", blocks=tuple(blocks))


def _list_settings(settings: Settings) -> tuple[tuple[str, str], ...]:
    return (
        ("Looks ahead", str(settings.horizon)),
        ("Exposed after the handover", format_count(settings.window_days, "day")),
        ("Late, before the pre-election period", format_count(settings.late_days, "day")),
        ("Handover, where no day is known", f"within {format_count(settings.handover_days, 'day')} of polling day"),
        ("Notice that counts", format_count(settings.notice_days, "day")),
        ("Lead time of a remedy", format_count(settings.lead_days, "day")),
        ("Review counts as stale after", format_count(settings.stale_months, "month")),
        ("Community partners are", ", ".join(settings.community_kinds)),
    )


def build_changes_section(assessment: Assessment, changes: ReportChanges) -> Section:
    """Build the section on changes, with a table for each kind."""
    blocks = tuple(_build_blocks(assessment, changes))
    return Section(title=changes_wording.format_changes_title(changes), blocks=blocks)


def _build_blocks(assessment: Assessment, changes: ReportChanges) -> Iterator[Block]:
    if changes.coverage_note:
        yield Paragraph(changes.coverage_note)
    if sentence := changes_wording.format_no_changes(changes):
        yield Paragraph(sentence)
    listed = changes.changes[:FULL_TEXT_LIMIT]
    if len(listed) < len(changes.changes):
        yield Paragraph(f"The first {len(listed)} of {len(changes.changes)} changes; the workbook lists all.")
    for kind, same_kind in groupby(listed, key=lambda difference: difference.kind):
        yield _build_table(assessment, changes_wording.CHANGE_LABELS[kind], tuple(same_kind))


def _build_table(assessment: Assessment, kind: str, differences: Sequence[ReportChange]) -> DataTable:
    columns = ("Programme", "City and office", "Before", "Now", "Cause")
    rows = [_format_row(changes_wording.build_change_line(assessment, change, mark_day)) for change in differences]
    return DataTable(f"{kind}: {format_count(len(differences), 'programme')}.", columns, rows)


def _format_row(line: changes_wording.ChangeLine) -> tuple[str, ...]:
    place = f"{isolate_direction(line.city)}, {isolate_direction(line.office)}"
    return isolate_direction(line.programme), place, line.before, line.after, line.cause
