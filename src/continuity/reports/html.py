"""The report as one HTML file: no script, nothing loaded from elsewhere, the same bytes from the same facts."""

from functools import cache, partial
from typing import TYPE_CHECKING

from continuity.domain.assessment import RULE_VERSION, Assessment
from continuity.domain.risk.completeness import completeness_by_city
from continuity.domain.risk.facts import AT_RISK
from continuity.domain.risk.measures import expired
from continuity.domain.settings import deviations
from continuity.reports import markup, prose, summary
from continuity.reports.columns import programme_name
from continuity.reports.dossier import Dossier
from continuity.reports.judged import settings_entry
from continuity.reports.office_timelines import office_timelines, scale_of
from continuity.reports.timeline import WIDTH, window_end

if TYPE_CHECKING:
    from jinja2 import Environment

FULL_TEXT_UP_TO = 300
"""Up to how many programmes a report tells each reason in its own sentence and draws each programme. A longer one
names the reasons, explains each once and draws the offices alone, so that it opens at once and fits into a mail."""


def render(dossier: Dossier) -> str:
    """The report on the findings of every status."""
    assessment, findings = dossier.assessment, dossier.findings
    brief = len(findings) > FULL_TEXT_UP_TO
    template = _environment().get_template("report.html.j2")
    return template.render(
        assessment=assessment,
        rule=RULE_VERSION,
        settings=settings_entry(assessment.settings),
        deviations=deviations(assessment.settings),
        horizon_end=assessment.settings.horizon.after(assessment.as_of),
        findings=findings,
        at_risk=[finding for finding in findings if finding.status == AT_RISK],
        others=[finding for finding in findings if finding.status != AT_RISK],
        brief=brief,
        full_text_up_to=FULL_TEXT_UP_TO,
        scale=scale_of(assessment),
        timelines=office_timelines(assessment, findings, brief=brief),
        office=partial(_office, assessment),
        programme=partial(programme_name, assessment),
    )


@cache
def _environment() -> "Environment":
    made = markup.environment().overlay()
    made.globals = made.globals | {"completeness_by_city": completeness_by_city, "expired": expired}
    made.globals |= {"prose": prose, "summary": summary, "width": WIDTH, "window_end": window_end}
    return made


def _office(assessment: Assessment, key: str) -> str:
    """What to call an office: its name, else its title, else its key."""
    leadership = assessment.leaderships.get(key)
    title = leadership.office.title if leadership else ""
    return assessment.names.get(("office", key)) or title or key
