"""Say when records were erased, and remember whose."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
STAMPS = {
    "shop_order": ("refunded_at", "sender_erased_at", "recipient_erased_at"),
    "inquiry": ("erased_at",),
    "message": ("erased_at",),
    "customer": ("erased_at",),
    "account": ("erased_at",),
}
INDEXES = (
    ("ix_shop_order_recipient_over", "shop_order", ("recipient_erased_at", "ended_at")),
    ("ix_shop_order_sender_over", "shop_order", ("sender_erased_at", "ended_at")),
    ("ix_inquiry_over", "inquiry", ("erased_at", "touched_at")),
    ("ix_message_over", "message", ("erased_at", "queued_at")),
    ("ix_message_shop_id_to_contact", "message", ("to_contact",)),
    ("ix_customer_over", "customer", ("erased_at", "last_seen_at")),
)


def upgrade() -> None:
    for table, columns in STAMPS.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.add_column(sa.Column(column, sa.DateTime(timezone=True), nullable=True))
    for name, table, columns in INDEXES:
        op.create_index(name, table, ["shop_id", *columns])
    op.create_table(
        "bar",
        sa.Column("shop_id", BIG, nullable=False),
        sa.Column("id", BIG, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("contact_hash", sa.String(length=64), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_bar_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bar")),
        sa.UniqueConstraint("shop_id", "id", name=op.f("uq_bar_shop_id_id")),
        sa.UniqueConstraint("shop_id", "kind", "contact_hash", name=op.f("uq_bar_shop_id_kind_contact_hash")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "file_removal",
        sa.Column("shop_id", BIG, nullable=False),
        sa.Column("id", BIG, nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_file_removal_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_removal")),
        sa.UniqueConstraint("shop_id", "id", name=op.f("uq_file_removal_shop_id_id")),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("file_removal")
    op.drop_table("bar")
    for name, table, _columns in INDEXES:
        op.drop_index(name, table_name=table)
    for table, columns in STAMPS.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column in columns:
                batch_op.drop_column(column)
