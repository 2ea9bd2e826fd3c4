"""Let a shop say how goods go back, what its prices hold, how it hands over, and which complaints come first."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_TERMS = ("returns", "pricing", "receiving")


def upgrade() -> None:
    with op.batch_alter_table("shop_profile", schema=None) as batch_op:
        batch_op.add_column(sa.Column("complaint_first", sa.JSON(), nullable=False, server_default="[]"))
        for name in _TERMS:
            # Empty until the owner has seen what would be promised.
            batch_op.add_column(sa.Column(name, sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("shop_profile", schema=None) as batch_op:
        for name in reversed(_TERMS):
            batch_op.drop_column(name)
        batch_op.drop_column("complaint_first")
