"""Handover brief sections on break days, duties, contacts and other programmes."""

from collections.abc import Iterator, Sequence

from continuity.domain.risk.findings import Finding
from continuity.domain.summaries.handover_brief import DUTY
from continuity.reports.document.model import NOT_RECORDED, Block, DataTable, Paragraph, Section
from continuity.reports.document.text_layout import isolate_direction
from continuity.reports.handover_brief import wording as words
from continuity.reports.handover_brief.model import HandoverBrief
from continuity.reports.wording.english import format_count, format_day, format_vague_date


def build_breaks_section(brief: HandoverBrief) -> Section:
    """Build the section on when the office may end agreements."""
    rows = [
        (words.format_programme_name(brief, finding.programme), *words.format_ending_cells(brief, row))
        for finding in brief.handover.handed_over
        for row in finding.programme.agreements
        if brief.handover.can_be_ended(row)
    ]
    blocks: list[Block] = [Paragraph("No signed agreement is recorded that runs on at the handover.")]
    if rows:
        first_day = format_day(brief.handover.first_day)
        caption = (
            f"Signed agreements, and the first day on which each may have ended if notice is given on {first_day}."
        )
        blocks = [DataTable(caption, ("Programme", "Partner", "Until", "May be ended by the office"), rows)]
    blocks.append(Paragraph("Whether money can be withdrawn before its last day is not recorded."))
    return Section(title="When agreements may be ended", blocks=tuple(blocks))


def build_duties_section(brief: HandoverBrief) -> Section:
    """Build the section that separates legal duty from policy."""
    groups, count = brief.handover.mandate_groups, len(brief.handover.handed_over)
    rows = [
        (
            words.format_programme_name(brief, programme),
            words.MANDATE_LABELS[mandate],
            *words.format_mandate_cells(brief, programme, mandate),
        )
        for mandate, programmes in groups.items()
        for programme in programmes
    ]
    by_law = len(groups[DUTY])
    summary = f"{by_law} of {format_count(count, 'programme')} {'rests' if by_law == 1 else 'rest'} on a statute."
    summary = summary if by_law else "No programme is recorded to rest on a statute."
    caption = (
        "A statute is a duty by law until it is changed. A resolution holds until the council repeals it. A strategy "
        "and a decision of the office are policy. What is not recorded may be any of these."
    )
    columns = ("Programme", "Rests on", "Reference", "Since", "Until")
    return Section(title="Legal duty and policy", blocks=(Paragraph(summary), DataTable(caption, columns, rows)))


def build_contacts_section(brief: HandoverBrief) -> Section:
    """Build the section on each programme's owner and partners."""
    rows = [
        (
            words.format_programme_name(brief, finding.programme),
            isolate_direction(finding.programme.owner) if finding.programme.owner else NOT_RECORDED,
            words.format_partners(brief, finding.programme),
        )
        for finding in brief.handover.handed_over
    ]
    caption = "Who answers for a programme in the city, and who delivers it."
    return Section(title="Whom to ask", blocks=(DataTable(caption, ("Programme", "In the city", "Partners"), rows),))


def build_other_sections(brief: HandoverBrief) -> Iterator[Section]:
    """Build the sections on programmes that end before or begin after the handover."""

    def build_section(title: str, findings: Sequence[Finding], column: str) -> Iterator[Section]:
        if findings:
            rows = [
                (
                    words.format_programme_name(brief, finding.programme),
                    format_vague_date(finding.programme.end if column == "Last day" else finding.programme.launched),
                )
                for finding in findings
            ]
            yield Section(title=title, blocks=(DataTable("They are not handed over.", ("Programme", column), rows),))

    yield from build_section("What ends before the handover", brief.handover.ending_before, "Last day")
    yield from build_section("What begins after the handover", brief.handover.starting_after, "First day")
