"""Each city by itself in the report to be read: how its programmes stand, who leads it, what is to be decided first."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from continuity.domain.comparison.report_diff import Difference, Since
from continuity.domain.risk.findings import RULE_VERSION, Assessment
from continuity.domain.settings import Settings, deviations
from continuity.domain.summaries.completeness import completeness_by_city
from continuity.domain.summaries.funding_totals import money
from continuity.reports.document.model import Block, Facts, Grid, Items, Section, Words
from continuity.reports.document.text_layout import isolated
from continuity.reports.report.city_annex import CityAnnex, Post, annex
from continuity.reports.report.data_quality import figures, missing_most
from continuity.reports.report.model import FULL_TEXT_UP_TO, Dossier
from continuity.reports.report.summary import Decision
from continuity.reports.wording.changes import KIND_WORDS, Line, line, nothing, title
from continuity.reports.wording.english import counted, english, figure
from continuity.reports.wording.funding import NOTE, AmountTable, amount, by_currency, by_year, shares
from continuity.reports.wording.names import office_name


def cities_section(dossier: Dossier) -> Section:
    """A line a city; what is recorded of its programmes stands with the findings."""
    lines = tuple(_line(dossier, one) for one in annex(dossier))
    nothing = Words("No city has a programme or a change of leadership to tell of.")
    return Section(title="City by city", blocks=(Items(lines) if lines else nothing,))


def _line(dossier: Dossier, one: CityAnnex) -> str:
    city = isolated(dossier.assessment.name("city", one.city))
    parts = (f"{city}: {one.told}", *(_post(dossier, post) for post in one.posts), _first(one.first))
    return " ".join(part for part in parts if part)


def _post(dossier: Dossier, post: Post) -> str:
    return f"{isolated(office_name(dossier.assessment, post.office))}: {isolated(post.holder)}."


def _first(decision: Decision | None) -> str:
    if decision is None:
        return ""
    due = f" By {english(decision.step.due)}." if decision.step.due else ""
    return f"To be decided first: {decision.step.remedy}{due}"


_READ = (
    "Of the facts the rule reads about each programme, how many are recorded: office, launch, end, owner, mandate, "
    "partner, agreement, its days, money, its days, evaluation. What is not recorded counts as absent."
)


def money_section(dossier: Dossier) -> Section:
    """How many programmes have which money, and where the readers get amounts, how much by currency and year."""
    found = money(dossier.findings, dossier.assessment.as_of)
    share = tuple(
        (one.label, figure(one.number) if one.percent in (None, 100) else f"{figure(one.number)} ({one.percent} %)")
        for one in shares(found)
    )
    blocks: list[Block] = (
        [Facts(share)] if found.programmes else [Words("No programme is recorded that has not ended.")]
    )
    if found.currencies and dossier.audience.amounts:
        blocks += [_by_currency(by_currency(found)), _by_year(by_year(found)), Words(NOTE)]
    elif dossier.audience.amounts:
        blocks.append(Words("No amount of money is recorded."))
    return Section(title="Money", blocks=tuple(blocks))


def _by_currency(table: AmountTable) -> Grid:
    rows = [(isolated(str(code)), *map(amount, amounts)) for (code,), amounts in table.rows]
    return Grid("Amounts by currency.", (*table.heads, *table.headings), rows)


def _by_year(table: AmountTable) -> Grid:
    rows = [(f"{isolated(str(code))}, {year}", *map(amount, amounts)) for (code, year), amounts in table.rows]
    return Grid("Amounts by calendar year.", ("Currency and year", *table.headings), rows)


def quality_section(dossier: Dossier) -> Section:
    """How much is recorded in each city, and what to know about the days and the money."""
    name = dossier.assessment.name
    rows = [
        (
            isolated(name("city", one.city)),
            figure(one.programmes),
            f"{figure(one.recorded)} of {figure(one.of)} ({one.percent} %)",
            missing_most(one.missing),
        )
        for one in completeness_by_city(dossier.findings)
    ]
    told: Block = Words("No programme is recorded.")
    if rows:
        told = Grid(_READ, ("City", "Programmes", "Facts recorded", "Most often missing"), rows)
    counts = Facts(tuple((count.label, figure(count.number)) for count in figures(dossier)))
    return Section(title="How good the data is", blocks=(told, counts))


def asked_sections(dossier: Dossier) -> Iterator[Section]:
    """Contacts and notes, where they were asked for by name."""
    name = dossier.assessment.name
    contacts = tuple((name("partner", key), text) for key, text in sorted(dossier.contacts.items()))
    notes = tuple((f"{name(*one)} ({one[0]})", text) for one, text in sorted(dossier.notes.items()))
    if contacts:
        yield Section(title="Contacts of partners", blocks=(Facts(contacts),))
    if notes:
        yield Section(title="Notes", blocks=(Facts(notes),))


def readers_section(dossier: Dossier) -> Section:
    """For whom the document is, what it leaves out for them and to what it was narrowed."""
    told = [Words(dossier.made_for)]
    if dossier.narrowed:
        told.append(Words(f"Narrowed to {', '.join(map(isolated, dossier.narrowed))}."))
    return Section(title="For whom this was made", blocks=tuple(told))


def rule_section(found: Assessment) -> Section:
    """By which rule, settings and records the document was made."""
    words = Words(
        f"Risk rule version {RULE_VERSION}, applied to what is recorded as of {english(found.as_of)}. It reads dates "
        "and recorded facts about posts, agreements and money; it does not forecast who will hold an office."
    )
    own = Items(tuple(f"Not the rule's own setting: {text}." for text in deviations(found.settings)))
    blocks = (words, Facts(_settings(found.settings)), own)
    return Section(title="Rule and settings", blocks=blocks if own.texts else blocks[:2])


def _settings(settings: Settings) -> tuple[tuple[str, str], ...]:
    return (
        ("Looks ahead", str(settings.horizon)),
        ("Exposed after the handover", counted(settings.window_days, "day")),
        ("Late, before the pre-election period", counted(settings.late_days, "day")),
        ("Handover, where no day is known", f"within {counted(settings.handover_days, 'day')} of polling day"),
        ("Notice that counts", counted(settings.notice_days, "day")),
        ("Lead time of a remedy", counted(settings.lead_days, "day")),
        ("Review counts as stale after", counted(settings.stale_months, "month")),
        ("Community partners are", ", ".join(settings.community_kinds)),
    )


def since_section(found: Assessment, since: Since) -> Section:
    """The changes, a table a kind; one sentence where there is none."""
    return Section(title=title(since), blocks=tuple(_blocks(found, since)))


def _blocks(found: Assessment, since: Since) -> Iterator[Block]:
    if since.covers:
        yield Words(since.covers)
    if none := nothing(since):
        yield Words(none)
    listed = since.differences[:FULL_TEXT_UP_TO]
    if len(listed) < len(since.differences):
        yield Words(f"The first {len(listed)} of {len(since.differences)} changes; the workbook lists all.")
    for kind, together in groupby(listed, key=lambda one: one.kind):
        yield _grid(found, KIND_WORDS[kind], tuple(together))


def _grid(found: Assessment, kind: str, told: Sequence[Difference]) -> Grid:
    columns = ("Programme", "City and office", "Before", "Now", "Cause")
    rows = [_row(line(found, one)) for one in told]
    return Grid(f"{kind}: {counted(len(told), 'programme')}.", columns, rows)


def _row(one: Line) -> tuple[str, ...]:
    place = f"{isolated(one.city)}, {isolated(one.office)}"
    return isolated(one.programme), place, one.before, one.after, one.cause
