"""What-if listings, a stable interface: only append keys and columns."""

from collections.abc import Callable, Sequence

from continuity.domain.comparison.before_after import FindingComparison, WhatIfResult
from continuity.domain.risk.findings import RULE_VERSION, Finding
from continuity.errors import BadValue
from continuity.reports.listings.encode import Json, ReportColumn, dump_csv, dump_document, dump_lines, format_iso_day
from continuity.reports.listings.findings import build_finding_entry
from continuity.reports.listings.provenance import build_dated_provenance, build_settings_entry, format_settings
from continuity.reports.wording.names import join_list, programme_name

SCHEMA = "continuity.what-if/1"

WHAT_IF_COLUMNS: tuple[ReportColumn[FindingComparison], ...] = (
    ReportColumn("as_of", lambda assessment, _: assessment.as_of),
    ReportColumn("programme", lambda _, comparison: comparison.programme),
    ReportColumn("name", lambda assessment, comparison: programme_name(assessment, _latest_finding(comparison))),
    ReportColumn("status_before", lambda _, comparison: comparison.before.status if comparison.before else None),
    ReportColumn("level_before", lambda _, comparison: comparison.before.level if comparison.before else None),
    ReportColumn("status_after", lambda _, comparison: comparison.after.status if comparison.after else None),
    ReportColumn("level_after", lambda _, comparison: comparison.after.level if comparison.after else None),
    ReportColumn("transition_before", lambda _, comparison: _transition_key(comparison.before)),
    ReportColumn("transition_after", lambda _, comparison: _transition_key(comparison.after)),
    ReportColumn("covered_until_after", lambda _, pair: pair.after.covered_until if pair.after else None),
    ReportColumn("cleared", lambda _, comparison: join_list(comparison.cleared)),
    ReportColumn("still_open", lambda _, comparison: join_list(comparison.still_open)),
    ReportColumn("rule", lambda _, __: RULE_VERSION),
    ReportColumn("settings", lambda assessment, _: format_settings(assessment.settings)),
)


def render(format_name: str, result: WhatIfResult, differences: Sequence[FindingComparison]) -> str:
    """Render the differences in the named format; raise BadValue where it does not exist."""
    if format_name not in WHAT_IF_FORMATS:
        raise BadValue(f'"{format_name}" is not a format of what-if', f"write one of {', '.join(WHAT_IF_FORMATS)}")
    return WHAT_IF_FORMATS[format_name](result, differences)


def _render_json(result: WhatIfResult, differences: Sequence[FindingComparison]) -> str:
    entries: list[Json] = [_build_entry(result, difference) for difference in differences]
    return dump_document(
        {
            "schema": SCHEMA,
            "rule": RULE_VERSION,
            "as_of": format_iso_day(result.after.as_of),
            "settings": build_settings_entry(result.after.settings),
            "changes": [str(change) for change in result.changes],
            "findings": entries,
        }
    )


def _render_jsonl(result: WhatIfResult, differences: Sequence[FindingComparison]) -> str:
    provenance = build_dated_provenance(result.after.as_of, result.after.settings)
    return dump_lines(_build_entry(result, difference) | provenance for difference in differences)


def _render_csv(result: WhatIfResult, differences: Sequence[FindingComparison]) -> str:
    return dump_csv(WHAT_IF_COLUMNS, result.after, differences, excel=False)


WHAT_IF_FORMATS: dict[str, Callable[[WhatIfResult, Sequence[FindingComparison]], str]] = {
    "json": _render_json,
    "jsonl": _render_jsonl,
    "csv": _render_csv,
}
"""To add a format: a function, an entry here, a test, a row in the docs."""


def _build_entry(result: WhatIfResult, difference: FindingComparison) -> dict[str, Json]:
    return {
        "programme": difference.programme,
        "before": build_finding_entry(result.before, difference.before) if difference.before else None,
        "after": build_finding_entry(result.after, difference.after) if difference.after else None,
    }


def _latest_finding(difference: FindingComparison) -> Finding:
    finding = difference.after or difference.before
    if finding is None:
        raise ValueError(f"nothing is known of {difference.programme}")
    return finding


def _transition_key(finding: Finding | None) -> str | None:
    return finding.transition.key if finding and finding.transition else None
