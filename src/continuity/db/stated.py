"""The records that name one partner, in a number of queries that does not grow with the record."""

from collections.abc import Mapping
from itertools import chain
from typing import Any, TypeVar

from sqlalchemy import Connection, or_

from continuity.db.sources import Source
from continuity.domain.programmes.models import Partner, Programme
from continuity.domain.programmes.partner_record import (
    Stated,
    StatedAgreement,
    StatedEvidence,
    StatedIdentifier,
    StatedMoney,
)
from continuity.domain.schema import tables
from continuity.domain.schema.columns import Table
from continuity.domain.schema.values import Row

T = TypeVar("T")


def about(connection: Connection, key: str) -> Stated:
    """All that is recorded of the partner with this key outside of its own row."""
    agreements = _naming(connection, tables.AGREEMENTS, key).grouped("programme", StatedAgreement, _itself)
    money = _naming(connection, tables.FUNDING, key, "partner", "funder").grouped("programme", StatedMoney)
    evidence = _naming(connection, tables.EVIDENCE, key).grouped("programme", StatedEvidence)
    record = f"{tables.PARTNERS.noun}:{key}"
    identifiers = Source(connection, tables.IDENTIFIERS).among("record", {record})
    programmes = Source(connection, tables.PROGRAMMES).among("key", {*agreements, *money, *evidence})
    return Stated(
        programmes={one: programme for one, (programme,) in programmes.grouped("key", Programme).items()},
        agreements=_together(agreements),
        money=_together(money),
        evidence=_together(evidence),
        identifiers=identifiers.grouped("record", StatedIdentifier).get(record, ()),
    )


def _naming(connection: Connection, table: Table, key: str, *columns: str) -> Source:
    source = Source(connection, table)
    return source.only(or_(*(source.columns[name] == key for name in columns or ("partner",))))


def _itself(row: Row) -> dict[str, Any]:
    return {"partner": Partner(key=str(row["partner"]))}


def _together(grouped: Mapping[str, tuple[T, ...]]) -> tuple[T, ...]:
    return tuple(chain.from_iterable(grouped.values()))
