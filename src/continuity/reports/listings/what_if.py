"""`what-if` in its formats, as "continuity.what-if/1": the findings before and after, side by side.

A stable interface; keys and columns are only ever added, last.
"""

from collections.abc import Callable, Sequence

from continuity.domain.comparison.before_after import Difference, Tried
from continuity.domain.risk.findings import RULE_VERSION, Finding
from continuity.errors import BadValue
from continuity.reports.listings import risk_json
from continuity.reports.listings.columns import ReportColumn
from continuity.reports.listings.encode import render_csv
from continuity.reports.listings.json_text import Json, document, iso, lines
from continuity.reports.listings.provenance import judged_on, settings_entry, settings_text
from continuity.reports.wording.names import joined, programme_name

SCHEMA = "continuity.what-if/1"

COLUMNS: tuple[ReportColumn[Difference], ...] = (
    ReportColumn("as_of", lambda assessment, _: assessment.as_of),
    ReportColumn("programme", lambda _, one: one.programme),
    ReportColumn("name", lambda assessment, one: programme_name(assessment, _either(one))),
    ReportColumn("status_before", lambda _, one: one.before.status if one.before else None),
    ReportColumn("level_before", lambda _, one: one.before.level if one.before else None),
    ReportColumn("status_after", lambda _, one: one.after.status if one.after else None),
    ReportColumn("level_after", lambda _, one: one.after.level if one.after else None),
    ReportColumn("transition_before", lambda _, one: _transition(one.before)),
    ReportColumn("transition_after", lambda _, one: _transition(one.after)),
    ReportColumn("covered_until_after", lambda _, one: one.after.covered_until if one.after else None),
    ReportColumn("cleared", lambda _, one: joined(one.cleared)),
    ReportColumn("still_open", lambda _, one: joined(one.still_open)),
    ReportColumn("rule", lambda _, __: RULE_VERSION),
    ReportColumn("settings", lambda assessment, _: settings_text(assessment.settings)),
)


def render(form: str, tried: Tried, differences: Sequence[Difference]) -> str:
    """The differences given, in one of the formats.

    Raises:
        BadValue: there is no such format.
    """
    if form not in FORMATS:
        raise BadValue(f'"{form}" is not a format of what-if', f"write one of {', '.join(FORMATS)}")
    return FORMATS[form](tried, differences)


def _json(tried: Tried, differences: Sequence[Difference]) -> str:
    entries: list[Json] = [_entry(tried, one) for one in differences]
    return document(
        {
            "schema": SCHEMA,
            "rule": RULE_VERSION,
            "as_of": iso(tried.after.as_of),
            "settings": settings_entry(tried.after.settings),
            "changes": [str(change) for change in tried.changes],
            "findings": entries,
        }
    )


def _jsonl(tried: Tried, differences: Sequence[Difference]) -> str:
    judged = judged_on(tried.after.as_of, tried.after.settings)
    return lines(_entry(tried, one) | judged for one in differences)


def _csv(tried: Tried, differences: Sequence[Difference]) -> str:
    return render_csv(COLUMNS, tried.after, differences, excel=False)


FORMATS: dict[str, Callable[[Tried, Sequence[Difference]], str]] = {"json": _json, "jsonl": _jsonl, "csv": _csv}
"""To add a format: its function, a line here, its test, its row in the docs."""


def _entry(tried: Tried, one: Difference) -> dict[str, Json]:
    """One programme; each of its findings as it stands in the risk document."""
    return {
        "programme": one.programme,
        "before": risk_json.entry(tried.before, one.before) if one.before else None,
        "after": risk_json.entry(tried.after, one.after) if one.after else None,
    }


def _either(one: Difference) -> Finding:
    finding = one.after or one.before
    if finding is None:
        raise ValueError(f"nothing is known of {one.programme}")
    return finding


def _transition(finding: Finding | None) -> str | None:
    return finding.transition.key if finding and finding.transition else None
