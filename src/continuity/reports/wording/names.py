"""Display names of programmes, offices and funders."""

from continuity.domain.programmes.models import Funding, Partner
from continuity.domain.risk.findings import Assessment, Finding
from continuity.domain.schema.values import LIST_SEPARATOR
from continuity.domain.values.dates import has_passed
from continuity.reports.wording.english import format_vague_date


def programme_name(assessment: Assessment, finding: Finding) -> str:
    """Return the programme's name, else its key."""
    return finding.programme.name or assessment.display_name("programme", finding.programme.key)


def office_name(assessment: Assessment, key: str) -> str:
    """Return the office's name, else its title, else its key."""
    leadership = assessment.office_records.get(key)
    return assessment.names.get(("office", key)) or (leadership.office.title if leadership else "") or key


def partner_names(assessment: Assessment, finding: Finding) -> tuple[str, ...]:
    """Return the names of the partners with a part in the programme, as every document shows them."""
    partners = {row.partner.key: row.partner for row in finding.programme.agreements}
    return tuple(partner_name(assessment, partners.get(key) or Partner(key=key)) for key in finding.partners)


def partner_name(assessment: Assessment, partner: Partner) -> str:
    """Return the partner's name, with its last day and its successor where it ends."""
    name = assessment.display_name("partner", partner.key)
    if partner.end is None:
        return name
    verb = "ended" if has_passed(partner.end, assessment.as_of) else "ends"
    successor = f", successor {partner.successor_name}" if partner.successor_name else ""
    return f"{name} ({verb} {format_vague_date(partner.end)}{successor})"


def funder_names(assessment: Assessment, finding: Finding) -> tuple[str, ...]:
    """Return the names of those who fund the programme."""
    return tuple(assessment.display_name("partner", key) for key in assessment.funders.get(finding.programme.key, ()))


def join_list(parts: tuple[str, ...]) -> str:
    """Join a list for one cell."""
    return LIST_SEPARATOR.join(parts)


_NO_FUNDER = "funder not recorded"

_FUNDER_KIND_LABELS = {
    "office": "the office",
    "other-tier": "another tier of government",
    "foundation": "a foundation",
    "own": "the partner itself",
    "private": "a private funder",
}


def funder_name(assessment: Assessment, row: Funding) -> str:
    """Return the funder's name, else the label of its kind."""
    return assessment.display_name("partner", row.funder) if row.funder else funder_kind_label(row)


def funder_kind_label(row: Funding) -> str:
    """Return the label of the kind of funder."""
    return _FUNDER_KIND_LABELS.get(row.funder_kind or "", _NO_FUNDER)
