"""Documents: the facts out of the database, reduced to what their readers get, judged and written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from continuity.domain.privacy.audiences import audience
from continuity.domain.privacy.redaction import Marks, Redaction
from continuity.domain.risk.findings import Assessment
from continuity.domain.schema.tables import PARTNERS, PROGRAMMES
from continuity.domain.schema.values import Row
from continuity.domain.values.durations import Span
from continuity.reports.report.model import Dossier
from continuity.reports.wording.names import office_name
from continuity.reports.wording.titles import titled
from continuity.services.assessment import Scope, assessed, at_least, by_keys
from continuity.services.settings import settings_of
from continuity.services.transaction import reading

if TYPE_CHECKING:
    from sqlalchemy import Connection

_UNMARKED = (None, "", "no")


@dataclass(frozen=True, slots=True, kw_only=True)
class Readers:
    """For whom a document is.

    Attributes:
        audience: internal, partner, funder or public.
        asked: what of that which is withheld is wanted in it: sensitive, contacts, notes.
    """

    audience: str = "internal"
    asked: tuple[str, ...] = ()


def dossier(
    address: str,
    as_of: date,
    horizon: Span | None = None,
    scope: Scope | None = None,
    readers: Readers | None = None,
    level: str | None = None,
) -> Dossier:
    """What a document for these readers may say.

    Args:
        address: of the database.
        as_of: the day to answer for.
        horizon: how far to look ahead, where another one than the database's is asked for.
        scope: which findings; all of them where nothing is given.
        readers: for whom; the city's own staff where nothing is given.
        level: only findings at this level or above it; unknown exposure counts as high.

    Raises:
        BadValue: there is no such audience.
        UsageError: what is withheld is asked for by others than the city's own staff.
        UnknownKey, AmbiguousKey: the scope names a record that is not there, or several.
    """
    for_whom, scope = readers or Readers(), scope or Scope()
    who = audience(for_whom.audience, for_whom.asked)
    with reading(address) as connection:
        scope = by_keys(connection, scope)
        redaction = Redaction(who, marks(connection), frozenset(for_whom.asked))
        found = assessed(connection, as_of, settings_of(connection, horizon), scope, redaction.facts)
    reduced = titled(redaction.findings(found))
    listed = tuple(one for one in reduced.findings if at_least(one, level))
    return Dossier(
        assessment=reduced,
        findings=listed,
        audience=who,
        left_out=redaction.left_out(found.findings),
        narrowed=_narrowed(scope, level, redaction, reduced),
        contacts=redaction.contacts,
        notes=redaction.notes(listed),
    )


def marks(connection: "Connection") -> Marks:
    """What the record holds that leaves only where it is asked for by name.

    A mark of which nobody knows whether it holds counts as one.
    """
    from continuity.db import read

    programmes = list(read.select(connection, PROGRAMMES, ("key", "sensitive", "note")))
    partners = list(read.select(connection, PARTNERS, ("key", "sensitive", "contact", "note")))
    return Marks(
        programmes=_keys(row for row in programmes if row["sensitive"] not in _UNMARKED),
        partners=_keys(row for row in partners if row["sensitive"] not in _UNMARKED),
        contacts={str(row["key"]): str(row["contact"]) for row in partners if row["contact"]},
        notes={
            (noun, str(row["key"])): str(row["note"])
            for noun, rows in (("programme", programmes), ("partner", partners))
            for row in rows
            if row["note"]
        },
    )


def _keys(rows: Iterable[Row]) -> frozenset[str]:
    return frozenset(str(row["key"]) for row in rows)


def _narrowed(scope: Scope, level: str | None, redaction: Redaction, found: Assessment) -> tuple[str, ...]:
    """To what the document was narrowed, in words."""

    def partner(key: str) -> str:
        return found.name("partner", redaction.aliases.get(key, key))

    told = {
        "programmes of {}": scope.city and found.name("city", scope.city),
        "programmes in the region {}": scope.region,
        "programmes in the country {}": scope.country,
        "programmes that {} decides on": scope.office and _office(found, scope.office),
        "programmes with {}": scope.partner and partner(scope.partner),
        "programmes paid for by {}": scope.funder and partner(scope.funder),
        "findings at level {} or above": level,
    }
    return tuple(words.format(name) for words, name in told.items() if name is not None)


def _office(found: Assessment, key: str) -> str:
    leadership = found.leaderships.get(key)
    return f"{office_name(found, key)} ({found.name('city', leadership.office.city)})" if leadership else key
