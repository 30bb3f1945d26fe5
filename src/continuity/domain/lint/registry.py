"""The registry of the linter's rules.
A new rule is a function and its `LintRule` in one of the files beside this one, its entry in
`reports/wording/remarks.py`, its test, and `make docs`.
"""

from collections.abc import Iterator
from datetime import date

from continuity.domain.lint import days_ahead, elections, holders, partners, programmes, records, seats, terms
from continuity.domain.lint.base import LintData, LintRule, Remark
from continuity.domain.vocabulary import Severity

LINT_RULES: tuple[LintRule, ...] = (
    *elections.LINT_RULES,
    *seats.LINT_RULES,
    *holders.LINT_RULES,
    *terms.LINT_RULES,
    *days_ahead.LINT_RULES,
    *programmes.LINT_RULES,
    *partners.LINT_RULES,
    *records.LINT_RULES,
)


def find_remarks(data: LintData, as_of: date) -> tuple[Remark, ...]:
    """Find what the rules point at on a day, by severity, code and record."""
    return tuple(sorted(_iterate_remarks(data, as_of), key=_get_sort_key))


def is_at_least(remark: Remark, severity: str) -> bool:
    """Return whether a remark is of a severity or a worse one."""
    return tuple(Severity).index(remark.severity) <= tuple(Severity).index(severity)


def _iterate_remarks(data: LintData, as_of: date) -> Iterator[Remark]:
    for rule in LINT_RULES:
        for match in rule.find(data, as_of):
            yield Remark(match.records, match.parameters, match.variant, code=rule.code, severity=rule.severity)


def _get_sort_key(remark: Remark) -> tuple[int, str, tuple[str, ...], tuple[str, ...]]:
    parameters = tuple(map(str, remark.parameters.values()))
    return tuple(Severity).index(remark.severity), remark.code, remark.records, parameters
