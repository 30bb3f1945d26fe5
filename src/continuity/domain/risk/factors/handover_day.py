"""The day of the handover is neither recorded nor given by a rule. It moves no level by itself.

Rests on practice: from polling day to office it takes 3 to 180 days in the fourteen cities, so without the day a range
is reckoned with. Its length is a setting.
"""

from continuity.domain.risk.case import Carrier, Case
from continuity.domain.risk.factors.base import CodeInfo, Factor
from continuity.domain.risk.findings import Reason

HANDOVER_DAY_CODES = {
    "HANDOVER_UNKNOWN": CodeInfo(
        meaning="The day of the handover is neither recorded nor given by a rule.",
        remedy="Record when the next holder takes office, or the rule for it.",
        role="both",
        subject="office",
    ),
}


def find_handover_day_notes(case: Case, _carrier: Carrier | None) -> tuple[Reason, ...]:
    """Whether the handover is only reckoned with, and has not passed in any case."""
    transition = case.transition
    if transition.handover_basis != "derived" or case.as_of > transition.dated_last:
        return ()
    first, last = transition.handover_first.isoformat(), transition.dated_last.isoformat()
    text = f"The day of the handover in {transition.office} is not recorded; it is taken to lie from {first} to {last}."
    return (Reason(code="HANDOVER_UNKNOWN", text=text),)


HANDOVER_DAY_FACTOR = Factor(
    title="the day of the handover is not known",
    reads=("elections.handover", "rules.takes_office", "terms.start"),
    rests_on="practice",
    source="from polling day to office it takes 3 to 180 days in the fourteen cities",
    codes=HANDOVER_DAY_CODES,
    find_notes=find_handover_day_notes,
)
