"""Wording of what a document omits for its audience."""

from collections.abc import Mapping, Sequence

from continuity.domain.privacy.audiences import Audience
from continuity.domain.privacy.redaction import Omission
from continuity.reports.wording.english import format_count

_NOUNS = {
    Omission.SENSITIVE_PROGRAMME: ("programme marked sensitive", "programmes marked sensitive"),
    Omission.SENSITIVE_PARTNER: ("name of a partner marked sensitive", "names of partners marked sensitive"),
    Omission.ORGANISATION: ("name of an organisation", "names of organisations"),
    Omission.OWNER: ("name of who answers for a programme", "names of who answers for programmes"),
    Omission.DECISION: ("decision about a finding", "decisions about findings"),
    Omission.WATCH_POINT: ("watch point", "watch points"),
    Omission.AMOUNT: ("amount of money", "amounts of money"),
    Omission.CONTACT: ("contact of a partner", "contacts of partners"),
    Omission.NOTE: ("note", "notes"),
    Omission.READING_MATTER: ("evaluation or document", "evaluations or documents"),
}
"""Singular and plural."""


def format_omissions(counts: Mapping[Omission, int]) -> tuple[str, ...]:
    """Format each kind of omission as a counted phrase."""
    return tuple(format_count(count, *_NOUNS[omission]) for omission, count in counts.items() if count)


def format_audience_note(left_out: Sequence[str], audience: Audience) -> str:
    """Format the sentence on the audience and the omissions."""
    if not left_out:
        return f"Made for {audience.description}. Nothing that is recorded here was left out for them."
    *others, last = left_out
    return f"Made for {audience.description}. Left out: {', '.join(others)}{' and ' if others else ''}{last}."
