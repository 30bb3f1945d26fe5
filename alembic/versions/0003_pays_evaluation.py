"""Whether money pays for an evaluation.

Frozen: later changes of the record are later scripts.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

RULE = "ck_funding_pays_evaluation_words"


def upgrade() -> None:
    """Give money the column."""
    with op.batch_alter_table("funding") as batch:
        batch.add_column(sa.Column("pays_evaluation", sa.Text))
        batch.create_check_constraint(op.f(RULE), sa.text("\"pays_evaluation\" IN ('yes', 'no', 'unknown')"))


def downgrade() -> None:
    """Take it away again."""
    with op.batch_alter_table("funding") as batch:
        batch.drop_constraint(op.f(RULE), type_="check")
        batch.drop_column("pays_evaluation")
