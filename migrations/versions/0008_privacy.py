"""Let policies state facts and be told of."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("policy_version", schema=None) as batch_op:
        batch_op.add_column(sa.Column("facts", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("is_material", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("disclosure", schema=None) as batch_op:
        batch_op.add_column(sa.Column("account_id", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("reason", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("paper_key", sa.String(length=80), nullable=False, server_default=""))
    with op.batch_alter_table("staff_read", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reason", sa.String(length=20), nullable=False, server_default=""))
    op.create_table(
        "policy_words",
        sa.Column("shop_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", BIG, nullable=False),
        sa.Column("vi", sa.Text(), nullable=False),
        sa.Column("en", sa.Text(), nullable=False),
        sa.Column("edit", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_policy_words_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_words")),
        sa.UniqueConstraint("shop_id", name=op.f("uq_policy_words_shop_id")),
        sa.UniqueConstraint("shop_id", "id", name=op.f("uq_policy_words_shop_id_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "policy_notice",
        sa.Column("shop_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", BIG, nullable=False),
        sa.Column("policy_version_id", sa.BigInteger(), nullable=False),
        sa.Column("last_customer_id", sa.BigInteger(), nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["shop_id", "policy_version_id"],
            ["policy_version.shop_id", "policy_version.id"],
            name=op.f("fk_policy_notice_shop_id_policy_version_id"),
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_policy_notice_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_notice")),
        sa.UniqueConstraint("shop_id", "id", name=op.f("uq_policy_notice_shop_id_id")),
        sa.UniqueConstraint("shop_id", "policy_version_id", name=op.f("uq_policy_notice_shop_id_policy_version_id")),
        sqlite_autoincrement=True,
    )

    op.create_table(
        "usage_count",
        sa.Column("shop_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", BIG, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_usage_count_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_usage_count")),
        sa.UniqueConstraint("shop_id", "id", name=op.f("uq_usage_count_shop_id_id")),
        sa.UniqueConstraint("shop_id", "kind", "key", "day", name=op.f("uq_usage_count_shop_id_kind_key_day")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("usage_count")
    op.drop_table("policy_notice")
    op.drop_table("policy_words")
    with op.batch_alter_table("staff_read", schema=None) as batch_op:
        batch_op.drop_column("reason")
    with op.batch_alter_table("disclosure", schema=None) as batch_op:
        batch_op.drop_column("paper_key")
        batch_op.drop_column("reason")
        batch_op.drop_column("account_id")
    with op.batch_alter_table("policy_version", schema=None) as batch_op:
        batch_op.drop_column("is_material")
        batch_op.drop_column("facts")
