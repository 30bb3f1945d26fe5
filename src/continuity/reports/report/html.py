"""The report as one HTML file: loads nothing, and is complete without its script."""

from base64 import b64encode
from functools import cache, partial
from hashlib import sha256
from importlib.resources import files
from itertools import groupby

from jinja2 import Environment

from continuity.domain.risk.factors.registry import CODE_ORDER
from continuity.domain.risk.findings import RULE_VERSION
from continuity.domain.risk.measures import has_expired
from continuity.domain.settings import describe_deviations
from continuity.domain.values.percentages import compute_percentage
from continuity.reports.document import html
from continuity.reports.listings.provenance import build_settings_entry
from continuity.reports.report import awards_section, summary
from continuity.reports.report.city_annex import build_city_annexes
from continuity.reports.report.model import FULL_TEXT_LIMIT, ReportData
from continuity.reports.timeline.office import build_office_timelines, build_scale
from continuity.reports.timeline.svg_layout import WIDTH, window_end
from continuity.reports.wording import changes, english, funding, labels
from continuity.reports.wording.funding import build_currency_table, build_year_table, format_amount
from continuity.reports.wording.names import office_name, partner_names, programme_name
from continuity.reports.wording.sentences import format_reason

_MAX_DECISIONS = 100


def render(report: ReportData) -> str:
    """Render the report as one HTML file."""
    assessment, findings = report.assessment, report.findings
    abridged, totals = report.is_abridged, report.figures.funding
    all_decisions = summary.list_decisions(assessment, findings)
    return (
        _load_environment()
        .get_template("report/report.html.j2")
        .render(
            report=report,
            changes=report.changes,
            change_groups=_group_change_lines(report),
            audience=report.audience,
            assessment=assessment,
            rule=RULE_VERSION,
            settings=build_settings_entry(assessment.settings),
            deviations=describe_deviations(assessment.settings),
            horizon_end=assessment.settings.horizon.add_to(assessment.as_of),
            findings=findings,
            listed_findings=findings[:FULL_TEXT_LIMIT],
            decisions=all_decisions[:_MAX_DECISIONS] if abridged else all_decisions,
            decision_count=len(all_decisions),
            is_abridged=abridged,
            full_text_limit=FULL_TEXT_LIMIT,
            city_annexes=build_city_annexes(report),
            reason_numbers=_number_reasons(report),
            concentrations=_format_concentrations(report),
            funding_totals=totals,
            currency_table=build_currency_table(totals),
            year_table=build_year_table(totals),
            awards=() if abridged else _format_award_rows(report),
            awards_note=awards_section.AWARDS_NOTE,
            scale=build_scale(assessment),
            timelines=build_office_timelines(assessment, findings, abridged=abridged),
            office_name=partial(office_name, assessment),
            format_reason=partial(format_reason, assessment=assessment, format_date=html.format_unbroken_day),
            partner_names=partial(partner_names, assessment),
            programme_name=partial(programme_name, assessment),
            term_holders={} if abridged else report.figures.term_holders,
            script=_load_script(),
            script_hash=b64encode(sha256(_load_script().encode()).digest()).decode(),
        )
    )


@cache
def _load_environment() -> Environment:
    templates = html.load_environment().overlay()
    templates.globals |= {
        "awards_section": awards_section,
        "changes_wording": changes,
        "compute_percentage": compute_percentage,
        "drawing_width": WIDTH,
        "english": english,
        "format_amount": format_amount,
        "format_unbroken_day": html.format_unbroken_day,
        "funding_wording": funding,
        "has_expired": has_expired,
        "labels": labels,
        "summary": summary,
        "window_end": window_end,
    }
    return templates


@cache
def _load_script() -> str:
    """Load the script; the page's security policy admits only this one, by its hash."""
    return (files("continuity.reports") / "templates" / "report" / "report.js").read_text(encoding="utf-8")


def _format_award_rows(report: ReportData) -> tuple[tuple[str, ...], ...]:
    awards = report.figures.awards if report.audience.can_see_amounts else ()
    return tuple(awards_section.format_award_row(report.assessment, award) for award in awards)


def _number_reasons(report: ReportData) -> dict[str, int]:
    codes = {reason.code for finding in report.findings for reason in finding.reasons}
    return {code: number for number, code in enumerate((code for code in CODE_ORDER if code in codes), start=1)}


def _group_change_lines(report: ReportData) -> list[tuple[str, list[changes.ChangeLine]]]:
    differences = report.changes.changes[:FULL_TEXT_LIMIT] if report.changes else ()
    lines = [changes.build_change_line(report.assessment, change, html.format_unbroken_day) for change in differences]
    return [(kind, list(same_kind)) for kind, same_kind in groupby(lines, key=lambda line: line.kind)]


def _format_concentrations(report: ReportData) -> tuple[str, ...]:
    return tuple(summary.format_concentration(report.assessment, row) for row in report.figures.concentrations)
