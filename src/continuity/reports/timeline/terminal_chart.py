"""Bars and marks in the columns of a terminal, on a scale of days.

Every sign is in the character sets that fonts of terminals share, and is told apart by its shape alone. What is not
certain never hides behind what is: where both fall into one column of days, neither may vanish, and if only one can
stand there it is what is not certain.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from continuity.domain.values.dates import DAY
from continuity.reports.document.text_layout import lines
from continuity.reports.timeline.bars import AHEAD, CARRIES, HELD, OPEN, PAYS, RUNS, Strand, Stretch
from continuity.reports.timeline.svg_layout import Scale

NOW, NOW_LINE, CHANGE_LINE = "▼", "│", ":"
BEFORE, AFTER = "◄", "►"
QUIET = "~"
CHANGE, CHANGE_UNRECORDED = "●", "○"
HANDOVER, HANDOVER_UNRECORDED = "■", "□"
_BARS = {HELD: "█", AHEAD: "░", RUNS: "▓", OPEN: "░"}
_LINES = {CARRIES: "═", PAYS: "─", OPEN: "·"}
_VAGUE = (AHEAD, OPEN)

LEADS = {"Agreement": f"{_LINES[CARRIES]} ", "Money": f"{_LINES[PAYS]} "}
"""What stands before a name, since a line of what is not certain looks the same for both."""

MEANINGS = {
    _BARS[HELD]: "in office, as recorded",
    _BARS[RUNS]: "programme runs by what is recorded",
    _BARS[OPEN]: "not decided, or not known for certain",
    _LINES[CARRIES]: "agreement; drawn where it is in force",
    _LINES[PAYS]: "money; drawn where it is committed",
    _LINES[OPEN]: "agreement or money of which that is not certain",
    BEFORE: "began before the years drawn",
    AFTER: "goes on after them",
    QUIET: "pre-election period",
    CHANGE: "polling day or day of another change, as recorded",
    CHANGE_UNRECORDED: "polling day or day of another change, by the electoral rule or derived",
    HANDOVER: "handover, as recorded",
    HANDOVER_UNRECORDED: "handover by the electoral rule or derived, or between two days",
    CHANGE_LINE: "below a day of change",
    NOW_LINE: "below the as-of day",
}
"""What each sign says, in the order of the key."""

_KEY = "   "
_YEAR = 5
"""Columns that a year's number takes with the space after it."""


def key(signs: Collection[str], width: int) -> Iterator[str]:
    """What those of the signs that have a meaning say, in lines of at most so many columns."""
    for sign, meaning in MEANINGS.items():
        if sign in signs:
            first, *others = lines(meaning, width - len(_KEY))
            yield f"{sign}  {first}"
            yield from (f"{_KEY}{line}" for line in others)


@dataclass(frozen=True, slots=True)
class Mark:
    """Days with a sign of their own."""

    first: date
    last: date
    sign: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing so many columns wide.

    Attributes:
        scale: the days along it.
        columns: how many it has.
        now: the as-of day.
        changes: the days at which leadership may change.
    """

    scale: Scale
    columns: int
    now: date
    changes: tuple[date, ...]

    def shows(self, day: date) -> bool:
        """Whether the day is one of those along it."""
        return self.scale.first <= day <= self.scale.last

    def axis(self) -> tuple[str, str]:
        """The numbers of the years, as many as have room, and a line that is cut where each begins."""
        years = range(self.scale.first.year, self.scale.last.year + 1)
        step = -(-_YEAR * len(years) // self.columns)
        numbers, line = [" "] * self.columns, ["─"] * self.columns
        for year in years:
            at = self._column(date(year, 1, 1))
            line[at] = "┬"
            if year % step == 0 and at + _YEAR - 1 <= self.columns:
                numbers[at : at + _YEAR - 1] = f"{year:04}"
        return "".join(numbers), "".join(line)

    def bar(self, strand: Strand) -> str:
        """The days of a term, a programme, an agreement or of money."""
        signs = _BARS if strand.what in ("Term", "Programme") else _LINES
        return self.drawn(self._layers(strand.stretches, signs), (self._beyond(one) for one in strand.stretches))

    def drawn(self, marks: Iterable[Mark], edges: Iterable[str] = ()) -> str:
        """Marks on one line, the later over the earlier, with the lines of the as-of day and of the changes."""
        found = [" "] * self.columns
        for mark in marks:
            columns = self._columns(mark.first, mark.last)
            found[columns.start : columns.stop] = mark.sign * len(columns)
        for edge in edges:
            found[0] = BEFORE if BEFORE in edge else found[0]
            found[-1] = AFTER if AFTER in edge else found[-1]
        return "".join(self._line(at) if sign == " " else sign for at, sign in enumerate(found))

    def _layers(self, stretches: Sequence[Stretch], signs: dict[str, str]) -> Iterator[Mark]:
        """What is not certain, then what is, then again what would have vanished below it."""
        sure = [one for one in stretches if one.style not in _VAGUE]
        vague = [one for one in stretches if one.style in _VAGUE]
        taken = {at for one in sure for at in self._days(one)}
        hidden = [one for one in vague if taken.issuperset(self._days(one))]
        for one in (*vague, *sure, *hidden):
            yield Mark(one.first or self.scale.first, one.last or self.scale.last, signs[one.style])

    def _days(self, stretch: Stretch) -> range:
        return self._columns(stretch.first or self.scale.first, stretch.last or self.scale.last)

    def _columns(self, first: date, last: date) -> range:
        """The columns of the days as far as they are along the drawing; none where no day is."""
        if last < self.scale.first or first > self.scale.last:
            return range(0)
        return range(self._column(max(first, self.scale.first)), self._column(min(last, self.scale.last)) + 1)

    def _column(self, day: date) -> int:
        return (day - self.scale.first).days * self.columns // ((self.scale.last - self.scale.first) // DAY + 1)

    def _beyond(self, stretch: Stretch) -> str:
        """Which ends lie outside, as far as they are recorded."""
        before = stretch.first is not None and stretch.first < self.scale.first <= (stretch.last or date.max)
        after = stretch.last is not None and stretch.last > self.scale.last >= (stretch.first or date.min)
        return BEFORE * before + AFTER * after

    def _line(self, at: int) -> str:
        if at == self._column(self.now):
            return NOW_LINE
        return CHANGE_LINE if any(self.shows(day) and self._column(day) == at for day in self.changes) else " "
