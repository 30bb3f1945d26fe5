"""A2: the next holder is known, and of another party than at the launch.
Rests on evidence: test scores fall and staff is replaced where another party takes the town hall (Akhtari, Moreira and
Trucco 2022), and programmes are ended more often once those who enacted them lose (Berry, Burden and Howell 2010).
"""

from continuity.domain.offices.models import NONPARTISAN, Transition
from continuity.domain.programmes.models import Programme
from continuity.domain.risk.case import Carrier, Case
from continuity.domain.risk.factors.base import CodeInfo, Factor, qualify_columns
from continuity.domain.risk.findings import Reason
from continuity.domain.vocabulary import PartyChange

CODES = {"PARTY_CHANGES": CodeInfo(role="reason", subject="office")}


def compare_parties(programme: Programme, transition: Transition) -> PartyChange:
    """Compare the next holder's party with the launching or outgoing one.
    Unknown where either is unknown; `nonpartisan` is no party.
    """
    before = _normalize_party(programme.launched_party) or _normalize_party(transition.outgoing_party)
    after = _normalize_party(transition.successor_party)
    if before is None or after is None:
        return PartyChange.UNKNOWN
    return PartyChange.SAME if before == after else PartyChange.DIFFERENT


def find_notes(case: Case, _carrier: Carrier | None) -> tuple[Reason, ...]:
    """Find whether the party changes; never which."""
    if compare_parties(case.programme, case.transition) != PartyChange.DIFFERENT:
        return ()
    variant = "launching-term" if _normalize_party(case.programme.launched_party) else "outgoing-holder"
    parameters = {"office": case.transition.office}
    return (Reason(code="PARTY_CHANGES", variant=variant, parameters=parameters, is_recorded=True),)


def _normalize_party(key: str | None) -> str | None:
    return None if key in (None, "", "unknown", NONPARTISAN) else key


FACTOR = Factor(
    symbol="A2",
    reads=(
        *qualify_columns("programmes", "launched", "launched_term"),
        *qualify_columns("affiliations", "party", "standing", "start", "end"),
        *qualify_columns("elections", "winner", "winner_party"),
    ),
    rests_on="evidence",
    source="Akhtari, Moreira and Trucco 2022; Berry, Burden and Howell 2010",
    codes=CODES,
    find_notes=find_notes,
)
