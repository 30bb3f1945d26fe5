"""Who a document is for, and what of the record it shows them.

This is the one place that decides it. A partner in prevention work can be a target. So what is marked sensitive,
contacts and notes stay out of every document unless they are asked for by name, and then only for the city's own staff.
The rest follows from what each reader needs:

- internal: everything else; - partner: who answers for a programme, but no amounts, no decisions and no assessments of
partners' capacity; - funder: the money, but nobody's name in the city hall and no decisions; - public: the verdicts on
programmes, without the names of any organisation, without decisions and watch points; - incoming: whoever takes over
the office gets what is recorded, but not what the outgoing side decided about it.

A partner's own statement is none of these: it says what is recorded about that partner, and nothing that was assessed.

Which records were changed between two reports, and by whom, is for the city's own staff alone; others are told that a
record was changed.

What is left out is counted, and every document says so.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from continuity.domain.risk.factors.evidence import CAPACITY_FACTOR, SUSTAINABILITY_FACTOR
from continuity.errors import BadValue, UsageError

SENSITIVE, CONTACTS, NOTES = "sensitive", "contacts", "notes"
WITHHELD = (SENSITIVE, CONTACTS, NOTES)
"""What leaves only where it is asked for by name."""

ASSESSMENT_CODES = frozenset({*CAPACITY_FACTOR.codes, *SUSTAINABILITY_FACTOR.codes})
"""The codes of watch points that tell how somebody judged a partner or a programme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """One kind of reader.

    Attributes:
        name: the word of the command line.
        description: whom a document says it is for.
        can_see_partners: whether organisations are named.
        can_see_owners: whether it is told who answers for a programme.
        can_see_decisions: whether it is told what was decided about a finding, and by whom.
        can_see_assessments: whether it is told how partners and the prospects of programmes were assessed.
        can_see_watch_points: whether there are any watch points at all.
        can_see_amounts: whether amounts of money are told.
        can_see_journal: whether it is told which records were changed, and by whom.
        is_staff: whether these are the city's own people, who may ask for what is withheld.
    """

    name: str
    description: str
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
    name="internal",
    description="the city's own staff",
    can_see_owners=True,
    can_see_decisions=True,
    can_see_assessments=True,
    can_see_journal=True,
    is_staff=True,
)
PARTNER = Audience(name="partner", description="community partners", can_see_owners=True, can_see_amounts=False)
FUNDER = Audience(name="funder", description="funders", can_see_assessments=True)
PUBLIC = Audience(name="public", description="the public", can_see_partners=False, can_see_watch_points=False)

INCOMING = Audience(
    name="incoming",
    description="the incoming administration",
    can_see_owners=True,
    can_see_assessments=True,
    is_staff=True,
)
"""Who reads a handover brief: staff too, but not of those who decided about the findings."""

AUDIENCES = {audience.name: audience for audience in (INTERNAL, PARTNER, FUNDER, PUBLIC)}
"""By name, the narrower ones later."""

STATEMENT = Audience(name="statement", description="the partner itself", can_see_assessments=True)
"""A partner that reads what is recorded about itself: who pays it and how it was assessed, but no decisions."""


def parse_audience(name: str, requested: Iterable[str] = ()) -> Audience:
    """Parse the audience of this name.

    Args:
        name: one of `AUDIENCES`.
        requested: which of `WITHHELD` are wanted in the document all the same.

    Raises:
        BadValue: there is no such audience, or nothing of that name is withheld.
        UsageError: something withheld is asked for, and the readers are not the city's own staff.
    """
    if name not in AUDIENCES:
        raise BadValue(f'"{name}" is not an audience', f"write one of {', '.join(AUDIENCES)}")
    return validate_request(AUDIENCES[name], requested)


def validate_request(audience: Audience, requested: Iterable[str] = ()) -> Audience:
    """Return the audience if it may ask for these of `WITHHELD`.

    Raises:
        BadValue, UsageError: as of `parse_audience`.
    """
    items = validate_requested_items(requested)
    if items and not audience.is_staff:
        raise UsageError(
            f"{' and '.join(items)} cannot go into a document for {audience.description}",
            "leave out --with, or make the document for the audience internal",
        )
    return audience


def validate_requested_items(requested: Iterable[str]) -> tuple[str, ...]:
    """Return what is asked for of what is withheld.

    Raises:
        BadValue: nothing of that name is withheld.
    """
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
