"""Let products be edited."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("category", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.add_column("product", sa.Column("version", sa.Integer(), server_default="1", nullable=False))
    op.add_column("product", sa.Column("published_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("product", sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("variant", sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("picture", sa.Column("form_key", sa.String(length=64), server_default="", nullable=False))
    # Until now every product was shown at once, so none of them is a draft.
    op.execute("UPDATE product SET published_at = created_at")
    with op.batch_alter_table("picture", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.alter_column(
            "product_id", existing_type=sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True
        )
    op.create_table(
        "old_address",
        sa.Column("shop_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("product_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("category_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint("(product_id IS NULL) <> (category_id IS NULL)", name=op.f("ck_old_address_leads_to_one")),
        sa.ForeignKeyConstraint(
            ["shop_id", "category_id"],
            ["category.shop_id", "category.id"],
            name=op.f("fk_old_address_shop_id_category_id"),
        ),
        sa.ForeignKeyConstraint(
            ["shop_id", "product_id"], ["product.shop_id", "product.id"], name=op.f("fk_old_address_shop_id_product_id")
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_old_address_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_old_address")),
        sa.UniqueConstraint("shop_id", "id", name=op.f("uq_old_address_shop_id_id")),
        sa.UniqueConstraint("shop_id", "kind", "slug", name=op.f("uq_old_address_shop_id_kind_slug")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("old_address")
    # Of no product: uploads of forms that were never saved.
    op.execute("DELETE FROM picture WHERE product_id IS NULL OR state = 'removed'")
    # What was put away or never shown stays out of the shop window.
    op.execute("UPDATE product SET active = false WHERE archived_at IS NOT NULL OR published_at IS NULL")
    op.execute("UPDATE variant SET active = false WHERE retired_at IS NOT NULL")
    with op.batch_alter_table("picture", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.alter_column(
            "product_id", existing_type=sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        )
    op.drop_column("picture", "form_key")
    op.drop_column("variant", "retired_at")
    op.drop_column("product", "archived_at")
    op.drop_column("product", "published_at")
    op.drop_column("product", "version")
    op.drop_column("category", "version")
