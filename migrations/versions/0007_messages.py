"""Let messages be looked after."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("wording_digest", sa.String(length=64), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("report", sa.String(length=12), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.drop_column("reported_at")
        batch_op.drop_column("report")
        batch_op.drop_column("wording_digest")
