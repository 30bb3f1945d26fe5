"""One programme of the handover brief, on a page of its own."""

from collections.abc import Iterator

from continuity.domain.offices.models import Transition
from continuity.domain.programmes.models import Agreement, Funding, Programme
from continuity.domain.risk.findings import Finding
from continuity.domain.schema.values import Row
from continuity.domain.summaries.handover_brief import mandate, runs_on
from continuity.domain.values.dates import VagueDate
from continuity.reports.document.model import NOT_RECORDED, Block, Facts, Grid, Items, Section, Words
from continuity.reports.document.text_layout import isolated
from continuity.reports.handover_brief import wording as words
from continuity.reports.handover_brief.model import Brief
from continuity.reports.report.city_annex import launching_holders
from continuity.reports.report.data_quality import FACTS
from continuity.reports.timeline.bars import agreements_known, money_known
from continuity.reports.wording.english import counted, english, vaguely
from continuity.reports.wording.funding import amount
from continuity.reports.wording.labels import KIND_WORDS
from continuity.reports.wording.names import funder_name, programme_name

_MIGHT = "might name a partner that is not named here."


def programme_sections(brief: Brief, one: Finding) -> Iterator[Section]:
    """What there is to know of one programme."""
    found = brief.dossier.assessment
    yield Section(title=isolated(programme_name(found, one)), blocks=(Facts(tuple(_facts(brief, one))),), own_page=True)
    yield _part("Changes it has outlived", _changes(brief, one))
    yield _part("Agreements", _agreements(brief, one))
    yield _part("Money", _money(brief, one))
    yield _part("To read", _to_read(brief, one))


def _part(title: str, block: Block) -> Section:
    return Section(title=title, blocks=(block,), level=3)


def _facts(brief: Brief, one: Finding) -> Iterator[tuple[str, str]]:
    programme, record = brief.known(one), brief.programmes[one.programme.key]
    holder = launching_holders(brief.dossier.assessment).get(programme.launched_under or "", "")
    yield "What it does", isolated(str(record["summary"] or ""))
    yield "Theme", isolated(str(record["theme"] or ""))
    yield "Status", "" if programme.status == "unknown" else programme.status or ""
    yield "Since", vaguely(programme.launched)
    yield "Began under", isolated(holder)
    yield "Rests on", _mandate(brief, programme)
    yield "Stops if nothing is decided", _stops(one)
    yield "Answers for it in the city", isolated(programme.owner or "")
    yield "Facts recorded", f"{one.recorded} of {one.of}"
    if one.missing:
        yield "Not recorded", ", ".join(FACTS.get(name, name) for name in one.missing)


def _mandate(brief: Brief, programme: Programme) -> str:
    word = mandate(programme, brief.as_of)
    if word is None:
        return NOT_RECORDED
    reference, since, until = words.mandate_cells(brief, programme, word)
    return f"{words.MANDATES[word]}: {reference}, since {since}; {until}"


def _stops(one: Finding) -> str:
    return f"{english(one.runs_until)} ({one.runs_until_cause})" if one.runs_until else ""


def _changes(brief: Brief, one: Finding) -> Block:
    """The changes by day, each with what was recorded to have become of the programme."""
    changes = brief.outlived(one)
    if changes is None:
        return Words("Its launch is not recorded, so which changes it has outlived is not known.")
    if not changes:
        return Words("None since it began.")
    outcomes = {row.transition: row.outcome or "" for row in brief.known(one).outcomes}
    return Items(tuple(_change(brief, change, outcomes.get(change.key, "")) for change in changes))


def _change(brief: Brief, one: Transition, outcome: str) -> str:
    name = brief.dossier.assessment.name
    kind = KIND_WORDS.get(one.kind, one.kind).capitalize()
    if one.stayed and one.outgoing:
        told = f"{isolated(name('person', one.outgoing))} went on"
    elif one.successor:
        after = f" after {isolated(name('person', one.outgoing))}" if one.outgoing else ""
        told = f"{isolated(name('person', one.successor))}{after}"
    else:
        told = "who followed is not recorded as a person" if one.result_known else "no result recorded"
    became = f" The programme was recorded as {outcome}." if outcome and outcome != "unknown" else ""
    return f"{kind} of {english(one.polling_day)}: {told}.{became}"


def _agreements(brief: Brief, one: Finding) -> Block:
    rows = agreements_known(brief.dossier.assessment, one)
    if not rows:
        return Words("No agreement is recorded, and no partner is named.")
    columns = ("Partner", "Part", "How far", "From", "May be ended by the office")
    return Grid("Who carries it, and on which terms.", columns, [_agreement(brief, row) for row in rows])


def _agreement(brief: Brief, row: Agreement) -> tuple[str, ...]:
    partner = isolated(brief.dossier.assessment.name("partner", row.partner.key))
    ends = words.may_end(row, brief.first_day) if runs_on(row, brief.first_day) else ""
    return partner, words.part(row), words.agreed(row), vaguely(row.start), ends


def _money(brief: Brief, one: Finding) -> Block:
    rows = money_known(brief.dossier.assessment, one)
    if not rows:
        return Words("No money is recorded.")
    columns = ("From", "For", "Amount", "Certainty", "First day", "Last day")
    return Grid("Who pays for it, how much and until when.", columns, [_paid(brief, row) for row in rows])


def _paid(brief: Brief, row: Funding) -> tuple[str, ...]:
    found = brief.dossier.assessment
    whom = isolated(found.name("partner", row.partner)) if row.partner else NOT_RECORDED
    much = f"{amount(row.amount)} {isolated(row.currency or '')}".strip() if row.amount is not None else NOT_RECORDED
    firm = row.certainty if row.certainty in ("committed", "indicative") else NOT_RECORDED
    return isolated(funder_name(found, row)), whom, much, firm, vaguely(row.start), words.ends(row)


def _to_read(brief: Brief, one: Finding) -> Block:
    """The evaluations and the documents of agreements."""
    found = brief.dossier.assessment
    documents = ((row, brief.agreements.get(row.key, {}).get("evidence")) for row in agreements_known(found, one))
    told = [_evaluation(row) for row in brief.evaluations.get(one.programme.key, ())]
    told += [
        f"Agreement with {isolated(found.name('partner', row.partner.key))}: {isolated(str(text))}"
        for row, text in documents
        if text
    ]
    if kept := brief.kept_back.get(one.programme.key, 0):
        told.append(f"{counted(kept, 'evaluation or document', 'evaluations or documents')} left out, which {_MIGHT}")
    return Items(tuple(told)) if told else Words("No evaluation and no document is recorded.")


def _evaluation(row: Row) -> str:
    written = row["date"]
    day = f" of {vaguely(written)}" if isinstance(written, VagueDate) else ""
    parts = [isolated(str(row[name])) for name in ("title", "url") if row[name]]
    return f"Evaluation{day}: {', '.join(parts) or 'title not recorded'}"
