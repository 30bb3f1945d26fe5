"""What the handover brief says of the terms: what can be ended when, what is a duty, whom to ask, what is left out."""

from collections.abc import Iterator, Sequence

from continuity.domain.risk.findings import Finding
from continuity.domain.summaries.handover_brief import DUTY, by_mandate, runs_on
from continuity.reports.document.model import NOT_RECORDED, Block, Grid, Section, Words
from continuity.reports.document.text_layout import isolated
from continuity.reports.handover_brief import wording as words
from continuity.reports.handover_brief.model import Brief
from continuity.reports.wording.english import counted, english, vaguely


def breaks(brief: Brief) -> Section:
    """When the office can end what is agreed."""
    rows = [
        (words.name(brief, one), *words.ending(brief, row))
        for one in brief.taken_over
        for row in brief.known(one).agreements
        if runs_on(row, brief.first_day)
    ]
    blocks: list[Block] = [Words("No signed agreement is recorded that runs on at the handover.")]
    if rows:
        given = english(brief.first_day)
        caption = f"Signed agreements, and the first day on which each may have ended if notice is given on {given}."
        blocks = [Grid(caption, ("Programme", "Partner", "Until", "May be ended by the office"), rows)]
    blocks.append(Words("Whether money can be withdrawn before its last day is not recorded."))
    return Section(title="When agreements may be ended", blocks=tuple(blocks))


def duties(brief: Brief) -> Section:
    """Legal duty apart from policy."""
    names = {one.programme.key: words.name(brief, one) for one in brief.taken_over}
    groups = by_mandate([brief.known(one) for one in brief.taken_over], brief.as_of)
    rows = [
        (names[programme.key], words.MANDATES[word], *words.mandate_cells(brief, programme, word))
        for word, there in groups.items()
        for programme in there
    ]
    by_law = len(groups[DUTY])
    told = f"{by_law} of {counted(len(names), 'programme')} {'rests' if by_law == 1 else 'rest'} on a statute."
    told = told if by_law else "No programme is recorded to rest on a statute."
    caption = (
        "A statute is a duty by law until it is changed. A resolution holds until the council repeals it. A strategy "
        "and a decision of the office are policy. What is not recorded may be any of these."
    )
    columns = ("Programme", "Rests on", "Reference", "Since", "Until")
    return Section(title="Legal duty and policy", blocks=(Words(told), Grid(caption, columns, rows)))


def whom_to_ask(brief: Brief) -> Section:
    """Who answers for each programme, and who delivers it."""
    rows = [
        (
            words.name(brief, one),
            isolated(one.programme.owner) if one.programme.owner else NOT_RECORDED,
            words.partners(brief, brief.known(one)),
        )
        for one in brief.taken_over
    ]
    caption = "Who answers for a programme in the city, and who delivers it."
    return Section(title="Whom to ask", blocks=(Grid(caption, ("Programme", "In the city", "Partners"), rows),))


def not_handed_over(brief: Brief) -> Iterator[Section]:
    """What ends before the handover, and what begins after it."""

    def listed(title: str, findings: Sequence[Finding], column: str) -> Iterator[Section]:
        if findings:
            rows = [
                (words.name(brief, one), vaguely(one.programme.end if column == "Last day" else one.programme.launched))
                for one in findings
            ]
            yield Section(title=title, blocks=(Grid("They are not handed over.", ("Programme", column), rows),))

    yield from listed("What ends before the handover", brief.end_before, "Last day")
    yield from listed("What begins after the handover", brief.begin_after, "First day")
