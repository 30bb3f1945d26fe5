"""Recall votes, and the days of partners.

An election takes the kind `recall` and says whether the holder stays. A partner has a first and a last day and a
successor. A rule says whether its legal source was read.

Frozen: later changes of the record are later scripts.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

KINDS = ("ordinary", "by-election", "repeat", "run-off")
KIND_CHECK = "ck_elections_kind_words"
BASIS_CHECK = "ck_rules_basis_words"
HOLDER_STAYS_CHECK = "ck_elections_holder_stays_words"
PARTNER_CHECKS = {
    "ck_partners_start_days": """("start" IS NULL) = (start_earliest IS NULL AND start_latest IS NULL)
        AND (start_earliest IS NULL OR start_latest IS NULL OR start_earliest <= start_latest)""",
    "ck_partners_end_days": """("end" IS NULL) = (end_earliest IS NULL AND end_latest IS NULL)
        AND (end_earliest IS NULL OR end_latest IS NULL OR end_earliest <= end_latest)""",
    "ck_partners_start_end_order": "start_earliest IS NULL OR end_latest IS NULL OR start_earliest <= end_latest",
}
SUCCESSOR_KEY = "fk_partners_successor"
SUCCESSOR_INDEX = "ix_partners_successor"
KEY_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the kind of election and the columns."""
    with op.batch_alter_table("elections") as batch:
        batch.drop_constraint(op.f(KIND_CHECK), type_="check")
        batch.create_check_constraint(op.f(KIND_CHECK), sa.text(among("kind", *KINDS, "recall", "unknown")))
        batch.add_column(sa.Column("holder_stays", sa.Text))
        batch.create_check_constraint(op.f(HOLDER_STAYS_CHECK), sa.text(among("holder_stays", "yes", "no", "unknown")))
    with op.batch_alter_table("rules") as batch:
        batch.add_column(sa.Column("basis", sa.Text))
        batch.create_check_constraint(op.f(BASIS_CHECK), sa.text(among("basis", "rule", "derived", "unknown")))
    with op.batch_alter_table("partners") as batch:
        for name in ("start", "end"):
            batch.add_column(sa.Column(name, sa.Text))
            batch.add_column(sa.Column(f"{name}_earliest", sa.Date))
            batch.add_column(sa.Column(f"{name}_latest", sa.Date))
        batch.add_column(sa.Column("successor", KEY_TEXT))
        for name, rule in PARTNER_CHECKS.items():
            batch.create_check_constraint(op.f(name), sa.text(rule))
        batch.create_foreign_key(
            op.f(SUCCESSOR_KEY), "partners", ["successor"], ["key"], deferrable=True, initially="DEFERRED"
        )
    op.create_index(op.f(SUCCESSOR_INDEX), "partners", ["successor"])


def downgrade() -> None:
    """Remove them; a recall vote becomes an election of unknown kind, for an older program knows no other word."""
    op.execute("UPDATE elections SET kind = 'unknown' WHERE kind = 'recall'")
    op.drop_index(op.f(SUCCESSOR_INDEX), "partners")
    with op.batch_alter_table("partners") as batch:
        batch.drop_constraint(op.f(SUCCESSOR_KEY), type_="foreignkey")
        for name in PARTNER_CHECKS:
            batch.drop_constraint(op.f(name), type_="check")
        for name in ("successor", "start", "start_earliest", "start_latest", "end", "end_earliest", "end_latest"):
            batch.drop_column(name)
    with op.batch_alter_table("rules") as batch:
        batch.drop_constraint(op.f(BASIS_CHECK), type_="check")
        batch.drop_column("basis")
    with op.batch_alter_table("elections") as batch:
        batch.drop_constraint(op.f(HOLDER_STAYS_CHECK), type_="check")
        batch.drop_column("holder_stays")
        batch.drop_constraint(op.f(KIND_CHECK), type_="check")
        batch.create_check_constraint(op.f(KIND_CHECK), sa.text(among("kind", *KINDS, "unknown")))


def among(column: str, *words: str) -> str:
    """Write the check that a column holds one of a few words."""
    listed = ", ".join(f"'{word}'" for word in words)
    return f'"{column}" IN ({listed})'
