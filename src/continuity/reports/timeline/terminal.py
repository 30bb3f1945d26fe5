"""Timeline of a city for a terminal: a drawing and remarks for each office."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from continuity.domain.offices.elections import find_cancelled_election
from continuity.domain.offices.holders import find_holders
from continuity.domain.offices.models import KnownOffice, Transition
from continuity.domain.risk.findings import Assessment
from continuity.domain.values.dates import VagueDate
from continuity.domain.vocabulary import EndBasis, OfficeKind, OfficeState, RiskLevel
from continuity.reports.document.text_layout import display_width, isolate_direction, split_long_words, wrap_text
from continuity.reports.timeline import terminal_chart
from continuity.reports.timeline.bars import TimelineBar
from continuity.reports.timeline.office import build_nested_programme_bars, build_scale, build_visible_term_bars
from continuity.reports.timeline.svg_layout import is_bar_visible
from continuity.reports.timeline.terminal_chart import Chart, Mark, list_change_marks, select_handover_sign
from continuity.reports.wording.english import NOT_RECORDED, format_count
from continuity.reports.wording.holders import format_holders
from continuity.reports.wording.labels import (
    DAY_BASIS_LABELS,
    TRANSITION_LABELS,
    format_cancelled_election,
    format_transition_time,
)
from continuity.reports.wording.names import office_name

MINIMUM_WIDTH = 60
"""Columns needed for a name beside its bar."""

_MAX_LABEL_WIDTH = 40
_INDENT = "  "
_PART_LABELS = (("Agreement", "partners"), ("Money", "money"))
_OPEN_NOTES = ("open: it is past and not settled yet, no result recorded", "open: it is past and not settled yet")
_CEREMONIAL_NOTE = "A ceremonial office: programmes recorded under it are not judged, and not drawn."


@dataclass(frozen=True, slots=True)
class _DrawingRow:
    """Row of a drawing; `text` replaces bars off the scale."""

    label: str
    bars: str = ""
    text: str = ""
    sign: str = ""
    indent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfficeDrawing:
    name: str
    leadership: KnownOffice
    term_bars: tuple[TimelineBar, ...]
    programme_bars: tuple[TimelineBar, ...]
    transitions: tuple[Transition, ...]
    canvas: Chart

    @property
    def is_ceremonial(self) -> bool:
        return self.leadership.office.kind == OfficeKind.CEREMONIAL


def render(assessment: Assessment, width: int) -> str:
    """Render every office of the assessed city by key, then a legend; `width` is `MINIMUM_WIDTH` columns or more."""
    label_width = min(_MAX_LABEL_WIDTH, width * 2 // 5)
    output_lines: list[str] = []
    signs: set[str] = set()
    for key in sorted(assessment.office_records):
        office = _build_office_drawing(assessment, key, width - label_width)
        rows = tuple(_build_rows(office))
        signs.update(*(row.sign + row.bars for row in rows))
        output_lines += [*_render_title(office, width), ""]
        output_lines += [" " * label_width + line.rstrip() for line in office.canvas.draw_axis()]
        output_lines += [*_render_rows(rows, label_width, width), ""]
        output_lines += [*_render_bullets(_list_remarks(assessment, office), width), ""]
    return "\n".join((*output_lines, *terminal_chart.render_key(signs, width))).rstrip("\n") + "\n"


def _build_office_drawing(assessment: Assessment, key: str, columns: int) -> _OfficeDrawing:
    scale, leadership = build_scale(assessment), assessment.office_records[key]
    transitions = tuple(transition for transition in assessment.transitions if transition.office == key)
    findings = [finding for finding in assessment.findings if finding.programme.office == key]
    days = ((transition.polling_day, transition.last_polling_day) for transition in transitions)
    city = isolate_direction(assessment.display_name("city", leadership.office.city))
    return _OfficeDrawing(
        name=f"{city}: {isolate_direction(office_name(assessment, key))} ({key})",
        leadership=leadership,
        term_bars=build_visible_term_bars(scale, assessment, key),
        programme_bars=build_nested_programme_bars(assessment, findings),
        transitions=transitions,
        canvas=Chart(scale, columns, assessment.as_of, tuple(chain.from_iterable(days))),
    )


def _render_title(office: _OfficeDrawing, width: int) -> list[str]:
    title_lines = wrap_text(split_long_words(office.name, width), width)
    return [*title_lines, "=" * max(map(display_width, title_lines))]


def _build_rows(office: _OfficeDrawing) -> Iterator[_DrawingRow]:
    canvas = office.canvas
    now = Mark(canvas.as_of, canvas.as_of, terminal_chart.NOW)
    yield _DrawingRow(f"As of {canvas.as_of}", canvas.draw_marks([now]))
    yield _DrawingRow("In office", canvas.draw_marks(()))
    no_term = _DrawingRow("no term recorded", canvas.draw_marks(()), indent=_INDENT)
    yield from _build_bar_rows(canvas, office.term_bars) or [no_term]
    yield _DrawingRow("Changes of leadership", canvas.draw_marks(()))
    yield from _build_change_rows(canvas, office.transitions)
    if not office.is_ceremonial:
        yield _DrawingRow("Programmes", canvas.draw_marks(()))
        no_programme = _DrawingRow("no programme recorded", canvas.draw_marks(()), indent=_INDENT)
        yield from _build_bar_rows(canvas, office.programme_bars) or [no_programme]


def _build_bar_rows(canvas: Chart, bars: Iterable[TimelineBar], indent: str = _INDENT) -> list[_DrawingRow]:
    rows: list[_DrawingRow] = []
    for bar in bars:
        label = f"{isolate_direction(bar.name)}{_format_verdict(bar)}"
        is_drawn = is_bar_visible(canvas.scale, bar)
        drawn_bar, days_text = (canvas.draw_bar(bar), "") if is_drawn else ("", _format_days(bar))
        rows.append(_DrawingRow(label, drawn_bar, days_text, terminal_chart.PART_SIGNS.get(bar.kind, ""), indent))
        parts = [part for part in bar.parts if is_bar_visible(canvas.scale, part)]
        rows += _build_bar_rows(canvas, parts, indent + _INDENT)
        rows += _build_undrawn_rows(indent + _INDENT, [part for part in bar.parts if part not in parts])
    return rows


def _build_undrawn_rows(indent: str, parts: Sequence[TimelineBar]) -> Iterator[_DrawingRow]:
    for kind, label in _PART_LABELS:
        of_kind = [part for part in parts if part.kind == kind]
        dated_parts = [f"{isolate_direction(part.name)}, {_format_days(part)}" for part in of_kind if part.segments]
        undated_counts = Counter(isolate_direction(part.name) for part in of_kind if not part.segments)
        if undated_counts:
            names = (name if times == 1 else f"{name}, {times} times" for name, times in undated_counts.items())
            yield _DrawingRow(f"{label}, no day recorded: {'; '.join(names)}", indent=indent)
        if dated_parts:
            yield _DrawingRow(f"{label}, outside these years: {'; '.join(dated_parts)}", indent=indent)


def _format_verdict(bar: TimelineBar) -> str:
    if not bar.verdict:
        return ""
    return f" ({bar.verdict} risk)" if bar.verdict in tuple(RiskLevel) else f" ({bar.verdict.replace('-', ' ')})"


def _format_days(bar: TimelineBar) -> str:
    start = str(bar.start) if bar.start else "start not recorded"
    if bar.end:
        return f"{start} to {bar.format_end()}"
    if bar.end_basis == EndBasis.OPEN:
        return f"{start}, {bar.format_end()}"
    if bar.expected_end:
        return f"{start}, end {NOT_RECORDED}, expected {bar.expected_end}"
    return f"{start}, end {NOT_RECORDED}" if bar.start else "no day recorded"


def _build_change_rows(canvas: Chart, transitions: Sequence[Transition]) -> Iterator[_DrawingRow]:
    if not transitions:
        yield _DrawingRow("none known", canvas.draw_marks(()), indent=_INDENT)
        return
    day = "polling day" if all(transition.is_election for transition in transitions) else "day of change"
    yield _DrawingRow(day, canvas.draw_marks(list_change_marks(transitions)), indent=_INDENT)
    handovers = (
        Mark(change.handover_first, change.handover_last, select_handover_sign(change)) for change in transitions
    )
    yield _DrawingRow("handover", canvas.draw_marks(handovers), indent=_INDENT)


def _list_remarks(assessment: Assessment, office: _OfficeDrawing) -> Iterator[str]:
    holders = find_holders(office.leadership, assessment.as_of, assessment.settings)
    if holders.state != OfficeState.CURRENT:
        yield format_holders(holders, assessment.names)
    for transition in office.transitions:
        later = transition.polling_day > office.canvas.scale.last
        yield f"{format_transition(transition)}{' It lies beyond the years drawn.' if later else ''}"
    if not office.transitions:
        yield f"No change of leadership is known up to {assessment.settings.horizon.add_to(assessment.as_of)}."
    if cancelled := find_cancelled_election(office.leadership, assessment.as_of):
        sentence = format_cancelled_election(cancelled.date, None)
        yield f"{sentence[0].upper()}{sentence[1:]}."
    if more := len(office.leadership.terms) - len(office.term_bars):
        yield f"Not drawn: {format_count(more, 'term')} outside these years."
    vague_texts = [f"{isolate_direction(bar.name)}, {_format_days(bar)}" for bar in _select_vague_bars(office)]
    if vague_texts:
        yield f"Vague or missing days, as recorded: {'; '.join(vague_texts)}."
    if office.is_ceremonial:
        yield _CEREMONIAL_NOTE


def format_transition(transition: Transition) -> str:
    """Describe a transition with its days, their basis and its state."""
    first, last = transition.handover_first, transition.handover_last
    handover = f"handover on {first}" if first == last else f"handover between {first} and {last}"
    when = format_transition_time(transition, None)
    day = f"{TRANSITION_LABELS[transition.kind]} {when} ({DAY_BASIS_LABELS[transition.basis]})"
    parts = (
        day[0].upper() + day[1:],
        _format_quiet_period(transition),
        f"{handover} ({DAY_BASIS_LABELS[transition.handover_basis]})",
        "the same person goes on"
        if transition.holder_stays
        else "a new holder is certain" * bool(transition.certain_change),
        _OPEN_NOTES[transition.result_known] if transition.open else "",
    )
    return f"{'; '.join(part for part in parts if part)}."


def _format_quiet_period(transition: Transition) -> str:
    if not transition.is_election:
        return ""
    if transition.quiet_from:
        return f"pre-election period from {transition.quiet_from}"
    return "length of the pre-election period not recorded"


def _select_vague_bars(office: _OfficeDrawing) -> Iterator[TimelineBar]:
    with_parts = chain.from_iterable((bar, *bar.parts) for bar in office.programme_bars)
    for bar in (*office.term_bars, *with_parts):
        is_vague = bar.start is None or any(map(_is_vague, (bar.start, bar.end, bar.expected_end)))
        if is_vague and is_bar_visible(office.canvas.scale, bar):
            yield bar


def _is_vague(day: VagueDate | None) -> bool:
    return day is not None and (day.earliest is None or day != VagueDate.from_day(day.earliest))


def _render_rows(rows: Iterable[_DrawingRow], label_width: int, width: int) -> Iterator[str]:
    for row in rows:
        prefix, continuation = row.indent + row.sign, " " * len(row.sign)
        room = (label_width - len(_INDENT) if row.bars or row.text else width) - len(prefix)
        first, *others = wrap_text(split_long_words(row.label, room), room)
        left_lines = [prefix + first, *(f"{row.indent}{continuation}{line}" for line in others)]
        text_width = width - label_width
        right_lines = wrap_text(split_long_words(row.text, text_width), text_width) if row.text else [row.bars]
        for left_text, right_text in zip_longest(left_lines, right_lines, fillvalue=""):
            yield f"{left_text}{' ' * (label_width - display_width(left_text))}{right_text}".rstrip()


def _render_bullets(texts: Iterable[str], width: int) -> Iterator[str]:
    for text in texts:
        first, *others = wrap_text(split_long_words(text, width - 2), width - 2)
        yield f"* {first}"
        yield from (f"  {line}" for line in others)
