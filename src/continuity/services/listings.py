"""What `risk`, `plan` and `calendar` list, from one assessment each."""

from dataclasses import dataclass
from datetime import date

from continuity.domain.risk.findings import Finding, has_reason
from continuity.domain.schema.tables import PARTNERS
from continuity.domain.summaries.action_plan import (
    NO_OWNER,
    Action,
    build_action_plan,
    filter_by_code,
    filter_by_owner,
    list_owners,
)
from continuity.domain.summaries.figures import Figures
from continuity.domain.values.durations import Duration
from continuity.domain.vocabulary import FindingStatus
from continuity.errors import UnknownKey
from continuity.reports.listings.action_plan import sort_plan
from continuity.services.assessment import Scope, assess_programmes_with, assessment, is_at_least
from continuity.services.lookup import find_record, suggest_keys
from continuity.services.partners.overview import PartnerRole, list_roles
from continuity.services.settings import load_settings
from continuity.services.transaction import read_database


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """A selection from the findings in scope; `level` is the lowest.
    `include_all` adds programmes that are covered or not exposed; in a plan, watch points.
    """

    level: str | None = None
    code: str | None = None
    owner: str | None = None
    include_all: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskListing:
    """Findings at a level and with a code; the figures are of everything in scope.
    `gaps` are what the partner of the scope lacks in the programmes shown.
    """

    figures: Figures
    selected: tuple[Finding, ...]
    shown: tuple[Finding, ...]
    gaps: tuple[PartnerRole, ...] = ()

    def has_level(self, level: str) -> bool:
        """Return whether a selected finding is at a level or above it."""
        return any(is_at_least(finding, level) for finding in self.selected)


def assess_figures(address: str, as_of: date, horizon: Duration | None, scope: Scope) -> Figures:
    """Assess the programmes in scope, with figures of all findings."""
    found = assessment(address, as_of, horizon, scope)
    return Figures(found, found.findings)


def list_risk(address: str, as_of: date, horizon: Duration | None, scope: Scope, selection: Selection) -> RiskListing:
    """List the findings in scope; raise UnknownKey or AmbiguousKey for a name in it that finds none or several."""
    with read_database(address) as connection:
        found = assess_programmes_with(connection, as_of, load_settings(connection, horizon), scope)
        partner = str(find_record(connection, PARTNERS, scope.partner)["key"]) if scope.partner is not None else None
    coded = (finding for finding in found.findings if has_reason(finding, selection.code))
    selected = tuple(finding for finding in coded if is_at_least(finding, selection.level))
    unlisted = () if selection.include_all else (FindingStatus.COVERED, FindingStatus.NOT_EXPOSED)
    shown = tuple(finding for finding in selected if finding.status not in unlisted)
    gaps = _list_gaps(shown, partner) if partner is not None else ()
    return RiskListing(figures=Figures(found, found.findings), selected=selected, shown=shown, gaps=gaps)


def list_plan(
    address: str, as_of: date, horizon: Duration | None, scope: Scope, selection: Selection
) -> tuple[Figures, tuple[Action, ...]]:
    """List the actions that clear the findings in scope, beside the figures of these.
    Raise UnknownKey where nothing in scope names the owner; else as `list_risk`.
    """
    figures = assess_figures(address, as_of, horizon, scope)
    findings = [finding for finding in figures.findings if is_at_least(finding, selection.level)]
    actions = build_action_plan(findings, as_of, include_watch_points=selection.include_all)
    if selection.owner is not None:
        _validate_owner(figures, selection.owner)
        actions = filter_by_owner(actions, selection.owner)
    if selection.code is not None:
        actions = filter_by_code(actions, selection.code)
    return figures, sort_plan(actions)


def _list_gaps(findings: tuple[Finding, ...], partner: str) -> tuple[PartnerRole, ...]:
    roles = (role for role in list_roles(findings, partner) if role.candidate)
    return tuple(role for role in roles if role.missing or role.finding.carrier != partner)


def _validate_owner(figures: Figures, text: str) -> None:
    """Refuse an owner that nothing in scope names, decided or not."""
    owners = list_owners(figures.findings)
    if text.strip().casefold() in {NO_OWNER, *(name.casefold() for name in owners)}:
        return
    hint = f"recorded: {', '.join(sorted(owners))}" if owners else "no owner is recorded; `--owner none` shows all"
    raise UnknownKey(f'no owner "{text}"', suggest_keys(text, owners) or hint)
