"""The names that records bore before they were renamed, kept as identifiers: an old sheet still finds them."""

from continuity.domain.schema.columns import Table
from continuity.domain.schema.tables import CITIES, PARTIES, PARTNERS, PEOPLE
from continuity.domain.schema.values import Row

FORMER_NAME = "former-name"
"""The scheme of an identifier that is no register, but a name of the record itself."""

RENAMED_TABLES = (CITIES, PEOPLE, PARTIES, PARTNERS)


def build_former_name(table: Table, before: Row, after: Row) -> Row | None:
    """Build the identifier that keeps the name of a renamed record; None where the name stays."""
    if table not in RENAMED_TABLES or before["name"] == after["name"]:
        return None
    record = f"{table.noun}:{before['key']}"
    return {"record": record, "scheme": FORMER_NAME, "value": before["name"], "source": before["source"]}
