"""Column types that hold the same on SQLite and on PostgreSQL."""

from datetime import UTC, datetime
from decimal import Decimal

from sqlalchemy import BigInteger, Dialect, Integer, Text, TypeDecorator

KEY_TEXT = Text().with_variant(Text(collation="C"), "postgresql")
"""Keys and references: sorted by their bytes whatever the server's locale, as SQLite sorts them."""

LONG_ID = BigInteger().with_variant(Integer, "sqlite")
"""A number the database hands out; only a plain INTEGER counts by itself on SQLite."""


class Amount(TypeDecorator[Decimal]):
    """A number with at most two decimals, kept as hundredths: SQLite would make a float of a NUMERIC."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Turn the number into hundredths.

        Raises:
            ValueError: the number has more than two decimals.
        """
        del dialect
        if value is None:
            return None
        hundredths = value.scaleb(2)
        if hundredths != hundredths.to_integral_value():
            raise ValueError(f"{value} has more than two decimals")
        return int(hundredths)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        """Return the number without trailing zeros, so that its text survives a round trip."""
        del dialect
        if value is None:
            return None
        return Decimal(value).scaleb(-2).normalize() if value % 100 else Decimal(value // 100)


class UtcTimestamp(TypeDecorator[datetime]):
    """A point in time, kept as ISO text in UTC to the second, which sorts as time does."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Turn the moment into its text.

        Raises:
            ValueError: the time has no zone, so nobody knows which moment it means.
        """
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return value.astimezone(UTC).isoformat(timespec="seconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        """Return the moment, in UTC."""
        del dialect
        return None if value is None else datetime.fromisoformat(value)
