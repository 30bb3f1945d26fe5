"""The handover brief as a document: first what concerns all programmes, then one page for each.

It has neither a level nor a remedy: what to keep, change or end is for the incoming administration to say.
"""

from collections.abc import Iterator
from datetime import date

from continuity.domain.offices.models import Transition
from continuity.domain.programmes.models import Programme
from continuity.domain.programmes.terms_in_force import in_force, pays
from continuity.domain.risk.findings import Finding
from continuity.domain.summaries.handover_brief import UNSIGNED, Due, dues, hundred_days
from continuity.domain.values.dates import Period, VagueDate
from continuity.reports.document.model import NOT_RECORDED, Block, Facts, Grid, Page, Section, Words
from continuity.reports.document.text_layout import isolated
from continuity.reports.handover_brief import wording as words
from continuity.reports.handover_brief.model import Brief
from continuity.reports.handover_brief.programme_page import programme_sections
from continuity.reports.handover_brief.sections import breaks, duties, not_handed_over, whom_to_ask
from continuity.reports.report.city_annex import launching_holders
from continuity.reports.report.findings_section import change, handover, place
from continuity.reports.report.sections import asked_sections, readers_section, rule_section
from continuity.reports.wording.english import counted, english, vaguely
from continuity.reports.wording.labels import KIND_WORDS

LEFT_OUT = (
    "This brief says what is recorded. It gives no level of risk and no advice, and it leaves out what the outgoing "
    "side decided to do about a programme."
)


def handover_page(brief: Brief) -> Page:
    """The brief on one change of leadership."""
    found, one = brief.dossier.assessment, brief.transition
    kind = KIND_WORDS.get(one.kind, one.kind)
    return Page(
        title=f"Handover brief: {place(found, one.city, brief.office)}",
        lead=(
            f"For whoever takes over after the {kind} of {english(one.polling_day)}. As of {english(brief.as_of)}.",
            *_past(brief),
            _told(brief),
            LEFT_OUT,
        ),
        sections=tuple(_sections(brief)),
    )


def _past(brief: Brief) -> Iterator[str]:
    """That the change is past, where it is."""
    one = brief.transition
    if not one.open and one.handover_last < brief.as_of:
        yield f"This change is past: these are the programmes of then that still run on {english(brief.as_of)}."


def _told(brief: Brief) -> str:
    """The answer in one sentence."""
    there, first = brief.taken_over, brief.first_day
    if not there:
        return "No programme is recorded that runs and that this office decides on."
    carried = sum(_carried(brief.known(one), brief.as_of, first) for one in there)
    paid = sum(_paid(brief.known(one), brief.as_of, first) for one in there)
    verb = "is" if len(there) == 1 else "are"
    return (
        f"{counted(len(there), 'programme')} {verb} handed over. On {english(first)}, a signed agreement with a "
        f"partner certainly runs for {carried or 'none'}, and committed money is certain for {paid or 'none'}."
    )


def _carried(programme: Programme, as_of: date, day: date) -> bool:
    signed = (in_force(row, as_of) for row in programme.agreements if row.role != "funding")
    return any(day in period for period in signed if period)


def _paid(programme: Programme, as_of: date, day: date) -> bool:
    return any(day in period for row in programme.funding if (period := pays(row, as_of)))


def _sections(brief: Brief) -> Iterator[Section]:
    yield _change(brief)
    if brief.taken_over:
        yield _what_runs(brief)
        yield _lapses(brief)
        yield _first_hundred_days(brief)
        yield breaks(brief)
        yield duties(brief)
        yield whom_to_ask(brief)
    yield from not_handed_over(brief)
    yield from asked_sections(brief.dossier)
    yield readers_section(brief.dossier)
    yield rule_section(brief.dossier.assessment)
    for one in brief.taken_over:
        yield from programme_sections(brief, one)


def _change(brief: Brief) -> Section:
    found, one = brief.dossier.assessment, brief.transition

    def person(key: str | None) -> str:
        return isolated(found.name("person", key)) if key else NOT_RECORDED

    return Section(
        title="The change of leadership",
        blocks=(
            Facts(
                (
                    ("City and office", place(found, one.city, one.office)),
                    ("Day of the change", change(one)),
                    *((("Pre-election period from", english(one.quiet_from) if one.quiet_from else ""),) * one.polls),
                    ("Handover", handover(one)),
                    ("First hundred days", _hundred(one)),
                    ("In office before it", person(one.outgoing)),
                    ("In office after it", person(one.outgoing if one.stayed else one.successor)),
                )
            ),
        ),
    )


