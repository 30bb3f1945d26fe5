"""Action plan listings, a stable interface: only append keys and columns."""

from collections.abc import Iterable, Sequence

from continuity.domain.risk.findings import RULE_VERSION, Assessment
from continuity.domain.summaries.action_plan import Action, get_urgency
from continuity.reports.listings.encode import Json, ReportColumn, dump_csv, dump_document, dump_lines, format_iso_day
from continuity.reports.listings.provenance import build_dated_provenance, build_settings_entry, format_settings
from continuity.reports.wording.names import join_list
from continuity.reports.wording.sentences import format_remedy

SCHEMA = "continuity.plan/1"

PLAN_COLUMNS: tuple[ReportColumn[Action], ...] = (
    ReportColumn("as_of", lambda assessment, _: assessment.as_of),
    ReportColumn("city", lambda _, action: action.city),
    ReportColumn("office", lambda _, action: action.office),
    ReportColumn("programmes", lambda _, action: join_list(action.programmes)),
    ReportColumn("names", lambda _, action: join_list(action.names)),
    ReportColumn("action", lambda _, action: format_remedy(action.reason)),
    ReportColumn("owner", lambda _, action: action.owner),
    ReportColumn("start_by", lambda _, action: action.start_by),
    ReportColumn("due", lambda _, action: action.due),
    ReportColumn("late", lambda _, action: action.late),
    ReportColumn("clears", lambda _, action: join_list(action.clears)),
    ReportColumn("treatment", lambda _, action: action.treatment),
    ReportColumn("rule", lambda _, __: RULE_VERSION),
    ReportColumn("settings", lambda assessment, _: format_settings(assessment.settings)),
)


def sort_plan(actions: Iterable[Action]) -> tuple[Action, ...]:
    """Sort actions as they are shown: those of one day and office by their words."""

    def get_key(action: Action) -> tuple[object, ...]:
        return *get_urgency(action), format_remedy(action.reason), action.programmes, action.owner or ""

    return tuple(sorted(actions, key=get_key))


def render_json(assessment: Assessment, actions: Sequence[Action]) -> str:
    """Render the actions as one JSON document."""
    entries: list[Json] = [_build_action_entry(action) for action in actions]
    return dump_document(
        {
            "schema": SCHEMA,
            "rule": RULE_VERSION,
            "as_of": format_iso_day(assessment.as_of),
            "settings": build_settings_entry(assessment.settings),
            "actions": entries,
        }
    )


def render_jsonl(assessment: Assessment, actions: Sequence[Action]) -> str:
    """Render a JSON line for each action, with its provenance."""
    provenance = build_dated_provenance(assessment.as_of, assessment.settings)
    return dump_lines(_build_action_entry(action) | provenance for action in actions)


def render_csv(assessment: Assessment, actions: Sequence[Action], *, excel: bool = False) -> str:
    """Render a CSV row for each action; `excel` adds a BOM."""
    return dump_csv(PLAN_COLUMNS, assessment, actions, excel=excel)


def _build_action_entry(action: Action) -> dict[str, Json]:
    return {
        "programmes": list(action.programmes),
        "names": list(action.names),
        "city": action.city,
        "office": action.office,
        "action": format_remedy(action.reason),
        "owner": action.owner,
        "due": format_iso_day(action.due),
        "start_by": format_iso_day(action.start_by),
        "late": action.late,
        "clears": list(action.clears),
        "treatment": action.treatment or None,
    }
