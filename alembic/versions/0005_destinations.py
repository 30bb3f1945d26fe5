"""The destinations of a schedule in one list, in the place of one column a channel.

The journal and the runs hold cells of schedules by the names of their columns. They are rewritten too, so that an old
change can still be undone and a claimed run goes on.

Frozen: later changes of the record are later scripts.
"""

import json
import re
from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SCHEMES = {"to_dir": "folder:", "to_mail": "mailto:"}
SEPARATOR = " | "
BETWEEN_DESTINATIONS = re.compile(r" \| (?=[a-z][a-z0-9+.-]*:)")
SCHEDULES = sa.table("schedules", *map(sa.column, ("key", "to", *SCHEMES)))
CHANGES = sa.table("changes", *map(sa.column, ("id", "table_name", "key", "operation", "before", "after")))
RUNS = sa.table("schedule_runs", *map(sa.column, ("key", "ordered")))
Cells = dict[str, str | None]


def upgrade() -> None:
    """Join the destinations of the schedules, of all that the journal has on them, and of the runs."""
    with op.batch_alter_table("schedules") as batch:
        batch.add_column(sa.Column("to", sa.Text))
    known = rewrite_schedules(join)
    # Backwards from what is stored, for an update says only what it changed.
    for change in op.get_bind().execute(select_changes().order_by(sa.desc("id"))).all():
        before, after = load(change.before), load(change.after)
        if change.operation == "update":
            changed = [name for name in SCHEMES if name in {**before, **after}]
            last = known.get(change.key, dict.fromkeys(SCHEMES))
            known[change.key] = last | {name: before.get(name) for name in changed}
            before, after = (before | known[change.key], after | last) if changed else (before, after)
        elif change.operation == "delete":
            known[change.key] = {name: before.get(name) for name in SCHEMES}
        write_change(change, join(before), join(after))
    rewrite_runs(join)
    with op.batch_alter_table("schedules") as batch:
        for name in SCHEMES:
            batch.drop_column(name)


def downgrade() -> None:
    """Part them; all but the first folder and the addresses is lost, for an older program knows nothing else."""
    with op.batch_alter_table("schedules") as batch:
        for name in SCHEMES:
            batch.add_column(sa.Column(name, sa.Text))
    rewrite_schedules(part)
    for change in op.get_bind().execute(select_changes()).all():
        before, after = part(load(change.before)), part(load(change.after))
        if change.operation == "update":
            same = [name for name in SCHEMES if before.get(name) == after.get(name)]
            before, after = ({name: cells[name] for name in cells if name not in same} for cells in (before, after))
        write_change(change, before, after)
    rewrite_runs(part)
    with op.batch_alter_table("schedules") as batch:
        batch.drop_column("to")


def join(cells: Cells) -> Cells:
    """Put the folder and the addresses into `to`."""
    folder, addresses = (cells.get(name) or "" for name in SCHEMES)
    targets = [("to_dir", folder), *(("to_mail", address) for address in addresses.split(SEPARATOR))]
    destinations = SEPARATOR.join(f"{SCHEMES[name]}{target}" for name, target in targets if target)
    others = {name: text for name, text in cells.items() if name not in SCHEMES}
    return others | {"to": destinations or None} if others.keys() != cells.keys() else others


def part(cells: Cells) -> Cells:
    """Put the first folder and the addresses of `to` into columns of their own."""
    if "to" not in cells:
        return cells
    found = {name: [] for name in SCHEMES}
    for destination in BETWEEN_DESTINATIONS.split(cells["to"] or ""):
        for name, scheme in SCHEMES.items():
            found[name] += [destination.removeprefix(scheme)] if destination.startswith(scheme) else []
    others = {name: text for name, text in cells.items() if name != "to"}
    return others | {"to_dir": next(iter(found["to_dir"]), None), "to_mail": SEPARATOR.join(found["to_mail"]) or None}


def rewrite_schedules(rewrite: Callable[[Cells], Cells]) -> dict[str, Cells]:
    """Rewrite every schedule; what its columns of destinations held before, by key."""
    known = {row.key: row._asdict() for row in op.get_bind().execute(sa.select(SCHEDULES)).all()}
    for key, cells in known.items():
        op.get_bind().execute(sa.update(SCHEDULES).where(SCHEDULES.c.key == key).values(rewrite(cells)))
    return {key: {name: cells[name] for name in SCHEMES} for key, cells in known.items()}


def rewrite_runs(rewrite: Callable[[Cells], Cells]) -> None:
    """Rewrite the cells of the schedule that each run keeps; an empty one is an empty text there."""
    for run in op.get_bind().execute(sa.select(RUNS)).all():
        cells = {name: text or "" for name, text in rewrite(json.loads(run.ordered)).items()}
        op.get_bind().execute(sa.update(RUNS).where(RUNS.c.key == run.key).values(ordered=dump(cells)))


def select_changes() -> sa.Select:
    """List what the journal has on schedules."""
    return sa.select(CHANGES).where(CHANGES.c.table_name == "schedules")


def write_change(change: sa.Row, before: Cells, after: Cells) -> None:
    """Write what a record was before and after, as far as it was there; the journal leaves empty cells out."""
    values = {
        name: None if getattr(change, name) is None else dump({key: text for key, text in cells.items() if text})
        for name, cells in (("before", before), ("after", after))
    }
    op.get_bind().execute(sa.update(CHANGES).where(CHANGES.c.id == change.id).values(values))


def load(text: str | None) -> Cells:
    """Parse the cells of a text; none where there is no text."""
    return json.loads(text or "{}")


def dump(cells: Cells) -> str:
    """Format cells as text."""
    return json.dumps(cells, ensure_ascii=False, sort_keys=True)
