"""The geometry of the timeline: bars, ticks and windows of every office on one scale of days, ready to be drawn.

Nothing here knows SVG: figures are in the units of a drawing `WIDTH` wide.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from continuity.domain.offices.models import Transition
from continuity.domain.values.dates import DAY
from continuity.domain.values.durations import Span
from continuity.reports.timeline.bars import Strand, Stretch
from continuity.reports.wording.english import short

WIDTH = 960
LEFT = 236
RIGHT = 950
HEAD = 36
ROW = 22
BAR = 14
_TOP = 2
_THIN = 3
_THIN_ROW = 5
_FOOT = 6
_LABEL_CELLS = 31
_CELL_WIDTH = 6.6
_DATE_WIDTH = 76
_SHORTEST = 8


@dataclass(frozen=True, slots=True)
class Scale:
    """Days along the drawing."""

    first: date
    last: date

    def x(self, day: date) -> float:
        """Where the day begins, inside the drawing even for days outside the scale."""
        inside = min(max(day, self.first), self.last)
        share = (inside - self.first).days / max(1, (self.last - self.first).days)
        return tidy(LEFT + share * (RIGHT - LEFT))

    def years(self) -> tuple["Year", ...]:
        """Every year's first day; those labelled that leave room for it."""
        numbers = range(self.first.year, self.last.year + 1)
        step = max(1, -(-len(numbers) // 14))
        return tuple(Year(self.x(date(n, 1, 1)), str(n) if n % step == 0 else "") for n in numbers)


@dataclass(frozen=True, slots=True)
class Year:
    """A line where a year begins."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of days; `text` only where it fits inside."""

    x: float
    y: int
    width: float
    height: int
    style: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of an office: the bars of its terms, or those of one programme with its agreements and its money."""

    y: int
    label: str
    mark: str
    title: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Tick:
    """The day of a transition; `label` where there is room for it."""

    x: float
    label: str
    anchor: str
    polls: bool


@dataclass(frozen=True, slots=True)
class Band:
    """Days across the whole drawing: a pre-election period (quiet), a handover, or the window after it."""

    x: float
    width: float
    style: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """The drawing of one office."""

    height: int
    rows: tuple[Row, ...]
    ticks: tuple[Tick, ...]
    bands: tuple[Band, ...]


def panel(scale: Scale, strands: Sequence[Strand], transitions: Sequence[Transition], *, window_days: int) -> Panel:
    """Lay out one office: its terms on as few lines as keep them apart, then a line a programme."""
    lines = _lanes(scale, [strand for strand in strands if strand.what == "Term"])
    lines += [[strand] for strand in strands if strand.what != "Term" and visible(scale, strand)]
    rows, y = [], HEAD
    for line in lines:
        rows.append(_row(scale, y, line))
        y += ROW + _THIN_ROW * len(_thin_lines(line))
    return Panel(
        height=max(y, HEAD + ROW) + _FOOT,
        rows=tuple(rows),
        ticks=_ticks(scale, transitions),
        bands=tuple(band for transition in transitions for band in _bands(scale, transition, window_days)),
    )


def tidy(figure: float) -> float:
    """A figure with one decimal at most, so that drawings stay small and the same everywhere."""
    rounded = round(figure, 1)
    return int(rounded) if rounded == int(rounded) else rounded


def window_end(transition: Transition, window_days: int) -> date:
    """The last day on which programmes are exposed to the transition."""
    return Span(days=window_days).after(transition.handover_last)


def fitted(text: str, cells: int) -> str:
    """The text, or as much of it as the label's place holds; the table below the drawing has all of it."""
    room = cells
    for place, character in enumerate(text):
        room -= 2 if unicodedata.east_asian_width(character) in "WF" else 1
        if room < 0:
            return text[: max(0, place - 1)].rstrip() + "…"
    return text


def visible(scale: Scale, strand: Strand) -> bool:
    """Whether any of it lies on the scale."""
    return any(_shown(scale, stretch) for stretch in strand.stretches)


def _shown(scale: Scale, stretch: Stretch) -> bool:
    return (stretch.first or scale.first) <= scale.last and (stretch.last or scale.last) >= scale.first


def _lanes(scale: Scale, terms: Iterable[Strand]) -> list[list[Strand]]:
    """The terms on lines: each on the first whose last bar ends before it begins."""
    lanes: list[list[Strand]] = []
    for term in terms:
        if not visible(scale, term):
            continue
        first = term.stretches[0].first or scale.first
        free = (lane for lane in lanes if (lane[-1].stretches[-1].last or date.max) < first)
        lane = next(free, None)
        if lane is None:
            lanes.append([term])
        else:
            lane.append(term)
    return lanes


def _row(scale: Scale, y: int, line: Sequence[Strand]) -> Row:
    bars = [bar for strand in line for bar in _bars(scale, strand, y + _TOP, BAR)]
    for number, parts in enumerate(_thin_lines(line)):
        bars += [bar for part in parts for bar in _bars(scale, part, y + _TOP + BAR + 2 + _THIN_ROW * number, _THIN)]
    titles = "; ".join(f"{strand.name}: {strand.start} to {strand.end}" for strand in line)
    if line[0].what == "Term":
        return Row(y, "In office", "", titles, tuple(bars))
    return Row(y, fitted(line[0].name, _LABEL_CELLS), line[0].mark, titles, tuple(bars))


def _thin_lines(line: Sequence[Strand]) -> list[list[Strand]]:
    """The agreements of a programme on one thin line, its money on another."""
    parts = [part for strand in line for part in strand.parts]
    lines = [[part for part in parts if part.what == what and part.stretches] for what in ("Agreement", "Money")]
    return [found for found in lines if found]


def _bars(scale: Scale, strand: Strand, y: int, height: int) -> Iterable[Bar]:
    label = strand.name if strand.what == "Term" else ""
    for stretch in strand.stretches:
        if not _shown(scale, stretch):
            continue
        x, width = _extent(scale, stretch.first or scale.first, stretch.last or scale.last)
        text = fitted(label, int((width - 8) / _CELL_WIDTH))
        placed = text if text == label or len(text) >= _SHORTEST else ""
        yield Bar(x, y, width, height, stretch.style, placed)
        label = "" if placed else label


def _extent(scale: Scale, first: date, last: date) -> tuple[float, float]:
    """Where days on end begin and how wide they are, the last one included."""
    x = scale.x(first)
    return x, tidy(max(1.5, scale.x(min(last, scale.last) + DAY) - x))


def _bands(scale: Scale, transition: Transition, window_days: int) -> Iterable[Band]:
    if transition.quiet_from:
        yield Band(*_extent(scale, transition.quiet_from, transition.polling_day), "quiet")
    yield Band(*_extent(scale, transition.handover_first, transition.handover_last), "handover")
    last = window_end(transition, window_days)
    if transition.handover_last < min(last, scale.last):
        yield Band(*_extent(scale, transition.handover_last + DAY, last), "window")


def _ticks(scale: Scale, transitions: Sequence[Transition]) -> tuple[Tick, ...]:
    ticks: list[Tick] = []
    free_from = 0.0
    for transition in transitions:
        x = scale.x(transition.polling_day)
        at_end = x + _DATE_WIDTH > RIGHT
        left = x - _DATE_WIDTH if at_end else x
        label = short(transition.polling_day) if left >= free_from else ""
        free_from = left + _DATE_WIDTH if label else free_from
        ticks.append(Tick(x, label, "end" if at_end else "start", transition.polls))
    return tuple(ticks)
