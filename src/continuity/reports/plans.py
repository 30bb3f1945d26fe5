"""The plan as documents: one module a format, loaded when it is first asked for."""

from collections.abc import Sequence
from importlib import import_module
from typing import Protocol, cast

from continuity.domain.risk.findings import Assessment
from continuity.domain.summaries.action_plan import Action
from continuity.errors import BadValue

PLAN_FORMATS: dict[str, str] = {
    "plan-json": "continuity.reports.listings.plan_json",
    "plan-jsonl": "continuity.reports.listings.plan_jsonl",
    "plan-csv": "continuity.reports.listings.plan_csv",
    "plan-ics": "continuity.reports.ics.action_plan",
}
"""By name, the module that has `render`."""

EXCEL_PLAN = "plan-csv"
"""The one that may begin with the mark by which Excel knows UTF-8."""


class _PlanModule(Protocol):
    def render(self, assessment: Assessment, actions: Sequence[Action], *, excel: bool = False) -> str: ...


def render_plan(name: str, assessment: Assessment, actions: Sequence[Action], *, excel: bool = False) -> str:
    """The plan in one of the formats.

    Args:
        name: which of `PLAN_FORMATS`.
        assessment: what holds on the as-of day.
        actions: those to list, in the order of the list.
        excel: whether a CSV begins with the mark by which Excel knows UTF-8.

    Raises:
        BadValue: there is no such format, or the mark is asked of one that has none.
    """
    if name not in PLAN_FORMATS:
        raise BadValue(f'"{name}" is not a format of the plan', f"write one of {', '.join(PLAN_FORMATS)}")
    if excel and name != EXCEL_PLAN:
        raise BadValue(f"{name} has no variant for Excel", f"only {EXCEL_PLAN} has one")
    module = cast("_PlanModule", import_module(PLAN_FORMATS[name]))
    return module.render(assessment, actions, excel=True) if excel else module.render(assessment, actions)
