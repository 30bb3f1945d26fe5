"""Settings of the database, and the domain of a sustainability score.

Frozen: later changes of the record are later scripts.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
DOMAINS = (
    "environmental-support funding-stability partnerships organizational-capacity program-evaluation "
    "program-adaptation communications strategic-planning unknown"
)


def upgrade() -> None:
    """Make the table of settings, and give evidence its domain."""
    op.create_table(
        "settings",
        sa.Column("key", KEY, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        *day("known_from"),
        sa.Column("source", sa.Text),
        *day("verified_on"),
        sa.Column("note", sa.Text),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_settings")),
    )
    listed = ", ".join(f"'{word}'" for word in DOMAINS.split())
    with op.batch_alter_table("evidence") as batch:
        batch.add_column(sa.Column("domain", sa.Text))
        batch.create_check_constraint(op.f("ck_evidence_domain_words"), sa.text(f'"domain" IN ({listed})'))


def downgrade() -> None:
    """Take both away again."""
    with op.batch_alter_table("evidence") as batch:
        batch.drop_constraint(op.f("ck_evidence_domain_words"), type_="check")
        batch.drop_column("domain")
    op.drop_table("settings")


def day(name: str) -> list[sa.schema.SchemaItem]:
    """A vague date: its text, its earliest and its latest day."""
    start, end = f"{name}_earliest", f"{name}_latest"
    rule = (
        f'("{name}" IS NULL) = ({start} IS NULL AND {end} IS NULL)'
        f" AND ({start} IS NULL OR {end} IS NULL OR {start} <= {end})"
    )
    return [
        sa.Column(name, sa.Text),
        sa.Column(start, sa.Date),
        sa.Column(end, sa.Date),
        sa.CheckConstraint(rule, name=op.f(f"ck_settings_{name}_days")),
    ]
