"""Handover brief sections on break days, duties, contacts and other programmes."""

from collections.abc import Iterator

from continuity.domain.programmes.models import Programme
from continuity.domain.summaries.handover_brief import DUTY
from continuity.reports.document.model import Block, DataTable, Paragraph, Section
from continuity.reports.document.text_layout import isolate_direction
from continuity.reports.handover_brief import wording as words
from continuity.reports.handover_brief.model import HandoverBrief
from continuity.reports.wording.english import NOT_RECORDED, format_count, format_day, format_vague_date


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
        day = format_day(brief.handover.first_day)
        caption = f"Signed agreements, and the first day on which each may have ended if notice is given on {day}."
        blocks = [DataTable(caption, ("Programme", "Partner", "Until", "May be ended by the office"), rows)]
    blocks.append(Paragraph("Whether money can be withdrawn before its last day is not recorded."))
    return Section(title="When agreements may be ended", blocks=tuple(blocks))


def build_duties_section(brief: HandoverBrief) -> Section:
    """Build the section that separates legal duty from policy."""
    groups, count = brief.handover.mandate_groups, len(brief.handover.handed_over)
    rows = [_format_duty_row(brief, row, mandate) for mandate, programmes in groups.items() for row in programmes]
    by_law = len(groups[DUTY])
    summary = f"{by_law} of {format_count(count, 'programme')} {'rests' if by_law == 1 else 'rest'} on a statute."
    summary = summary if by_law else "No programme is recorded to rest on a statute."
    caption = (
        "A statute is a duty by law until it is changed. A resolution holds until the council repeals it. A strategy "
        "and a decision of the office are policy. What is not recorded may be any of these."
    )
    columns = ("Programme", "Rests on", "Reference", "Since", "Until")
    return Section(title="Legal duty and policy", blocks=(Paragraph(summary), DataTable(caption, columns, rows)))


def _format_duty_row(brief: HandoverBrief, programme: Programme, mandate: str | None) -> tuple[str, ...]:
    cells = words.format_mandate_cells(brief, programme, mandate)
    return words.format_programme_name(brief, programme), words.MANDATE_LABELS[mandate], *cells


def build_contacts_section(brief: HandoverBrief) -> Section:
    """Build the section on each programme's owner and partners."""
    rows = [_format_contact_row(brief, finding.programme) for finding in brief.handover.handed_over]
    caption = "Who answers for a programme in the city, and who delivers it."
    return Section(title="Whom to ask", blocks=(DataTable(caption, ("Programme", "In the city", "Partners"), rows),))


def _format_contact_row(brief: HandoverBrief, programme: Programme) -> tuple[str, ...]:
    owner = isolate_direction(programme.owner or "") or NOT_RECORDED
    return words.format_programme_name(brief, programme), owner, words.format_partners(brief, programme)


def build_other_sections(brief: HandoverBrief) -> Iterator[Section]:
    """Build the sections on programmes that end before or begin after the handover."""
    ends = [(finding.programme, finding.programme.end) for finding in brief.handover.ending_before]
    starts = [(finding.programme, finding.programme.launched) for finding in brief.handover.starting_after]
    before, after = "What ends before the handover", "What begins after the handover"
    for title, column, programmes in ((before, "Last day", ends), (after, "First day", starts)):
        rows = [(words.format_programme_name(brief, row), format_vague_date(day)) for row, day in programmes]
        if rows:
            yield Section(title=title, blocks=(DataTable("They are not handed over.", ("Programme", column), rows),))
