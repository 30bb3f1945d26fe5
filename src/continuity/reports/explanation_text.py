"""`explain` for people: a finding taken apart, line by line; no interface for programs."""

from collections.abc import Iterable, Iterator
from textwrap import fill

from continuity.domain.risk.explain.evidence import Fact, Grounds
from continuity.domain.risk.explain.explanation import Condition, Standing
from continuity.domain.risk.findings import RULE_VERSION, Finding, Reason
from continuity.domain.schema.tables import OFFICES
from continuity.domain.settings import NAMES, deviations, written
from continuity.domain.summaries.action_plan import owner_of
from continuity.reports.wording.english import either

_NOT_RECORDED = "not recorded"
_EMPTY_BY_DESIGN = frozenset({"known_from"})
"""Columns that are filled where a fact was known on another day than its own: empty, they lack nothing."""


def render(grounds: Grounds, width: int, *, brief: bool = False) -> str:
    """The explanation in lines of at most that many columns, save for what cannot be broken.

    Args:
        grounds: the explanation with its records.
        width: columns.
        brief: whether to leave out the records that were read and the documents.
    """
    return "".join(f"{_wrapped(line, width)}\n" for line in _Telling(grounds, brief=brief).lines())


def _wrapped(line: str, width: int) -> str:
    indent = line[: len(line) - len(line.lstrip())]
    return fill(
        line.strip(),
        width,
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


class _Telling:
    """The lines of one explanation, with the records read numbered as they come."""

    def __init__(self, grounds: Grounds, *, brief: bool) -> None:
        self._brief = brief
        self._grounds = grounds
        self._explanation = grounds.explanation
        self._finding = grounds.explanation.finding
        self._read: dict[str, Fact] = {}

    def lines(self) -> Iterator[str]:
        """All lines, an empty one before each part."""
        yield from self._title()
        yield from self._steps()
        yield from self._clears()
        yield from self._lowers()
        yield from self._said("What else there is to say", self._further())
        yield from self._said("To watch", self._finding.watch_points)
        yield from self._others()
        yield from self._recorded()
        if not self._brief:
            yield from self._documents()
            yield from self._sources()
        yield from self._footing()

    def _title(self) -> Iterator[str]:
        programme, name = self._finding.programme, self._grounds.assessment.name
        office = str(self._grounds.records[OFFICES.name][0]["key"])
        yield f"{programme.name or programme.key} ({programme.key})"
        yield f"decided on by {name('office', office)} ({office})"
        yield f"{_verdict(self._finding)}"
        if self._finding.runs_until:
            until, cause = self._finding.runs_until, self._finding.runs_until_cause
            yield f"runs until {until} if nobody decides anything: {cause}"

    def _steps(self) -> Iterator[str]:
        for number, step in enumerate(self._explanation.steps, 1):
            yield ""
            yield f"{number}. {step.question}"
            yield from (f"   {answer}" for answer in step.answers)
            if step.question == "Does one partner carry it over?":
                yield from self._standings()
            if step.question == "How high is the risk?":
                yield from self._level()

    def _standings(self) -> Iterator[str]:
        for standing in self._explanation.standings:
            yield ""
            yield f"   {_named(standing)}"
            for condition in standing.conditions:
                verb = "holds" if condition.holds else "does not hold"
                yield from self._condition(condition, verb, standing.partner)

    def _level(self) -> Iterator[str]:
        yield ""
        for condition in self._explanation.protections:
            yield f"   {condition.symbol} {'is held' if condition.holds else 'is not held'}: {condition.title}"
            yield from (f"      {reason.code}: {reason.text}" for reason in condition.reasons)
        for condition in self._explanation.aggravators:
            yield from self._condition(condition, "is found" if condition.holds else "is not found", None)

    def _condition(self, condition: Condition, verb: str, partner: str | None) -> Iterator[str]:
        yield f"   {condition.symbol} {verb}: {condition.title}"
        yield from (f"      {reason.code}: {reason.text}" for reason in condition.reasons)
        for fact in () if self._brief else self._grounds.facts(condition, partner):
            yield f"      {self._told(fact)}"

    def _told(self, fact: Fact) -> str:
        self._read.setdefault(fact.record, fact)
        filled = ", ".join(f"{name} {text}" for name, text in fact.cells if text)
        empty = ", ".join(name for name, text in fact.cells if not text and name not in _EMPTY_BY_DESIGN)
        parts = [filled, f"{_NOT_RECORDED}: {empty}" if empty else "", "" if fact.counted else "not known on that day"]
        return f"[{list(self._read).index(fact.record) + 1}] {'; '.join(part for part in parts if part)}"

    def _clears(self) -> Iterator[str]:
        if self._explanation.clears:
            yield ""
            yield f"What would clear it{_by(self._explanation.clears[0])}"
            owner = owner_of(self._finding, self._explanation.clears[0], self._grounds.assessment.as_of)
            yield f"   Owner: {owner or 'no owner recorded'}"
        yield from (f"   {reason.code}: {reason.remedy}" for reason in self._explanation.clears)

    def _lowers(self) -> Iterator[str]:
        lowers = self._explanation.lowers
        if lowers:
            yield ""
            yield f"What would lower it{_by(lowers[0].remedies[0])}"
        for reached in dict.fromkeys(one.level for one in lowers):
            sets = [" and ".join(one.protections) for one in lowers if one.level == reached]
            yield f"   to {reached}, with {either(sets)}"
        wanted = {symbol for one in lowers for symbol in one.protections}
        for protection in (one for one in self._explanation.protections if one.symbol in wanted):
            yield f"   {protection.symbol}, {protection.title}"
            yield from (f"      {reason.code}: {reason.remedy}" for reason in protection.reasons)

    def _further(self) -> tuple[Reason, ...]:
        told = {one.code for lower in self._explanation.lowers for one in lower.remedies}
        told |= {one.code for one in self._explanation.clears}
        return tuple(one for one in self._finding.reasons if one.code not in told)

    def _said(self, title: str, reasons: Iterable[Reason]) -> Iterator[str]:
        for number, reason in enumerate(reasons):
            if not number:
                yield ""
                yield f"{title}{_by(reason)}"
            yield f"   {reason.code}: {reason.text} {reason.remedy}".rstrip()

    def _others(self) -> Iterator[str]:
        if self._finding.others:
            yield ""
            yield "At the other changes of leadership"
        for other in self._finding.others:
            codes = ", ".join(reason.code for reason in other.reasons)
            yield f"   {_verdict(other)}: {codes}".rstrip(": ")

    def _recorded(self) -> Iterator[str]:
        yield ""
        missing = f"; {_NOT_RECORDED}: {', '.join(self._finding.missing)}" if self._finding.missing else ""
        yield f"Recorded: {self._finding.recorded} of the {self._finding.of} facts the rule reads{missing}."

    def _documents(self) -> Iterator[str]:
        found = list(self._grounds.documents())
        if found:
            yield ""
            yield "Evidence, the newest of each kind"
            yield from (f"   {self._document(fact)}" for fact in found)

    def _document(self, fact: Fact) -> str:
        cells = dict(fact.cells)
        kind = ", ".join(part for part in (cells["kind"] or _NOT_RECORDED, cells["domain"]) if part)
        score = f": {cells['score']}" if cells["score"] else ""
        about = f" of {cells['partner']}" if cells["partner"] else ""
        stale = ", stale" if cells["stale"] == "yes" else ""
        where = f": {cells['title']} {cells['url']}".rstrip(" :")
        return f"{kind}{about}{score} ({cells['date'] or 'no date'}{stale}){where}"

    def _sources(self) -> Iterator[str]:
        """The records read, those of one source together."""
        together: dict[tuple[str, str], list[str]] = {}
        for number, fact in enumerate(self._read.values(), 1):
            together.setdefault((fact.source, fact.verified_on), []).append(f"[{number}] {fact.record}")
        if together:
            yield ""
            yield "Records read, and where they come from"
        for (source, verified), records in together.items():
            yield f"   {', '.join(records)}"
            yield f"      {source or 'no source recorded'} ({f'verified {verified}' if verified else 'not verified'})"

    def _footing(self) -> Iterator[str]:
        settings = self._grounds.assessment.settings
        listed = ", ".join(f"{name} {written(getattr(settings, name))}" for name in NAMES)
        yield ""
        yield f"As of {self._grounds.assessment.as_of}; rule {RULE_VERSION}; {listed}."
        yield from (f"Not the rule's own setting: {text}." for text in deviations(settings))


def _named(standing: Standing) -> str:
    if standing.partner is None:
        return "No partner is recorded"
    return f"{standing.name} ({standing.partner}){' carries it' if standing.carries else ''}"


def _by(reason: Reason) -> str:
    """The last day of a remedy and the day by which to start; the same for all of one finding."""
    if reason.due is None:
        return ""
    return f", by {reason.due}{' (late)' if reason.late else ''}, to be started by {reason.start_by}"


def _verdict(finding: Finding) -> str:
    level = f" ({finding.level})" if finding.level else ""
    basis = {"recorded": " on the record", "unrecorded": " because nothing is recorded"}.get(finding.basis or "", "")
    at = f" at the change of {finding.transition.polling_day}" if finding.transition else ""
    until = f", until {finding.covered_until}" if finding.covered_until else ""
    return f"{finding.status}{level}{at}{basis}{until}"
