"""Column types with the same values on SQLite and PostgreSQL."""

from datetime import UTC, datetime
from decimal import Decimal

from sqlalchemy import BigInteger, Dialect, Integer, Text, TypeDecorator

KEY_TEXT = Text().with_variant(Text(collation="C"), "postgresql")
"""Sorted by bytes whatever the server's locale, as on SQLite."""

LONG_ID = BigInteger().with_variant(Integer, "sqlite")
"""Generated number; SQLite generates only plain INTEGER keys."""


class Amount(TypeDecorator[Decimal]):
    """Number with two decimals, stored as hundredths: SQLite has only floats."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Convert a number to hundredths. Raise ValueError for more than two decimals."""
        del dialect
        if value is None:
            return None
        hundredths = value.scaleb(2)
        if hundredths != hundredths.to_integral_value():
            raise ValueError(f"{value} has more than two decimals")
        return int(hundredths)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """Convert to a number without trailing zeros, for a lossless round trip."""
        del dialect
        if value is None:
            return None
        return Decimal(value).scaleb(-2).normalize() if value % 100 else Decimal(value // 100)


class UtcTimestamp(TypeDecorator[datetime]):
    """Time stored as ISO text in UTC to the second, sortable as text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Convert a time to text. Raise ValueError for a time without time zone."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return value.astimezone(UTC).isoformat(timespec="seconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Convert the text to a time in UTC."""
        del dialect
        return None if value is None else datetime.fromisoformat(value)
