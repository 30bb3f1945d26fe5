"""Parcels and ways out, for tests of deliveries."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from continuity.delivery.model import Attachment, DeliveryRequest
from continuity.mail_settings import MailSettings

SENDER = "reports@harbour.example.org"
TABLE = Attachment(name="risk.csv", media_type="text/csv", content=b"programme,level\r\nnight-bus,high\r\n")


def parcel(**changes: Any) -> DeliveryRequest:
    """A monthly report with one table."""
    usual: dict[str, Any] = {
        "key": "monthly/2026-12-01T07:00:00+00:00/ann@example.org",
        "target": "ann@example.org",
        "subject": "Programmes at risk, December 2026",
        "text": "Three programmes are at risk in Łódź.\n.\nThe table is attached.\n",
        "html": "<p>Three programmes are at risk in Łódź.</p>\n",
        "documents": (TABLE,),
        "due": datetime(2026, 12, 1, 7, tzinfo=UTC),
    }
    return DeliveryRequest(**{**usual, **changes})


def post(**changes: Any) -> MailSettings:
    """A way out to a server of this machine."""
    usual: dict[str, Any] = {"host": "127.0.0.1", "sender": SENDER, "outbox": Path("/nowhere"), "timeout": 10.0}
    return MailSettings(**{**usual, **changes})