def _hundred(one: Transition) -> str:
    """The first hundred days; they are not known while it is not whether the handover took place."""
    days = hundred_days(one)
    if one.handover_last != one.dated_last:
        return (
            f"not known, since whether the handover has taken place is not recorded; looked at to {english(days.last)}"
        )
    return f"{english(days.first)} to {english(days.last)}"


def _what_runs(brief: Brief) -> Section:
    rows = [_running(brief, one) for one in brief.taken_over]
    caption = "The programmes this office decides on, by name. Each has a page of its own further down."
    columns = ("Programme", "Since", "Began under", "Changes outlived", "Carried by")
    return Section(title="What runs", blocks=(Grid(caption, columns, rows),))


def _running(brief: Brief, one: Finding) -> tuple[str, ...]:
    programme, found = brief.known(one), brief.dossier.assessment
    holders = launching_holders(found)
    began = holders.get(programme.launched_under or "", "")
    return (
        words.name(brief, one),
        vaguely(programme.launched),
        isolated(began) if began else NOT_RECORDED,
        words.outlived(brief.outlived(one)),
        words.carried(found, programme, brief.as_of),
    )


def _lapses(brief: Brief) -> Section:
    """What stops by itself, and when."""
    dated = sorted(
        (one for one in brief.taken_over if one.runs_until), key=lambda one: (one.runs_until, one.programme.key)
    )
    rest = len(brief.taken_over) - len(dated)
    blocks: list[Block] = []
    if dated:
        caption = "The day on which a programme stops if nobody decides anything, as far as that is recorded."
        blocks.append(
            Grid(caption, ("Programme", "Last day", "Because that is", "When"), [_lapse(brief, one) for one in dated])
        )
    if rest:
        which = (
            "one programme no last day is recorded: whether it lapses"
            if rest == 1
            else (f"{rest} programmes no last day is recorded: whether they lapse")
        )
        blocks.append(Words(f"For {which} has to be asked."))
    return Section(title="What lapses if nothing is decided", blocks=tuple(blocks))


def _lapse(brief: Brief, one: Finding) -> tuple[str, ...]:
    day = one.runs_until or date.max
    cause = one.runs_until_cause.removeprefix("its ").removeprefix("the ")
    return words.name(brief, one), english(day), cause, _when(brief, day)


def _when(brief: Brief, day: date) -> str:
    """Where a day lies from the handover."""
    hundred = hundred_days(brief.transition)
    if day < brief.as_of:
        return "has passed"
    if day < hundred.first:
        return "before the handover"
    return "in the first hundred days" if day in hundred else "later"


def _between(brief: Brief, written: VagueDate) -> str:
    """The same of a day that may be vague."""
    days = (written.earliest or date.min, written.latest or date.max)
    return " or ".join(dict.fromkeys(_when(brief, day) for day in days))


def _first_hundred_days(brief: Brief) -> Section:
    days = hundred_days(brief.transition)
    span = Period(min(days.first, brief.as_of), days.last)
    found = [(one, due) for one in brief.taken_over for due in dues(brief.known(one), span)]
    title = "Decisions up to the hundredth day"
    if not found:
        until = english(days.last)
        return Section(title=title, blocks=(Words(f"Nothing is recorded that ends, begins or waits up to {until}."),))
    found.sort(key=lambda pair: (pair[1].what == UNSIGNED, pair[1].first, pair[0].programme.key))
    caption = (
        f"What ends or begins from {english(span.first)} to {english(span.last)}, so that somebody has to decide "
        "whether it goes on, and what waits for a decision."
    )
    rows = [_due(brief, one, due) for one, due in found]
    return Section(title=title, blocks=(Grid(caption, ("Day", "Programme", "What", "When"), rows),))


def _due(brief: Brief, one: Finding, due: Due) -> tuple[str, ...]:
    day = vaguely(due.written) if due.written else "no day"
    when = _between(brief, due.written) if due.written else ""
    return day, words.name(brief, one), words.due(brief.dossier.assessment, due), when
