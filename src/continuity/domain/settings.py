"""The numbers the rule turns on, printed in every report."""

from dataclasses import dataclass

from continuity.domain.spans import Span

COMMUNITY_KINDS = ("community", "charity", "faith", "social-enterprise")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Spans in days unless the name says otherwise; docs/risk.md says what each is for.

    Attributes:
        horizon: how far ahead transitions are looked for, by polling day, the last day included.
        window_days: how long after the handover a programme is exposed.
        late_days: how long before the quiet period the time to act is called late.
        handover_days: how long after polling a handover may come where no rule says so.
        notice_days: the notice that makes an office's right to end an agreement harmless.
        lead_days: how long a remedy is reckoned to take.
        stale_months: how old a review may be.
        community_kinds: the kinds of partner that count as community partners.
    """

    horizon: Span = Span(months=24)
    window_days: int = 183
    late_days: int = 90
    handover_days: int = 90
    notice_days: int = 90
    lead_days: int = 60
    stale_months: int = 12
    community_kinds: tuple[str, ...] = COMMUNITY_KINDS
