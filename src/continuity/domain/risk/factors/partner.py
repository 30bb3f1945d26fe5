"""E1: a community partner, outside the control of the city and the office.
Rests on evidence by analogy: where a new party took the town hall, schools run by it lost ground and schools run by
others did not (Akhtari, Moreira and Trucco, AER 2022); two thirds to three quarters of community coalitions outlive
their first money by two to five years (Feinberg 2008; HCAP; Johnson 2017). Which kinds count is practice: a setting.
"""

from continuity.domain.risk.case import Carrier, Case
from continuity.domain.risk.factors.base import CodeInfo, Factor, qualify_columns
from continuity.domain.risk.findings import Parameter, Reason

_CODE_NAMES = ("NO_PARTNER", "NOT_COMMUNITY", "PARTNER_CONTROLLED", "PARTNER_ENDS")
CODES = dict.fromkeys(_CODE_NAMES, CodeInfo(role="failure"))


def is_independent(case: Case, carrier: Carrier) -> bool:
    """Return whether the partner is a community partner that neither the city nor the office controls."""
    return not (_find_kind_failures(case, carrier) or _find_control_failures(case, carrier))


def find_failures(case: Case, carrier: Carrier | None) -> tuple[Reason, ...]:
    """Find why E1 does not hold."""
    if carrier is None:
        return (_build_no_partner_reason(case),)
    kind_failures, control_failures = _find_kind_failures(case, carrier), _find_control_failures(case, carrier)
    return (*kind_failures, *control_failures, *_find_lifetime_failures(case, carrier))


def _build_no_partner_reason(case: Case) -> Reason:
    signing_day = case.programme.signing_ahead
    parameters: dict[str, Parameter] = {"programme": case.programme.name or case.programme.key}
    if signing_day is None:
        return Reason(code="NO_PARTNER", parameters=parameters)
    parameters["signed_on"] = signing_day
    return Reason(code="NO_PARTNER", variant="signing-ahead", parameters=parameters)


def _find_kind_failures(case: Case, carrier: Carrier) -> tuple[Reason, ...]:
    kind = carrier.partner.kind
    if kind in case.settings.community_kinds:
        return ()
    if kind in (None, "", "unknown"):
        return (Reason(code="NOT_COMMUNITY", variant="unrecorded", parameters={"partner": carrier.name}),)
    parameters, remedy = {"partner": carrier.name, "kind": kind}, "other-partner"
    # There is no kind left to record.
    return (Reason(code="NOT_COMMUNITY", variant="kind", parameters=parameters, remedy=remedy, is_recorded=True),)


def _find_control_failures(case: Case, carrier: Carrier) -> tuple[Reason, ...]:
    controller = carrier.partner.controlled_by
    if not controller or controller not in (case.programme.city, case.programme.office):
        return ()
    variant = "city" if controller == case.programme.city else "office"
    parameters = {"partner": carrier.name, variant: controller}
    return (Reason(code="PARTNER_CONTROLLED", variant=variant, parameters=parameters, is_recorded=True),)


def _find_lifetime_failures(case: Case, carrier: Carrier) -> tuple[Reason, ...]:
    """Find why the partner does not certainly exist on every exposed day."""
    partner, period = carrier.partner, case.exposure_period
    parameters: dict[str, Parameter] = {"partner": carrier.name, "period": period}
    if partner.lifetime.last_certain_day < period.last:
        parameters |= {"end": partner.end, "successor": partner.successor_name}
        variant = "merges" if partner.successor_name else "ends"
        return (Reason(code="PARTNER_ENDS", variant=variant, parameters=parameters, is_recorded=True),)
    if partner.lifetime.first_certain_day > period.first:
        parameters["start"] = partner.start
        return (Reason(code="PARTNER_ENDS", variant="starts", parameters=parameters, is_recorded=True),)
    return ()


FACTOR = Factor(
    symbol="E1",
    reads=(
        *qualify_columns("agreements", "partner", "role"),
        *qualify_columns("partners", "kind", "controlled_by", "start", "end"),
    ),
    rests_on="evidence",
    source="Akhtari, Moreira and Trucco, AER 2022; Feinberg 2008",
    codes=CODES,
    find_failures=find_failures,
)
