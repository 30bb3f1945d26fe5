"""`plan --format csv`: one line an action."""

from collections.abc import Sequence

from continuity.domain.risk.findings import RULE_VERSION, Assessment
from continuity.domain.summaries.action_plan import Action
from continuity.reports.listings.columns import ReportColumn
from continuity.reports.listings.encode import render_csv
from continuity.reports.listings.provenance import format_settings
from continuity.reports.wording.names import join_list

PLAN_COLUMNS: tuple[ReportColumn[Action], ...] = (
    ReportColumn("as_of", lambda assessment, _: assessment.as_of),
    ReportColumn("city", lambda _, action: action.city),
    ReportColumn("office", lambda _, action: action.office),
    ReportColumn("programmes", lambda _, action: join_list(action.programmes)),
    ReportColumn("names", lambda _, action: join_list(action.names)),
    ReportColumn("action", lambda _, action: action.remedy),
    ReportColumn("owner", lambda _, action: action.owner),
    ReportColumn("start_by", lambda _, action: action.start_by),
    ReportColumn("due", lambda _, action: action.due),
    ReportColumn("late", lambda _, action: action.late),
    ReportColumn("clears", lambda _, action: join_list(action.clears)),
    ReportColumn("treatment", lambda _, action: action.treatment),
    ReportColumn("rule", lambda _, __: RULE_VERSION),
    ReportColumn("settings", lambda assessment, _: format_settings(assessment.settings)),
)


def render(assessment: Assessment, actions: Sequence[Action], *, excel: bool = False) -> str:
    """The actions as CSV; with the mark for Excel where asked."""
    return render_csv(PLAN_COLUMNS, assessment, actions, excel=excel)
