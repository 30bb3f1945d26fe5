"""Geometry of the timeline, in units of a drawing `WIDTH` wide and free of SVG."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from continuity.domain.offices.models import Transition
from continuity.domain.values.dates import ONE_DAY
from continuity.domain.values.durations import Duration
from continuity.reports.timeline.bars import BarSegment, TimelineBar
from continuity.reports.wording.english import format_short_day

WIDTH = 960
LEFT_EDGE = 236
RIGHT_EDGE = 950
HEAD_HEIGHT = 36
ROW_HEIGHT = 22
BAR_HEIGHT = 14
_BAR_OFFSET = 2
_THIN_BAR_HEIGHT = 3
_THIN_ROW_HEIGHT = 5
_FOOT_HEIGHT = 6
_LABEL_COLUMNS = 31
_CELL_WIDTH = 6.6
_DATE_WIDTH = 76
_SHORTEST_LABEL = 8


@dataclass(frozen=True, slots=True)
class Scale:
    """First and last day of the drawing, both inclusive."""

    first: date
    last: date

    def locate(self, day: date) -> float:
        """Return the x coordinate of a day, clamped to the scale."""
        clamped = min(max(day, self.first), self.last)
        share = (clamped - self.first).days / max(1, (self.last - self.first).days)
        return round_coordinate(LEFT_EDGE + share * (RIGHT_EDGE - LEFT_EDGE))

    def list_years(self) -> tuple["YearMark", ...]:
        """List the start of every year, labelled if there is room."""
        numbers = range(self.first.year, self.last.year + 1)
        step = max(1, -(-len(numbers) // 14))
        return tuple(YearMark(self.locate(date(year, 1, 1)), str(year) if year % step == 0 else "") for year in numbers)


@dataclass(frozen=True, slots=True)
class YearMark:
    """Line at the start of a year."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class BarShape:
    """Drawn segment; `text` is empty if it does not fit."""

    x: float
    y: int
    width: float
    height: int
    style: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class PanelRow:
    """Row of an office: terms, or one programme with agreements and funding."""

    y: int
    label: str
    symbol: str
    title: str
    bars: tuple[BarShape, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """Day of a transition; `label` is empty if it does not fit."""

    x: float
    label: str
    anchor: str
    is_election: bool


@dataclass(frozen=True, slots=True)
class Band:
    """Full-height band: pre-election period (quiet), handover or exposure window."""

    x: float
    width: float
    style: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Drawing of one office."""

    height: int
    rows: tuple[PanelRow, ...]
    ticks: tuple[Tick, ...]
    bands: tuple[Band, ...]


def lay_out_panel(
    scale: Scale, bars: Sequence[TimelineBar], transitions: Sequence[Transition], *, window_days: int
) -> Panel:
    """Lay out one office: terms on the fewest lines, then a line per programme."""
    lines = _assign_lanes(scale, [bar for bar in bars if bar.kind == "Term"])
    lines += [[bar] for bar in bars if bar.kind != "Term" and is_bar_visible(scale, bar)]
    rows, y = [], HEAD_HEIGHT
    for line in lines:
        rows.append(_lay_out_row(scale, y, line))
        y += ROW_HEIGHT + _THIN_ROW_HEIGHT * len(_group_parts(line))
    return Panel(
        height=max(y, HEAD_HEIGHT + ROW_HEIGHT) + _FOOT_HEIGHT,
        rows=tuple(rows),
        ticks=_lay_out_ticks(scale, transitions),
        bands=tuple(band for transition in transitions for band in _lay_out_bands(scale, transition, window_days)),
    )


def round_coordinate(coordinate: float) -> float:
    """Round to one decimal, for small and reproducible drawings."""
    rounded = round(coordinate, 1)
    return int(rounded) if rounded == int(rounded) else rounded


def window_end(transition: Transition, window_days: int) -> date:
    """Return the last day of exposure to the transition."""
    return Duration(days=window_days).add_to(transition.handover_last)


def truncate_label(text: str, columns: int) -> str:
    """Truncate the text to so many columns; wide letters take two."""
    room = columns
    for position, character in enumerate(text):
        room -= 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if room < 0:
            return text[: max(0, position - 1)].rstrip() + "…"
    return text


def is_bar_visible(scale: Scale, bar: TimelineBar) -> bool:
    """Return whether any segment lies on the scale."""
    return any(_is_segment_visible(scale, segment) for segment in bar.segments)


def _is_segment_visible(scale: Scale, segment: BarSegment) -> bool:
    return (segment.first or scale.first) <= scale.last and (segment.last or scale.last) >= scale.first


def _assign_lanes(scale: Scale, terms: Iterable[TimelineBar]) -> list[list[TimelineBar]]:
    lanes: list[list[TimelineBar]] = []
    for term in terms:
        if not is_bar_visible(scale, term):
            continue
        first = term.segments[0].first or scale.first
        free_lanes = (lane for lane in lanes if (lane[-1].segments[-1].last or date.max) < first)
        lane = next(free_lanes, None)
        if lane is None:
            lanes.append([term])
        else:
            lane.append(term)
    return lanes


def _lay_out_row(scale: Scale, y: int, line: Sequence[TimelineBar]) -> PanelRow:
    shapes = [shape for bar in line for shape in _lay_out_bar(scale, bar, y + _BAR_OFFSET, BAR_HEIGHT)]
    for number, parts in enumerate(_group_parts(line)):
        top = y + _BAR_OFFSET + BAR_HEIGHT + 2 + _THIN_ROW_HEIGHT * number
        shapes += [shape for part in parts for shape in _lay_out_bar(scale, part, top, _THIN_BAR_HEIGHT)]
    titles = "; ".join(f"{bar.name}: {bar.format_start()} to {bar.format_end()}" for bar in line)
    if line[0].kind == "Term":
        return PanelRow(y, "In office", "", titles, tuple(shapes))
    return PanelRow(y, truncate_label(line[0].name, _LABEL_COLUMNS), line[0].verdict, titles, tuple(shapes))


def _group_parts(line: Sequence[TimelineBar]) -> list[list[TimelineBar]]:
    parts = [part for bar in line for part in bar.parts]
    lines = [[part for part in parts if part.kind == kind and part.segments] for kind in ("Agreement", "Money")]
    return [parts_on_line for parts_on_line in lines if parts_on_line]


def _lay_out_bar(scale: Scale, bar: TimelineBar, y: int, height: int) -> Iterable[BarShape]:
    label = bar.name if bar.kind == "Term" else ""
    for segment in bar.segments:
        if not _is_segment_visible(scale, segment):
            continue
        x, width = _measure_days(scale, segment.first or scale.first, segment.last or scale.last)
        text = truncate_label(label, int((width - 8) / _CELL_WIDTH))
        shown_label = text if text == label or len(text) >= _SHORTEST_LABEL else ""
        yield BarShape(x, y, width, height, segment.style, shown_label)
        label = "" if shown_label else label


def _measure_days(scale: Scale, first: date, last: date) -> tuple[float, float]:
    """Return x and width of the days, both inclusive."""
    x = scale.locate(first)
    return x, round_coordinate(max(1.5, scale.locate(min(last, scale.last) + ONE_DAY) - x))


def _lay_out_bands(scale: Scale, transition: Transition, window_days: int) -> Iterable[Band]:
    if transition.quiet_from:
        yield Band(*_measure_days(scale, transition.quiet_from, transition.last_polling_day), "quiet")
    yield Band(*_measure_days(scale, transition.handover_first, transition.handover_last), "handover")
    last = window_end(transition, window_days)
    if transition.handover_last < min(last, scale.last):
        yield Band(*_measure_days(scale, transition.handover_last + ONE_DAY, last), "window")


def _lay_out_ticks(scale: Scale, transitions: Sequence[Transition]) -> tuple[Tick, ...]:
    ticks: list[Tick] = []
    free_from = 0.0
    days = ((transition, *day) for transition in transitions for day in _label_days(transition).items())
    for transition, day, text in days:
        x = scale.locate(day)
        at_end = x + _DATE_WIDTH > RIGHT_EDGE
        left = x - _DATE_WIDTH if at_end else x
        label = text if left >= free_from else ""
        free_from = left + _DATE_WIDTH if label else free_from
        ticks.append(Tick(x, label, "end" if at_end else "start", transition.is_election))
    return tuple(ticks)


def _label_days(transition: Transition) -> dict[date, str]:
    """Label the day of a transition; of a vague one, the first and the last that it can mean, a month or year once."""
    first, last = transition.polling_day, transition.last_polling_day
    if transition.polling_date is None or "/" in transition.polling_date.text:
        return {day: format_short_day(day) for day in (first, last)}
    _, month = format_short_day(first).split(" ", 1)
    return {first: month if "-" in transition.polling_date.text else str(first.year), last: ""}
