"""Let the shop be edited: closed days, and what is remembered of each saved section of the settings."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("shop_profile", schema=None) as batch_op:
        batch_op.add_column(sa.Column("closures", sa.JSON(), server_default="[]", nullable=False))
    op.create_table(
        "setting_section",
        sa.Column("shop_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("account_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_setting_section_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting_section")),
        sa.UniqueConstraint("shop_id", "id", name=op.f("uq_setting_section_shop_id_id")),
        sa.UniqueConstraint("shop_id", "name", name=op.f("uq_setting_section_shop_id_name")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("setting_section")
    with op.batch_alter_table("shop_profile", schema=None) as batch_op:
        batch_op.drop_column("closures")
