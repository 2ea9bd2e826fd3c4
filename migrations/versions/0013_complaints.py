"""Measure how complaints are answered, and count quickly what the page of proof shows."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("shop_profile", schema=None) as batch_op:
        batch_op.add_column(sa.Column("complaint_times", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("inquiry", schema=None) as batch_op:
        batch_op.add_column(sa.Column("topic", sa.String(length=20), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("answer_due_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("resolve_due_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("alarm_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index("ix_inquiry_kind", ["shop_id", "kind", "state", "created_at"], unique=False)
        batch_op.create_index("ix_inquiry_alarm", ["shop_id", "alarm_at"], unique=False)
    op.create_index("ix_disclosure_ground", "disclosure", ["shop_id", "ground", "id"])
    op.create_index("ix_staff_read_when", "staff_read", ["shop_id", "created_at"])


def downgrade() -> None:
    op.drop_index("ix_staff_read_when", table_name="staff_read")
    op.drop_index("ix_disclosure_ground", table_name="disclosure")
    with op.batch_alter_table("inquiry", schema=None) as batch_op:
        batch_op.drop_index("ix_inquiry_alarm")
        batch_op.drop_index("ix_inquiry_kind")
        batch_op.drop_column("alarm_at")
        batch_op.drop_column("resolve_due_at")
        batch_op.drop_column("answer_due_at")
        batch_op.drop_column("topic")
    with op.batch_alter_table("shop_profile", schema=None) as batch_op:
        batch_op.drop_column("complaint_times")
