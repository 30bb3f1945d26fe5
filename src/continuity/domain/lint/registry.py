"""The registry of the linter's rules.

A new rule is a function in one of the files beside this one, its `Check` there, its test, and `make docs`.
"""

from collections.abc import Iterator
from datetime import date

from continuity.domain.lint import decisions, elections, names, programmes, provenance, seats, terms
from continuity.domain.lint.base import SEVERITIES, Check, Recorded, Remark

CHECKS: tuple[Check, ...] = (
    *elections.CHECKS,
    *seats.CHECKS,
    *terms.CHECKS,
    *programmes.CHECKS,
    *decisions.CHECKS,
    *names.CHECKS,
    *provenance.CHECKS,
)


def remarks(recorded: Recorded, as_of: date) -> tuple[Remark, ...]:
    """What the rules point at, seen from a day, by severity, code and record."""
    return tuple(sorted(_all(recorded, as_of), key=_place))


def at_least(remark: Remark, severity: str) -> bool:
    """Whether a remark is of a severity or a worse one."""
    return SEVERITIES.index(remark.severity) <= SEVERITIES.index(severity)


def _all(recorded: Recorded, as_of: date) -> Iterator[Remark]:
    for check in CHECKS:
        for found in check.find(recorded, as_of):
            yield Remark(check.code, check.severity, found.text, found.records, check.remedy)


def _place(remark: Remark) -> tuple[int, str, tuple[str, ...], str]:
    return SEVERITIES.index(remark.severity), remark.code, remark.records, remark.text
