"""Let messages be looked after."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


TEXTS = "row_id IN (SELECT id FROM message WHERE channel = 'sms')"


def upgrade() -> None:
    # Text messages that wait become work of their own kind, or two pieces of work could come to ask for one message.
    op.execute(f"UPDATE dispatch SET kind = 'text_message' WHERE kind = 'message' AND {TEXTS}")  # noqa: S608 - our words.
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("wording_digest", sa.String(length=64), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("report", sa.String(length=12), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("reported_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.execute("UPDATE dispatch SET kind = 'message' WHERE kind = 'text_message'")
    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.drop_column("reported_at")
        batch_op.drop_column("report")
        batch_op.drop_column("wording_digest")
