"""`explain` for people: a finding line by line; not an interface for programs."""

from collections.abc import Iterable, Iterator
from textwrap import TextWrapper

from continuity.domain.risk.explain.evidence import FindingEvidence, SourceRecord
from continuity.domain.risk.explain.explanation import Condition, PartnerConditions
from continuity.domain.risk.findings import RULE_VERSION, Finding, Reason
from continuity.domain.schema.tables import OFFICES
from continuity.domain.settings import describe_deviations, format_setting_values
from continuity.domain.summaries.action_plan import resolve_owner
from continuity.domain.vocabulary import RuleQuestion, YesNo
from continuity.reports.wording.english import NOT_RECORDED, join_alternatives
from continuity.reports.wording.labels import format_transition_day, stop_cause_label
from continuity.reports.wording.reasons import FACTOR_TITLES
from continuity.reports.wording.sentences import format_answers, format_question, format_reason, format_remedy

_OPTIONAL_COLUMNS = frozenset({"known_from"})
"""Columns for facts known on another day than their own; not missing when empty."""


def render(evidence: FindingEvidence, width: int, *, brief: bool = False) -> str:
    """Render the explanation, wrapped to `width` columns; long words overflow. `brief` omits records and documents."""
    return "".join(f"{_wrap(line, width)}\n" for line in _ExplanationRenderer(evidence, brief=brief).render_lines())


def _wrap(line: str, width: int) -> str:
    indent = line[: len(line) - len(line.lstrip())]
    wrapper = TextWrapper(width, indent, f"{indent}  ", break_long_words=False, break_on_hyphens=False)
    return wrapper.fill(line.strip())


