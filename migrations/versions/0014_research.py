"""Give figures to research projects."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "research_key",
        sa.Column("shop_id", BIG, nullable=False),
        sa.Column("id", BIG, nullable=False),
        sa.Column("receiver_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["shop_id", "receiver_id"],
            ["receiver.shop_id", "receiver.id"],
            name=op.f("fk_research_key_shop_id_receiver_id"),
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_research_key_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_research_key")),
        sa.UniqueConstraint("shop_id", "id", name=op.f("uq_research_key_shop_id_id")),
        sa.UniqueConstraint("shop_id", "receiver_id", name=op.f("uq_research_key_shop_id_receiver_id")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("research_key")
