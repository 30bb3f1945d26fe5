"""The handover brief as a document: common sections, then a page per programme.
It gives no level and no remedy: what to continue, change or end is for the incoming administration to decide.
"""

from collections.abc import Iterator
from datetime import date

from continuity.domain.risk.findings import Finding
from continuity.domain.summaries.handover_brief import DueItem
from continuity.domain.values.dates import VagueDate
from continuity.reports.document.model import Block, DataTable, DescriptionList, Document, Paragraph, Section
from continuity.reports.document.text_layout import isolate_direction
from continuity.reports.handover_brief import sections
from continuity.reports.handover_brief import wording as words
from continuity.reports.handover_brief.model import HandoverBrief
from continuity.reports.handover_brief.programme_page import build_programme_sections
from continuity.reports.report.city_annex import describe_holder
from continuity.reports.report.findings_section import format_change, format_handover, format_place
from continuity.reports.report.sections import build_audience_section, build_requested_sections, build_rule_section
from continuity.reports.wording.english import NOT_RECORDED, format_count, format_day, format_vague_date
from continuity.reports.wording.labels import TRANSITION_LABELS, format_transition_day, stop_cause_label

SCOPE_NOTE = (
    "This brief says what is recorded. It gives no level of risk and no advice, and it leaves out what the outgoing "
    "side decided to do about a programme."
)


def build_handover_document(brief: HandoverBrief) -> Document:
    """Build the brief on one change of leadership."""
    assessment, transition = brief.report.assessment, brief.transition
    kind = TRANSITION_LABELS.get(transition.kind, transition.kind)
    polling_day = format_transition_day(transition)
    return Document(
        title=f"Handover brief: {format_place(assessment, transition.city, brief.office)}",
        lead=(
            f"For whoever takes over after the {kind} of {polling_day}. As of {format_day(brief.as_of)}.",
            *_describe_past_change(brief),
            _summarise(brief),
            SCOPE_NOTE,
        ),
        sections=tuple(_build_sections(brief)),
    )


def _describe_past_change(brief: HandoverBrief) -> Iterator[str]:
    transition = brief.transition
    if not transition.open and transition.handover_last < brief.as_of:
        yield f"This change is past: these are the programmes of then that still run on {format_day(brief.as_of)}."


def _summarise(brief: HandoverBrief) -> str:
    handover = brief.handover
    count = len(handover.handed_over)
    if not count:
        return "No programme is recorded that runs and that this office decides on."
    return (
        f"{format_count(count, 'programme')} {'is' if count == 1 else 'are'} handed over. "
        f"On {format_day(handover.first_day)}, a signed "
        f"agreement with a partner certainly runs for {handover.agreed_count or 'none'}, "
        f"and committed money is certain for {handover.funded_count or 'none'}."
    )


def _build_sections(brief: HandoverBrief) -> Iterator[Section]:
    yield _build_transition_section(brief)
    if brief.handover.handed_over:
        yield _build_running_section(brief)
        yield _build_lapses_section(brief)
        yield _build_decisions_section(brief)
        yield sections.build_breaks_section(brief)
        yield sections.build_duties_section(brief)
        yield sections.build_contacts_section(brief)
    yield from sections.build_other_sections(brief)
    yield from build_requested_sections(brief.report)
    yield build_audience_section(brief.report)
    yield build_rule_section(brief.report.assessment)
    for finding in brief.handover.handed_over:
        yield from build_programme_sections(brief, finding)


def _build_transition_section(brief: HandoverBrief) -> Section:
    assessment, transition = brief.report.assessment, brief.transition

    def person_name(key: str | None) -> str:
        return isolate_direction(assessment.display_name("person", key)) if key else NOT_RECORDED

    quiet_from = format_day(transition.quiet_from) if transition.quiet_from else ""
    holder = isolate_direction(describe_holder(brief.report.figures, transition.office))
    next_holder = transition.outgoing if transition.holder_stays else transition.successor
    pairs = (
        ("City and office", format_place(assessment, transition.city, transition.office)),
        ("Day of the change", format_change(transition)),
        *([("Pre-election period from", quiet_from)] if transition.is_election else []),
        ("Handover", format_handover(transition)),
        ("First hundred days", _format_hundred_days(brief)),
        ("In office before it", person_name(transition.outgoing)),
        ("In office after it", person_name(next_holder)),
        (f"In office on {format_day(brief.as_of)}", holder),
    )
    return Section(title="The change of leadership", blocks=(DescriptionList(pairs),))


