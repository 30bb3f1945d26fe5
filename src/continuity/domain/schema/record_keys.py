"""The keys of rows that bring none."""

from collections.abc import Container, Mapping

from continuity.domain.schema.columns import Table
from continuity.domain.values.keys import MAX_KEY_LENGTH, slugify


def generate_key(table: Table, row: Mapping[str, object], taken: Container[str]) -> str:
    """Generate a key that is not taken: the parent's key, then a name, a date or a number."""
    parent = next((str(row[name]) for name in table.parent_columns if row.get(name)), "")
    parts = (slugify(str(row[name])) for name in _find_discriminator(table, row) if row.get(name))
    max_length = MAX_KEY_LENGTH - len(parent) - len("/-9999")
    own_part = "-".join(dict.fromkeys(filter(None, parts)))[:max_length].strip("-" if parent else "-.")
    if not own_part:
        return _number_key(f"{parent}/" if parent else f"{table.noun}-", 1, taken)
    base = f"{parent}/{own_part}" if parent else own_part
    return base if base not in taken else _number_key(f"{base}-", 2, taken)


def build_tagged_key(table: Table, row: Mapping[str, object], tag: str) -> str:
    """Build a row's key of the parent's key and its tag in another register; empty if no letter is left of the tag."""
    parent = next((str(row[name]) for name in table.parent_columns if row.get(name)), "")
    own_part = slugify(tag)[: MAX_KEY_LENGTH - len(parent) - 1].strip("-" if parent else "-.")
    return f"{parent}/{own_part}" if parent and own_part else own_part


def _find_discriminator(table: Table, row: Mapping[str, object]) -> tuple[str, ...]:
    if not table.parent_columns and table.has_name:
        return ("name",)
    if table.noun == "term" and not row.get("start"):
        return ("person",)
    return table.discriminator_columns


def _number_key(stem: str, first: int, taken: Container[str]) -> str:
    number = first
    while f"{stem}{number}" in taken:
        number += 1
    return f"{stem}{number}"


def resolve_successor(key: str, successors: Mapping[str, str]) -> str:
    """Return the last record in a line of successors; a line that leads back stops before it repeats."""
    line = [key]
    while (successor := successors.get(line[-1])) is not None and successor not in line:
        line.append(successor)
    return line[-1]
