"""Money and the quality of the data in the report to be read."""

from continuity.domain.summaries.completeness import completeness_by_city
from continuity.domain.summaries.funding_totals import money
from continuity.reports.dossier import Dossier
from continuity.reports.money_words import NOTE, AmountTable, amount, by_currency, by_year, shares
from continuity.reports.pages import Block, Facts, Grid, Section, Words
from continuity.reports.prose import figure, isolated
from continuity.reports.quality import figures, missing_most

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
