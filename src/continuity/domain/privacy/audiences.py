"""Who a document is for, and what of the record it shows them: this is the one place that decides it.

A partner in prevention work can be a target. So what is marked sensitive, contacts and notes stay out of every document
unless they are asked for by name, and then only for the city's own staff. The rest follows from what each reader needs:

- internal: everything else;
- partner: who answers for a programme, but no amounts, no decisions and no assessments of partners' capacity;
- funder: the money, but nobody's name in the city hall and no decisions;
- public: the verdicts on programmes, without the names of organisations, decisions and watch points;
- incoming: whoever takes over the office gets what is recorded, but not what the outgoing side decided about it.

A partner's own statement is none of these: it says what is recorded about that partner, and nothing that was assessed.
Staff alone see which records were changed between two reports, and by whom; others are told that one was changed. What
is left out is counted, and every document says so.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import KW_ONLY, dataclass

from continuity.domain.risk.factors.evidence import CAPACITY_FACTOR, SUSTAINABILITY_FACTOR
from continuity.errors import BadValue, UsageError

SENSITIVE, CONTACTS, NOTES = "sensitive", "contacts", "notes"
WITHHELD = (SENSITIVE, CONTACTS, NOTES)
"""What leaves only where it is asked for by name."""

ASSESSMENT_CODES = frozenset({*CAPACITY_FACTOR.codes, *SUSTAINABILITY_FACTOR.codes})
"""The codes of watch points that tell how somebody judged a partner or a programme."""


@dataclass(frozen=True, slots=True)
class Audience:
    """One kind of reader: `name` is the word of the command line, `description` whom a document says it is for.
    Owners answer for programmes. Assessments are of partners and of the prospects of programmes. The journal tells
    which records were changed, and by whom. Staff, the city's own people, may ask for what is withheld.
    """

    name: str
    description: str
    _: KW_ONLY
    can_see_partners: bool = True
    can_see_owners: bool = False
    can_see_decisions: bool = False
    can_see_assessments: bool = False
    can_see_watch_points: bool = True
    can_see_amounts: bool = True
    can_see_journal: bool = False
    is_staff: bool = False


_COLUMN_PERMISSIONS: Mapping[str, Callable[[Audience], bool]] = {
    **dict.fromkeys(("owner",), lambda audience: audience.can_see_owners),
    **dict.fromkeys(
        ("treatment", "treatment_owner", "treatment_until", "treatment_expired"),
        lambda audience: audience.can_see_decisions,
    ),
    **dict.fromkeys(("partners", "funders", "partner", "funder"), lambda audience: audience.can_see_partners),
    **dict.fromkeys(("amount",), lambda audience: audience.can_see_amounts),
    **dict.fromkeys(("watch_points",), lambda audience: audience.can_see_watch_points),
}
"""Who may see a column; every reader sees the other columns."""

INTERNAL = Audience(
    "internal",
    "the city's own staff",
    can_see_owners=True,
    can_see_decisions=True,
    can_see_assessments=True,
    can_see_journal=True,
    is_staff=True,
)
PARTNER = Audience("partner", "community partners", can_see_owners=True, can_see_amounts=False)
FUNDER = Audience("funder", "funders", can_see_assessments=True)
PUBLIC = Audience("public", "the public", can_see_partners=False, can_see_watch_points=False)

INCOMING = Audience(
    "incoming", "the incoming administration", can_see_owners=True, can_see_assessments=True, is_staff=True
)
"""Who reads a handover brief: staff too, but not of those who decided about the findings."""

AUDIENCES = {audience.name: audience for audience in (INTERNAL, PARTNER, FUNDER, PUBLIC)}
"""By name, the narrower ones later."""

STATEMENT = Audience("statement", "the partner itself", can_see_assessments=True)
"""A partner that reads what is recorded about itself: who pays it and how it was assessed, but no decisions."""


def parse_audience(name: str, requested: Iterable[str] = ()) -> Audience:
    """Parse the audience of this name, which may get the requested items of `WITHHELD`.
    Raise BadValue for an unknown audience or item, UsageError if readers other than the city's own staff request one.
    """
    if name not in AUDIENCES:
        raise BadValue(f'"{name}" is not an audience', f"write one of {', '.join(AUDIENCES)}")
    return validate_request(AUDIENCES[name], requested)


def validate_request(audience: Audience, requested: Iterable[str] = ()) -> Audience:
    """Return the audience if it may ask for these of `WITHHELD`; raises as `parse_audience`."""
    items = validate_requested_items(requested)
    if items and not audience.is_staff:
        message = f"{' and '.join(items)} cannot go into a document for {audience.description}"
        raise UsageError(message, "leave out --with, or make the document for the audience internal")
    return audience


def validate_requested_items(requested: Iterable[str]) -> tuple[str, ...]:
    """Return the requested items. Raise BadValue for one that is not in `WITHHELD`."""
    items = tuple(requested)
    for item in items:
        if item not in WITHHELD:
            raise BadValue(f'"{item}" is nothing that is withheld', f"write one of {', '.join(WITHHELD)}")
    return items


def is_column_visible(column: str, audience: Audience) -> bool:
    """Return whether the tables for these readers have a column of this name."""
    return column not in _COLUMN_PERMISSIONS or _COLUMN_PERMISSIONS[column](audience)


def is_code_withheld(code: str, audience: Audience) -> bool:
    """Return whether a watch point of this code is left out."""
    return not audience.can_see_watch_points or (not audience.can_see_assessments and code in ASSESSMENT_CODES)
