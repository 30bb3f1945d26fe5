"""The report as one HTML file: it loads nothing, runs only its own script, and is whole without that."""

from base64 import b64encode
from functools import cache, partial
from hashlib import sha256
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING

from continuity.domain.risk.factors.registry import ORDER
from continuity.domain.risk.findings import RULE_VERSION
from continuity.domain.risk.measures import expired
from continuity.domain.settings import deviations
from continuity.domain.summaries.completeness import completeness_by_city
from continuity.domain.summaries.concentration import concentrations, sentence
from continuity.domain.summaries.funding_totals import money
from continuity.domain.values.percentages import percent
from continuity.reports.document import html
from continuity.reports.listings.provenance import settings_entry
from continuity.reports.report import awards_section, data_quality, summary
from continuity.reports.report.awards import READ, awards
from continuity.reports.report.city_annex import annex, launching_holders
from continuity.reports.report.model import FULL_TEXT_UP_TO, Dossier
from continuity.reports.timeline.office import office_timelines, scale_of
from continuity.reports.timeline.svg_layout import WIDTH, window_end
from continuity.reports.wording import changes, english, funding, labels
from continuity.reports.wording.funding import amount, by_currency, by_year
from continuity.reports.wording.labels import NOT_TOLD, basis_told, days_passed, last_told
from continuity.reports.wording.names import office_name, programme_name

if TYPE_CHECKING:
    from jinja2 import Environment

_DECISIONS_SHOWN = 100


def render(dossier: Dossier) -> str:
    """The report on the findings of every status."""
    assessment, findings = dossier.assessment, dossier.findings
    brief = dossier.brief
    due = summary.decisions(assessment, findings)
    funds = money(findings, assessment.as_of)
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            dossier=dossier,
            since=dossier.since,
            changed=_changed(dossier),
            readers=dossier.audience,
            assessment=assessment,
            rule=RULE_VERSION,
            settings=settings_entry(assessment.settings),
            deviations=deviations(assessment.settings),
            horizon_end=assessment.settings.horizon.after(assessment.as_of),
            findings=findings,
            listed=findings[:FULL_TEXT_UP_TO],
            due=due[:_DECISIONS_SHOWN] if brief else due,
            all_due=len(due),
            brief=brief,
            full_text_up_to=FULL_TEXT_UP_TO,
            cities=annex(dossier),
            numbers=_numbers(dossier),
            resting=_resting(dossier),
            money=funds,
            totals=by_currency(funds),
            yearly=by_year(funds),
            awards=() if brief else _awards(dossier),
            awards_read=READ,
            scale=scale_of(assessment),
            timelines=office_timelines(assessment, findings, brief=brief),
            office=partial(office_name, assessment),
            programme=partial(programme_name, assessment),
            holders={} if brief else launching_holders(assessment),
            script=_script(),
            script_hash=b64encode(sha256(_script().encode()).digest()).decode(),
        )
    )


@cache
def _environment() -> "Environment":
    made = html.environment().overlay()
    made.globals = made.globals | {"completeness_by_city": completeness_by_city, "expired": expired}
    made.globals |= {"percent": percent, "amount": amount, "money_words": funding, "report_awards": awards_section}
    made.globals |= {
        "english": english,
        "labels": labels,
        "summary": summary,
        "quality": data_quality,
        "width": WIDTH,
        "window_end": window_end,
    }
    made.globals |= {"basis_told": basis_told, "days_passed": days_passed, "last_told": last_told, "not_told": NOT_TOLD}
    made.globals |= {"words": changes}
    return made


@cache
def _script() -> str:
    """The page's own script, which the security policy of the page admits by its hash and nothing beside it."""
    return (files("continuity.reports") / "templates" / "report.js").read_text(encoding="utf-8")


def _awards(dossier: Dossier) -> tuple[tuple[str, ...], ...]:
    """The awards in words, where the readers are told amounts."""
    return tuple(awards_section.told(dossier, one) for one in awards(dossier)) if dossier.audience.amounts else ()


def _numbers(dossier: Dossier) -> dict[str, int]:
    """A number for each reason that occurs, in the order in which reasons are told everywhere."""
    found = {reason.code for finding in dossier.findings for reason in finding.reasons}
    return {code: number for number, code in enumerate((code for code in ORDER if code in found), start=1)}


def _changed(dossier: Dossier) -> list[tuple[str, list[changes.Line]]]:
    """What changed since the last report, by kind, as far as it is listed."""
    told = dossier.since.differences[:FULL_TEXT_UP_TO] if dossier.since else ()
    lines = [changes.line(dossier.assessment, one) for one in told]
    return [(kind, list(together)) for kind, together in groupby(lines, key=lambda one: one.kind)]


def _resting(dossier: Dossier) -> tuple[str, ...]:
    """Where many programmes of a city rest on one partner, a sentence each."""
    assessment = dossier.assessment
    return tuple(sentence(one, assessment.name("city", one.city)) for one in concentrations(dossier.findings))
