"""Reasons as they are told: in order, each with its remedy, its owner and its days."""

from collections.abc import Iterable
from dataclasses import replace

from continuity.domain.risk.case import Case
from continuity.domain.risk.deadlines import add_deadline
from continuity.domain.risk.factors import registry
from continuity.domain.risk.findings import Reason


def list_reasons(case: Case, reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """The reasons in the order of the registry, with what clears them and by when."""
    return tuple(
        add_deadline(case, replace(reason, remedy=_resolve_remedy(case, reason)))
        for reason in registry.sort_reasons(reasons)
    )


def _resolve_remedy(case: Case, reason: Reason) -> str:
    """What clears the reason; once the handover is past, the new office has to be asked first."""
    info = registry.CODES[reason.code]
    remedy = reason.remedy or info.remedy
    if info.role != "failure" or case.as_of <= case.transition.scheduled_handover_last:
        return remedy
    remedy_clause = f"{remedy[0].lower()}{remedy[1:]}"
    result_hint = "" if case.transition.result_known else "Record the result. "
    return f"{result_hint}Ask the new office to confirm the programme, then {remedy_clause}"
