"""What a new holder or election leaves standing beside it: nothing is ended by itself, and that is said."""

from collections.abc import Collection

from continuity.domain.schema.tables import ELECTIONS, TERMS
from continuity.domain.schema.values import Row
from continuity.importers.unresolved_records import Draft


def beside(draft: Draft, rows: Collection[Row]) -> str | None:
    """A sentence on the record that stays as it is beside a new one of the same office; None where there is none.

    Args:
        draft: a new term or election, with its keys.
        rows: the recorded ones of its table.
    """
    same = [row for row in rows if row.get("office") == draft.cells.get("office")]
    if draft.table is TERMS:
        held = [row for row in same if not row["end"] and row["capacity"] in (None, "substantive")]
        return _open_term(draft, held[-1]) if held else None
    if draft.table is ELECTIONS:
        ahead = [row for row in same if row["status"] in (None, "scheduled") and row["kind"] in (None, "ordinary")]
        return _other_day(draft, ahead[-1]) if ahead else None
    return None


def _open_term(draft: Draft, row: Row) -> str:
    return (
        f"{draft.cells['person']} is new in {draft.cells['office']}; the term {row['key']} has no end and stays as "
        f"recorded (`continuity term end {row['key']} --on DAY` records its last day)"
    )


def _other_day(draft: Draft, row: Row) -> str:
    return (
        f"{draft.cells['office']} votes on {draft.cells['date']}, and on {row['date']} as recorded "
        f"(`continuity election cancel {row['key']}` if that one does not take place)"
    )