class _ExplanationRenderer:
    """Lines of one explanation, with records numbered as they are cited."""

    def __init__(self, evidence: FindingEvidence, *, brief: bool) -> None:
        self._brief = brief
        self._evidence = evidence
        self._explanation = evidence.explanation
        self._finding = evidence.explanation.finding
        self._cited_facts: dict[str, SourceRecord] = {}

    def render_lines(self) -> Iterator[str]:
        yield from self._render_title()
        yield from self._render_steps()
        yield from self._render_clears()
        yield from self._render_lowers()
        yield from self._render_reasons("What else there is to say", self._select_other_reasons())
        yield from self._render_reasons("To watch", self._finding.watch_points)
        yield from self._render_other_findings()
        yield from self._render_completeness()
        if not self._brief:
            yield from self._render_documents()
            yield from self._render_sources()
        yield from self._render_footer()

    def _render_title(self) -> Iterator[str]:
        programme, name = self._finding.programme, self._evidence.assessment.display_name
        office = str(self._evidence.records[OFFICES.name][0]["key"])
        yield f"{programme.name or programme.key} ({programme.key})"
        yield f"decided on by {name('office', office)} ({office})"
        yield _format_verdict(self._finding)
        if self._finding.runs_until:
            until, cause = self._finding.runs_until, stop_cause_label(self._finding.runs_until_cause)
            yield f"runs until {until} if nobody decides anything: {cause}"

    def _render_steps(self) -> Iterator[str]:
        for number, step in enumerate(self._explanation.steps, 1):
            yield from ("", f"{number}. {format_question(step)}")
            yield from (f"   {answer}" for answer in format_answers(step))
            if step.question == RuleQuestion.CARRIED:
                yield from self._render_partners()
            if step.question == RuleQuestion.LEVEL:
                yield from self._render_level()

    def _render_partners(self) -> Iterator[str]:
        for standing in self._explanation.partner_conditions:
            yield from ("", f"   {_format_partner(standing)}")
            for condition in standing.conditions:
                verb = "holds" if condition.holds else "does not hold"
                yield from self._render_condition(condition, verb, standing.partner)

    def _render_level(self) -> Iterator[str]:
        yield ""
        for condition in self._explanation.protections:
            yield from _render_verdict(condition, "is held" if condition.holds else "is not held")
        for condition in self._explanation.aggravators:
            yield from self._render_condition(condition, "is found" if condition.holds else "is not found", None)

    def _render_condition(self, condition: Condition, verb: str, partner: str | None) -> Iterator[str]:
        yield from _render_verdict(condition, verb)
        for fact in () if self._brief else self._evidence.list_source_records(condition, partner):
            yield f"      {self._format_fact(fact)}"

    def _format_fact(self, fact: SourceRecord) -> str:
        self._cited_facts.setdefault(fact.record, fact)
        filled = ", ".join(f"{name} {text}" for name, text in fact.cells if text)
        empty = ", ".join(name for name, text in fact.cells if not text and name not in _OPTIONAL_COLUMNS)
        unknown = "" if fact.is_counted else "not known on that day"
        parts = (filled, f"{NOT_RECORDED}: {empty}" if empty else "", unknown)
        return f"[{list(self._cited_facts).index(fact.record) + 1}] {'; '.join(part for part in parts if part)}"

    def _render_clears(self) -> Iterator[str]:
        if self._explanation.clears:
            yield from ("", f"What would clear it{_format_deadline(self._explanation.clears[0])}")
            owner = resolve_owner(self._finding, self._explanation.clears[0], self._evidence.assessment.as_of)
            yield f"   Owner: {owner or 'no owner recorded'}"
        yield from (f"   {reason.code}: {format_remedy(reason)}" for reason in self._explanation.clears)

    def _render_lowers(self) -> Iterator[str]:
        improvements = self._explanation.lowers
        if improvements:
            yield from ("", f"What would lower it{_format_deadline(improvements[0].remedies[0])}")
        for level in dict.fromkeys(improvement.level for improvement in improvements):
            sets = [" and ".join(improvement.protections) for improvement in improvements if improvement.level == level]
            yield f"   to {level}, with {join_alternatives(sets)}"
        wanted = {symbol for improvement in improvements for symbol in improvement.protections}
        for protection in (condition for condition in self._explanation.protections if condition.symbol in wanted):
            yield f"   {protection.symbol}, {FACTOR_TITLES[protection.symbol]}"
            yield from (f"      {reason.code}: {format_remedy(reason)}" for reason in protection.reasons)

    def _select_other_reasons(self) -> tuple[Reason, ...]:
        shown_codes = {reason.code for improvement in self._explanation.lowers for reason in improvement.remedies}
        shown_codes |= {reason.code for reason in self._explanation.clears}
        return tuple(reason for reason in self._finding.reasons if reason.code not in shown_codes)

    def _render_reasons(self, title: str, reasons: Iterable[Reason]) -> Iterator[str]:
        for number, reason in enumerate(reasons):
            if not number:
                yield from ("", f"{title}{_format_deadline(reason)}")
            yield f"   {reason.code}: {format_reason(reason)} {format_remedy(reason)}".rstrip()

    def _render_other_findings(self) -> Iterator[str]:
        if self._finding.other_findings:
            yield from ("", "At the other changes of leadership")
        for finding in self._finding.other_findings:
            codes = ", ".join(reason.code for reason in finding.reasons)
            yield f"   {_format_verdict(finding)}: {codes}".rstrip(": ")

    def _render_completeness(self) -> Iterator[str]:
        found = self._finding
        missing = f"; {NOT_RECORDED}: {', '.join(found.missing_columns)}" if found.missing_columns else ""
        yield from ("", f"Recorded: {found.facts_recorded} of the {found.facts_total} facts the rule reads{missing}.")

    def _render_documents(self) -> Iterator[str]:
        documents = list(self._evidence.list_documents())
        if documents:
            yield from ("", "Evidence, the newest of each kind")
            yield from (f"   {self._format_document(fact)}" for fact in documents)

    def _format_document(self, fact: SourceRecord) -> str:
        cells = dict(fact.cells)
        kind = ", ".join(part for part in (cells["kind"] or NOT_RECORDED, cells["domain"]) if part)
        score = f": {cells['score']}" if cells["score"] else ""
        partner_note = f" of {cells['partner']}" if cells["partner"] else ""
        stale = ", stale" if cells["stale"] == YesNo.YES else ""
        reference = f": {cells['title']} {cells['url']}".rstrip(" :")
        return f"{kind}{partner_note}{score} ({cells['date'] or 'no date'}{stale}){reference}"

    def _render_sources(self) -> Iterator[str]:
        records_by_source: dict[tuple[str, str], list[str]] = {}
        for number, fact in enumerate(self._cited_facts.values(), 1):
            records_by_source.setdefault((fact.source, fact.verified_on), []).append(f"[{number}] {fact.record}")
        if records_by_source:
            yield from ("", "Records read, and where they come from")
        for (source, verified), records in records_by_source.items():
            yield f"   {', '.join(records)}"
            yield f"      {source or 'no source recorded'} ({f'verified {verified}' if verified else 'not verified'})"

    def _render_footer(self) -> Iterator[str]:
        settings = self._evidence.assessment.settings
        settings_list = ", ".join(f"{name} {text}" for name, text in format_setting_values(settings).items())
        yield from ("", f"As of {self._evidence.assessment.as_of}; rule {RULE_VERSION}; {settings_list}.")
        yield from (f"Not the rule's own setting: {text}." for text in describe_deviations(settings))


def _render_verdict(condition: Condition, verb: str) -> Iterator[str]:
    yield f"   {condition.symbol} {verb}: {FACTOR_TITLES[condition.symbol]}"
    yield from (f"      {reason.code}: {format_reason(reason)}" for reason in condition.reasons)


def _format_partner(standing: PartnerConditions) -> str:
    if standing.partner is None:
        return "No partner is recorded"
    return f"{standing.name} ({standing.partner}){' carries it' if standing.carries else ''}"


def _format_deadline(reason: Reason) -> str:
    """Format due and start day, the same for all remedies of one finding."""
    if reason.due is None:
        return ""
    return f", by {reason.due}{' (late)' if reason.late else ''}, to be started by {reason.start_by}"


def _format_verdict(finding: Finding) -> str:
    level = f" ({finding.level})" if finding.level else ""
    basis = {"recorded": " on the record", "unrecorded": " because nothing is recorded"}.get(finding.basis or "", "")
    day = format_transition_day(finding.transition, None) if finding.transition else ""
    transition_note = f" at the change of {day}" if day else ""
    until = f", until {finding.covered_until}" if finding.covered_until else ""
    return f"{finding.status}{level}{transition_note}{basis}{until}"
