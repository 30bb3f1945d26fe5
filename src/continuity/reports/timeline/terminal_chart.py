"""Bars and marks in terminal columns, on a scale of days.
Signs are in all common terminal fonts and differ by shape alone. Certain days never hide uncertain days: if a column
has room for one sign, the uncertain sign wins.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from continuity.domain.offices.models import Transition
from continuity.domain.values.dates import ONE_DAY
from continuity.domain.vocabulary import DayBasis
from continuity.reports.document.text_layout import wrap_text
from continuity.reports.timeline.bars import AHEAD, CARRIES, HELD, OPEN, PAYS, RUNS, BarSegment, TimelineBar
from continuity.reports.timeline.svg_layout import Scale

NOW, NOW_LINE, CHANGE_LINE = "▼", "│", ":"
BEFORE, AFTER = "◄", "►"
QUIET = "~"
CHANGE, CHANGE_UNRECORDED = "●", "○"
HANDOVER, HANDOVER_UNRECORDED = "■", "□"
_BAR_SIGNS = {HELD: "█", AHEAD: "░", RUNS: "▓", OPEN: "░"}
_PART_LINE_SIGNS = {CARRIES: "═", PAYS: "─", OPEN: "·"}
_OPEN_STYLES = (AHEAD, OPEN)

PART_SIGNS = {"Agreement": f"{_PART_LINE_SIGNS[CARRIES]} ", "Money": f"{_PART_LINE_SIGNS[PAYS]} "}
"""Prefixes of names, since uncertain lines look the same for both kinds."""

SIGN_MEANINGS = {
    _BAR_SIGNS[HELD]: "in office, as recorded",
    _BAR_SIGNS[RUNS]: "programme runs by what is recorded",
    _BAR_SIGNS[OPEN]: "not decided, or not known for certain",
    _PART_LINE_SIGNS[CARRIES]: "agreement; drawn where it is in force",
    _PART_LINE_SIGNS[PAYS]: "money; drawn where it is committed",
    _PART_LINE_SIGNS[OPEN]: "agreement or money of which that is not certain",
    BEFORE: "began before the years drawn",
    AFTER: "goes on after them",
    QUIET: "pre-election period",
    CHANGE: "polling day or day of another change, as recorded",
    CHANGE_UNRECORDED: "polling day or day of another change, by the electoral rule, derived or not exact",
    HANDOVER: "handover, as recorded",
    HANDOVER_UNRECORDED: "handover by the electoral rule or derived, or between two days",
    CHANGE_LINE: "below a day of change",
    NOW_LINE: "below the as-of day",
}
"""Legend, in order."""

_KEY_INDENT = "   "
_YEAR_COLUMNS = 5
"""Columns of a year's number and a space."""


def render_key(signs: Collection[str], width: int) -> Iterator[str]:
    """Render the legend of the given signs in lines of at most `width` columns."""
    for sign, meaning in SIGN_MEANINGS.items():
        if sign in signs:
            first, *others = wrap_text(meaning, width - len(_KEY_INDENT))
            yield f"{sign}  {first}"
            yield from (f"{_KEY_INDENT}{line}" for line in others)


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign over a range of days."""

    first: date
    last: date
    sign: str


def list_change_marks(transitions: Sequence[Transition]) -> Iterator[Mark]:
    """Order the marks so that no pre-election period hides a day of change."""
    for transition in transitions:
        if transition.quiet_from and transition.is_election:
            yield Mark(transition.quiet_from, transition.last_polling_day, QUIET)
    for transition in transitions:
        exact = transition.polling_date is None and transition.basis == DayBasis.RECORDED
        sign = CHANGE if exact else CHANGE_UNRECORDED
        yield Mark(transition.polling_day, transition.last_polling_day, sign)


def select_handover_sign(transition: Transition) -> str:
    """Select the sign of a handover; only a recorded day is exact."""
    exact = transition.handover_first == transition.handover_last and transition.handover_basis == DayBasis.RECORDED
    return HANDOVER if exact else HANDOVER_UNRECORDED


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing area; `change_days` are the possible days of a leadership change."""

    scale: Scale
    columns: int
    as_of: date
    change_days: tuple[date, ...]

    def has_day(self, day: date) -> bool:
        """Return whether the day lies on the scale."""
        return self.scale.first <= day <= self.scale.last

    def draw_axis(self) -> tuple[str, str]:
        """Draw the years that have room, and a line with a notch at each year."""
        years = range(self.scale.first.year, self.scale.last.year + 1)
        step = -(-_YEAR_COLUMNS * len(years) // self.columns)
        numbers, line = [" "] * self.columns, ["─"] * self.columns
        for year in years:
            column = self._column_at(date(year, 1, 1))
            line[column] = "┬"
            if year % step == 0 and column + _YEAR_COLUMNS - 1 <= self.columns:
                numbers[column : column + _YEAR_COLUMNS - 1] = f"{year:04}"
        return "".join(numbers), "".join(line)

    def draw_bar(self, bar: TimelineBar) -> str:
        """Draw the segments of a bar."""
        signs = _BAR_SIGNS if bar.kind in ("Term", "Programme") else _PART_LINE_SIGNS
        return self.draw_marks(self._order_marks(bar.segments, signs), map(self._mark_hidden_ends, bar.segments))

    def draw_marks(self, marks: Iterable[Mark], edges: Iterable[str] = ()) -> str:
        """Draw marks on one line, later over earlier, with guide lines behind."""
        line = [" "] * self.columns
        for mark in marks:
            columns = self._column_range(mark.first, mark.last)
            line[columns.start : columns.stop] = mark.sign * len(columns)
        for edge in edges:
            line[0] = BEFORE if BEFORE in edge else line[0]
            line[-1] = AFTER if AFTER in edge else line[-1]
        return "".join(self._select_background(column) if sign == " " else sign for column, sign in enumerate(line))

    def _order_marks(self, segments: Sequence[BarSegment], signs: dict[str, str]) -> Iterator[Mark]:
        """Order certain over uncertain segments, then repeat the hidden segments."""
        certain_segments = [segment for segment in segments if segment.style not in _OPEN_STYLES]
        open_segments = [segment for segment in segments if segment.style in _OPEN_STYLES]
        certain_columns = {column for segment in certain_segments for column in self._segment_columns(segment)}
        hidden = [segment for segment in open_segments if certain_columns.issuperset(self._segment_columns(segment))]
        for segment in (*open_segments, *certain_segments, *hidden):
            yield Mark(segment.first or self.scale.first, segment.last or self.scale.last, signs[segment.style])

    def _segment_columns(self, segment: BarSegment) -> range:
        return self._column_range(segment.first or self.scale.first, segment.last or self.scale.last)

    def _column_range(self, first: date, last: date) -> range:
        if last < self.scale.first or first > self.scale.last:
            return range(0)
        return range(self._column_at(max(first, self.scale.first)), self._column_at(min(last, self.scale.last)) + 1)

    def _column_at(self, day: date) -> int:
        return (day - self.scale.first).days * self.columns // ((self.scale.last - self.scale.first) // ONE_DAY + 1)

    def _mark_hidden_ends(self, segment: BarSegment) -> str:
        before = segment.first is not None and segment.first < self.scale.first <= (segment.last or date.max)
        after = segment.last is not None and segment.last > self.scale.last >= (segment.first or date.min)
        return BEFORE * before + AFTER * after

    def _select_background(self, column: int) -> str:
        if column == self._column_at(self.as_of):
            return NOW_LINE
        is_changing = any(self.has_day(day) and self._column_at(day) == column for day in self.change_days)
        return CHANGE_LINE if is_changing else " "
