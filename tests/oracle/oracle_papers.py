"""The days on which a programme's agreements and money certainly hold, and when it stops."""

from datetime import date, timedelta

from oracle_as_of import earliest, latest

from continuity.domain.programmes.models import Agreement, Funding, Programme


def stated(basis: str | None) -> bool:
    return basis in (None, "stated")


def days_between(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def stated_end(programme: Programme) -> date | None:
    return latest(programme.end) if programme.end_basis == "stated" else None


def agreement_days(row: Agreement) -> tuple[date, date] | None:
    """The days on which an agreement is certainly in force; None where there are none."""
    if row.status not in ("signed", "terminated") or row.signed_on is None or row.role == "funding":
        return None
    first, last = latest(row.start), earliest(row.end)
    if first is None or last is None or first > last or not stated(row.end_basis):
        return None
    return first, last


def money_days(row: Funding) -> tuple[date, date] | None:
    first, last = latest(row.start), earliest(row.end)
    if row.certainty != "committed" or first is None or last is None or first > last or not stated(row.end_basis):
        return None
    return first, last


def runs_until(programme: Programme) -> date | None:
    """Its stated end, the last day of its agreements or of its committed money, whichever comes first."""
    signed = [row for row in programme.agreements if row.status == "signed"]
    agreed = [days[1] for row in signed if (days := agreement_days(row)) is not None]
    money = [days[1] for row in programme.funding if (days := money_days(row)) is not None]
    lasts = [stated_end(programme), max(agreed, default=None), max(money, default=None)]
    return min((each for each in lasts if each is not None), default=None)
