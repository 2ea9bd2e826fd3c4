"""Let a shop have a logo, a few choices of its look, and its words in further languages."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
COLUMNS = ("logo", "look", "languages", "wordings")


def upgrade() -> None:
    op.create_table(
        "logo_file",
        sa.Column("shop_id", BIG, nullable=False),
        sa.Column("id", BIG, nullable=False),
        sa.Column("key", sa.String(length=12), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("is_going", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_logo_file_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_logo_file")),
        sa.UniqueConstraint("shop_id", "id", name=op.f("uq_logo_file_shop_id_id")),
        sa.UniqueConstraint("shop_id", "key", name=op.f("uq_logo_file_shop_id_key")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("shop_profile", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("logo", sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column("look", sa.JSON(), server_default="{}", nullable=False))
        batch_op.add_column(sa.Column("languages", sa.JSON(), server_default='["en"]', nullable=False))
        batch_op.add_column(sa.Column("wordings", sa.JSON(), server_default="{}", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("shop_profile", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        for name in reversed(COLUMNS):
            batch_op.drop_column(name)
    op.drop_table("logo_file")