def _format_hundred_days(brief: HandoverBrief) -> str:
    transition, days = brief.transition, brief.handover.first_hundred_days
    if transition.handover_last != transition.scheduled_handover_last:
        last_day = format_day(days.last)
        return f"not known, since whether the handover has taken place is not recorded; looked at to {last_day}"
    return f"{format_day(days.first)} to {format_day(days.last)}"


def _build_running_section(brief: HandoverBrief) -> Section:
    rows = [_format_running_row(brief, finding) for finding in brief.handover.handed_over]
    caption = "The programmes this office decides on, by name. Each has a page of its own further down."
    columns = ("Programme", "Since", "Began under", "Changes outlived", "Carried by")
    return Section(title="What runs", blocks=(DataTable(caption, columns, rows),))


def _format_running_row(brief: HandoverBrief, finding: Finding) -> tuple[str, ...]:
    programme, assessment = finding.programme, brief.report.assessment
    launching_holder = brief.report.figures.term_holders.get(programme.launched_under or "", "")
    return (
        words.format_programme_name(brief, finding.programme),
        format_vague_date(programme.launched),
        isolate_direction(launching_holder) if launching_holder else NOT_RECORDED,
        words.format_outlived(brief.handover.list_outlived_transitions(programme)),
        words.format_carriers(assessment, brief.handover.list_open_agreements(programme)),
    )


def _build_lapses_section(brief: HandoverBrief) -> Section:
    dated = sorted(
        (finding for finding in brief.handover.handed_over if finding.runs_until),
        key=lambda finding: (finding.runs_until, finding.programme.key),
    )
    undated_count = len(brief.handover.handed_over) - len(dated)
    blocks: list[Block] = []
    if dated:
        caption = "The day on which a programme stops if nobody decides anything, as far as that is recorded."
        columns = ("Programme", "Last day", "Because that is", "When")
        blocks.append(DataTable(caption, columns, [_format_lapse_row(brief, finding) for finding in dated]))
    if undated_count:
        programmes = "one programme" if undated_count == 1 else f"{undated_count} programmes"
        lapse = "it lapses" if undated_count == 1 else "they lapse"
        blocks.append(Paragraph(f"For {programmes} no last day is recorded: whether {lapse} has to be asked."))
    return Section(title="What lapses if nothing is decided", blocks=tuple(blocks))


def _format_lapse_row(brief: HandoverBrief, finding: Finding) -> tuple[str, ...]:
    day = finding.runs_until or date.max
    cause = stop_cause_label(finding.runs_until_cause, with_article=False)
    return words.format_programme_name(brief, finding.programme), format_day(day), cause, _describe_timing(brief, day)


def _describe_timing(brief: HandoverBrief, day: date) -> str:
    first_days = brief.handover.first_hundred_days
    if day < brief.as_of:
        return "has passed"
    if day < first_days.first:
        return "before the handover"
    return "in the first hundred days" if day in first_days else "later"


def _describe_vague_timing(brief: HandoverBrief, vague_day: VagueDate) -> str:
    days = (vague_day.earliest or date.min, vague_day.latest or date.max)
    return " or ".join(dict.fromkeys(_describe_timing(brief, day) for day in days))


def _build_decisions_section(brief: HandoverBrief) -> Section:
    period, due_items = brief.handover.decision_period, brief.handover.due_items
    title = "Decisions up to the hundredth day"
    if not due_items:
        paragraph = Paragraph(f"Nothing is recorded that ends, begins or waits up to {format_day(period.last)}.")
        return Section(title=title, blocks=(paragraph,))
    caption = (
        f"What ends or begins from {format_day(period.first)} to {format_day(period.last)}, so that somebody has to "
        "decide whether it goes on, and what waits for a decision."
    )
    rows = [_format_due_row(brief, due) for due in due_items]
    return Section(title=title, blocks=(DataTable(caption, ("Day", "Programme", "What", "When"), rows),))


def _format_due_row(brief: HandoverBrief, due: DueItem) -> tuple[str, ...]:
    name, text = words.format_programme_name(brief, due.programme), words.format_due(brief.report.assessment, due)
    if due.recorded_date is None:
        return "no day", name, text, ""
    return format_vague_date(due.recorded_date), name, text, _describe_vague_timing(brief, due.recorded_date)
