"""The timeline of a city as text for a terminal: a drawing an office, and in words what it cannot say for sure."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from continuity.domain.offices.as_of import known_on
from continuity.domain.offices.models import Leadership, Transition
from continuity.domain.risk.findings import LEVELS, Assessment
from continuity.reports.document.model import NOT_RECORDED
from continuity.reports.document.text_layout import cells, chopped, isolated, lines
from continuity.reports.timeline import terminal_chart
from continuity.reports.timeline.bars import Strand
from continuity.reports.timeline.office import programmes_with_parts, scale_of, terms_on
from continuity.reports.timeline.svg_layout import visible
from continuity.reports.timeline.terminal_chart import Chart, Mark
from continuity.reports.wording.english import counted
from continuity.reports.wording.labels import DAY_BASIS_WORDS, KIND_WORDS
from continuity.reports.wording.names import office_name

NARROWEST = 60
"""Columns below which there is no room for a name beside its bar."""

_WIDEST_LABEL = 40
_STEP = "  "
_PARTS = (("Agreement", "partners"), ("Money", "money"))
_OPEN = ("open: it is past and not settled yet, no result recorded", "open: it is past and not settled yet")
_CEREMONIAL = "A ceremonial office: programmes recorded under it are not judged, and not drawn."
_VAGUE = re.compile(r"(?<![\d/.-])\d{4}(-\d{2})?(?![\d/-])|/")
"""A date that is not one day: a year, a month, or anything between two days."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a drawing.

    Attributes:
        label: what stands before its columns; over their width too where there is neither a drawing nor words.
        words: what stands there where nothing can be drawn.
        lead: of an agreement and of money, the sign that tells which of the two it is.
    """

    label: str
    drawn: str = ""
    words: str = ""
    lead: str = ""
    indent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Office:
    """What is drawn of an office; `on` is where."""

    name: str
    leadership: Leadership
    terms: tuple[Strand, ...]
    programmes: tuple[Strand, ...]
    transitions: tuple[Transition, ...]
    on: Chart

    @property
    def ceremonial(self) -> bool:
        return self.leadership.office.kind == "ceremonial"


def render(assessment: Assessment, width: int) -> str:
    """Every office of the assessment by key, then the key of the signs that occur.

    Args:
        assessment: what holds on the as-of day; narrowed to one city.
        width: the columns there are, at least `NARROWEST`.
    """
    label = min(_WIDEST_LABEL, width * 2 // 5)
    found: list[str] = []
    signs: set[str] = set()
    for key in sorted(assessment.leaderships):
        office = _office(assessment, key, width - label)
        rows = tuple(_rows(office))
        signs.update(*(row.lead + row.drawn for row in rows))
        found += [*_title(office, width), ""]
        found += [" " * label + line.rstrip() for line in office.on.axis()]
        found += [*_composed(rows, label, width), ""]
        found += [*_items(_told(assessment, office), width), ""]
    return "\n".join((*found, *terminal_chart.key(signs, width))).rstrip("\n") + "\n"


def _office(assessment: Assessment, key: str, columns: int) -> _Office:
    scale, leadership = scale_of(assessment), assessment.leaderships[key]
    transitions = tuple(one for one in assessment.transitions if one.office == key)
    findings = [one for one in assessment.findings if one.programme.office == key]
    city = isolated(assessment.name("city", leadership.office.city))
    return _Office(
        name=f"{city}: {isolated(office_name(assessment, key))} ({key})",
        leadership=leadership,
        terms=terms_on(scale, assessment, key),
        programmes=programmes_with_parts(assessment, findings),
        transitions=transitions,
        on=Chart(scale, columns, assessment.as_of, tuple(one.polling_day for one in transitions)),
    )


def _title(office: _Office, width: int) -> list[str]:
    told = lines(chopped(office.name, width), width)
    return [*told, "=" * max(map(cells, told))]


def _rows(office: _Office) -> Iterator[_Row]:
    on = office.on
    yield _Row(f"As of {on.now}", on.drawn([Mark(on.now, on.now, terminal_chart.NOW)]))
    yield _Row("In office", on.drawn(()))
    yield from _strand_rows(on, office.terms) or [_Row("no term recorded", on.drawn(()), indent=_STEP)]
    yield _Row("Changes of leadership", on.drawn(()))
    yield from _change_rows(on, office.transitions)
    if not office.ceremonial:
        yield _Row("Programmes", on.drawn(()))
        yield from _strand_rows(on, office.programmes) or [_Row("no programme recorded", on.drawn(()), indent=_STEP)]


def _strand_rows(on: Chart, strands: Iterable[Strand], indent: str = _STEP) -> list[_Row]:
    """A line each, in words where no day of it can be drawn, and its parts beneath it."""
    found: list[_Row] = []
    for strand in strands:
        label = f"{isolated(strand.name)}{_standing(strand)}"
        drawn, words = (on.bar(strand), "") if visible(on.scale, strand) else ("", _days(strand))
        found.append(_Row(label, drawn, words, terminal_chart.LEADS.get(strand.what, ""), indent))
        parts = [part for part in strand.parts if visible(on.scale, part)]
        found += _strand_rows(on, parts, indent + _STEP)
        found += _undrawn(indent + _STEP, [part for part in strand.parts if part not in parts])
    return found


def _undrawn(indent: str, parts: Sequence[Strand]) -> Iterator[_Row]:
    """The partners and the money of a programme of which no day can be drawn, a line for all of them."""
    for what, many in _PARTS:
        told = [f"{isolated(part.name)}, {_days(part)}" for part in parts if part.what == what and part.stretches]
        undated = Counter(isolated(part.name) for part in parts if part.what == what and not part.stretches)
        if undated:
            names = (name if times == 1 else f"{name}, {times} times" for name, times in undated.items())
            yield _Row(f"{many}, no day recorded: {'; '.join(names)}", indent=indent)
        if told:
            yield _Row(f"{many}, outside these years: {'; '.join(told)}", indent=indent)


def _standing(strand: Strand) -> str:
    """How the finding on a programme stands."""
    if not strand.mark:
        return ""
    return f" ({strand.mark} risk)" if strand.mark in LEVELS else f" ({strand.mark.replace('-', ' ')})"


def _days(strand: Strand) -> str:
    """From when to when, as recorded."""
    if strand.start == strand.end == NOT_RECORDED:
        return "no day recorded"
    start = "start not recorded" if strand.start == NOT_RECORDED else strand.start
    if strand.end.startswith(NOT_RECORDED):
        return f"{start}, end {strand.end.replace(';', ',')}"
    return f"{start}, {strand.end}" if strand.end == "open end" else f"{start} to {strand.end}"


def _change_rows(on: Chart, transitions: Sequence[Transition]) -> Iterator[_Row]:
    if not transitions:
        yield _Row("none known", on.drawn(()), indent=_STEP)
        return
    day = "polling day" if all(one.polls for one in transitions) else "day of change"
    yield _Row(day, on.drawn(_marks(transitions)), indent=_STEP)
    handovers = (Mark(one.handover_first, one.handover_last, _handover_sign(one)) for one in transitions)
    yield _Row("handover", on.drawn(handovers), indent=_STEP)


def _marks(transitions: Sequence[Transition]) -> Iterator[Mark]:
    """The pre-election periods, and over them the days of change, none of which may vanish below another's period."""
    for one in transitions:
        if one.quiet_from and one.polls:
            yield Mark(one.quiet_from, one.polling_day, terminal_chart.QUIET)
    for one in transitions:
        sign = terminal_chart.CHANGE if one.basis == "recorded" else terminal_chart.CHANGE_UNRECORDED
        yield Mark(one.polling_day, one.polling_day, sign)


