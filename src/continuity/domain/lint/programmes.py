"""Programmes whose records do not fit those of their office and agreements."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from continuity.domain.lint.base import LintData, LintMatch, LintRule
from continuity.domain.offices.models import Office
from continuity.domain.programmes.lifecycle import find_stated_end, has_programme_ended, is_programme_absent
from continuity.domain.programmes.models import Programme
from continuity.domain.values.dates import has_passed
from continuity.domain.vocabulary import AgreementStatus, OfficeKind, ProgrammeStatus, Severity


def check_no_successor(data: LintData, as_of: date) -> Iterator[LintMatch]:
    """Find offices certainly over without an heir, with their running programmes."""
    orphaned_programmes: dict[str, list[Programme]] = defaultdict(list)
    for programme in data.programmes:
        office = _find_ended_office(programme.office, data.offices, as_of)
        if office and not has_programme_ended(programme, as_of) and not is_programme_absent(programme, as_of):
            orphaned_programmes[office].append(programme)
    for key, programmes in orphaned_programmes.items():
        names = tuple(programme.name or programme.key for programme in programmes)
        records = (f"office:{key}", *(f"programme:{programme.key}" for programme in programmes))
        yield LintMatch(records, {"office": key, "end": data.offices[key].end, "programmes": names})


def check_agreement_outlives(data: LintData, _as_of: date) -> Iterator[LintMatch]:
    """Find agreements that certainly run past the stated end of their programme."""
    for programme in data.programmes:
        end = _find_last_day(programme)
        for row in programme.agreements:
            last = row.end.earliest if row.end and row.status != AgreementStatus.TERMINATED else None
            if end is not None and last is not None and last > end:
                parameters = {
                    "partner": row.partner.name or row.partner.key,
                    "end": row.end,
                    "excess": (last - end).days,
                    "programme": programme.name or programme.key,
                    "programme_end": programme.end,
                }
                yield LintMatch((f"agreement:{row.key}", f"programme:{programme.key}"), parameters)


def _find_ended_office(key: str, offices: Mapping[str, Office], as_of: date) -> str | None:
    """Find the office without heir at which the line of successors of one stops.

    None where it does not stop at an ended one.
    """
    visited: set[str] = set()
    while key in offices and key not in visited and has_passed(offices[key].end, as_of):
        visited.add(key)
        successor = offices[key].successor
        if successor is None:
            return key if offices[key].kind != OfficeKind.CEREMONIAL else None
        key = successor
    return None


def _find_last_day(programme: Programme) -> date | None:
    """Find the latest day of a programme's stated end.

    Any end counts where its status says that it has ended.
    """
    status_end = programme.end.latest if programme.end and programme.status == ProgrammeStatus.ENDED else None
    return find_stated_end(programme) or status_end


LINT_RULES = (
    LintRule("NO_HEIR", Severity.ERROR, check_no_successor),
    LintRule("AGREEMENT_OUTLIVES", Severity.WARNING, check_agreement_outlives),
)
