"""Make a key for a row that brought none."""

from collections.abc import Container, Mapping

from continuity.domain.schema.columns import Table
from continuity.domain.values.keys import KEY_LENGTH, slug


def made_key(table: Table, row: Mapping[str, object], taken: Container[str]) -> str:
    """A free key for a row that brought none: its parent's key, then its name, its date or a number.

    Args:
        table: the table the row belongs to.
        row: its cells; a value prints as it is written.
        taken: the keys in use in that table.
    """
    parent = next((str(row[name]) for name in table.parents if row.get(name)), "")
    parts = (slug(str(row[name])) for name in _discriminator(table, row) if row.get(name))
    own = "-".join(dict.fromkeys(part for part in parts if part))[: KEY_LENGTH - len(parent) - len("/-9999")].strip(
        "-" if parent else "-."
    )
    if not own:
        return _numbered(f"{parent}/" if parent else f"{table.noun}-", 1, taken)
    base = f"{parent}/{own}" if parent else own
    return base if base not in taken else _numbered(f"{base}-", 2, taken)


def tagged_key(table: Table, row: Mapping[str, object], tag: str) -> str:
    """The key of a row that another register calls by a tag: its parent's key and the tag; empty where it has none.

    Args:
        table: the table the row belongs to.
        row: its cells.
        tag: as it stands there, with capitals and spaces.
    """
    parent = next((str(row[name]) for name in table.parents if row.get(name)), "")
    own = slug(tag)[: KEY_LENGTH - len(parent) - 1].strip("-" if parent else "-.")
    return f"{parent}/{own}" if parent and own else own


def _discriminator(table: Table, row: Mapping[str, object]) -> tuple[str, ...]:
    if not table.parents and table.named:
        return ("name",)
    if table.noun == "term" and not row.get("start"):
        return ("person",)
    return table.discriminator


def _numbered(stem: str, first: int, taken: Container[str]) -> str:
    number = first
    while f"{stem}{number}" in taken:
        number += 1
    return f"{stem}{number}"