def _handover_sign(transition: Transition) -> str:
    exact = transition.handover_first == transition.handover_last and transition.handover_basis == "recorded"
    return terminal_chart.HANDOVER if exact else terminal_chart.HANDOVER_UNRECORDED


def _told(assessment: Assessment, office: _Office) -> Iterator[str]:
    """What the drawing does not say, or not exactly."""
    for transition in office.transitions:
        later = transition.polling_day > office.on.scale.last
        yield f"{change(transition)}{' It lies beyond the years drawn.' if later else ''}"
    if not office.transitions:
        yield f"No change of leadership is known up to {assessment.settings.horizon.after(assessment.as_of)}."
    if more := len(known_on(office.leadership, assessment.as_of).terms) - len(office.terms):
        yield f"Not drawn: {counted(more, 'term')} outside these years."
    vague = [f"{isolated(one.name)}, {_days(one)}" for one in _vague(office)]
    if vague:
        yield f"Vague or missing days, as recorded: {'; '.join(vague)}."
    if office.ceremonial:
        yield _CEREMONIAL


def change(transition: Transition) -> str:
    """A change of leadership with its days, where each comes from, and how it stands, in a sentence."""
    first, last = transition.handover_first, transition.handover_last
    handover = f"handover on {first}" if first == last else f"handover between {first} and {last}"
    day = f"{KIND_WORDS[transition.kind]} on {transition.polling_day} ({DAY_BASIS_WORDS[transition.basis]})"
    parts = (
        day[0].upper() + day[1:],
        _quiet(transition),
        f"{handover} ({DAY_BASIS_WORDS[transition.handover_basis]})",
        "the same person goes on" if transition.stayed else "a new holder is certain" * bool(transition.certain_change),
        _OPEN[transition.result_known] if transition.open else "",
    )
    return f"{'; '.join(part for part in parts if part)}."


def _quiet(transition: Transition) -> str:
    if not transition.polls:
        return ""
    if transition.quiet_from:
        return f"pre-election period from {transition.quiet_from}"
    return "length of the pre-election period not recorded"


def _vague(office: _Office) -> Iterator[Strand]:
    """What is drawn though it begins or ends on no certain day."""
    strands = [*office.terms, *chain.from_iterable((one, *one.parts) for one in office.programmes)]
    for strand in strands:
        vague = strand.start == NOT_RECORDED or _VAGUE.search(f"{strand.start} to {strand.end}")
        if vague and visible(office.on.scale, strand):
            yield strand


def _composed(rows: Iterable[_Row], label: int, width: int) -> Iterator[str]:
    """Each row with its label beside it, over several lines where one does not hold it."""
    for row in rows:
        lead, hanging = row.indent + row.lead, " " * len(row.lead)
        room = (label - len(_STEP) if row.drawn or row.words else width) - len(lead)
        first, *others = lines(chopped(row.label, room), room)
        left = [lead + first, *(f"{row.indent}{hanging}{line}" for line in others)]
        beside = lines(chopped(row.words, width - label), width - label) if row.words else [row.drawn]
        for before, after in zip_longest(left, beside, fillvalue=""):
            yield f"{before}{' ' * (label - cells(before))}{after}".rstrip()


def _items(texts: Iterable[str], width: int) -> Iterator[str]:
    for text in texts:
        first, *others = lines(chopped(text, width - 2), width - 2)
        yield f"* {first}"
        yield from (f"  {line}" for line in others)
