"""Take requests about one's own data."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "data_request",
        sa.Column("shop_id", BIG, nullable=False),
        sa.Column("id", BIG, nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("channel", sa.String(length=12), nullable=False),
        sa.Column("identity", sa.String(length=20), nullable=False),
        sa.Column("contact", sa.String(length=254), nullable=False),
        sa.Column("contacts", sa.Text(), nullable=False),
        sa.Column("customer_account_id", sa.BigInteger(), nullable=True),
        sa.Column("opened_by_id", sa.BigInteger(), nullable=True),
        sa.Column("proof_id", sa.BigInteger(), nullable=True),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("refusal", sa.String(length=20), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("waits_for", sa.String(length=80), nullable=False),
        sa.Column("with_others", sa.Boolean(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("answer_due_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("extended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("carried_out_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("running_key", sa.String(length=64), nullable=True),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.Column("link_hash", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_data_request_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_request")),
        sa.UniqueConstraint("shop_id", "code", name=op.f("uq_data_request_shop_id_code")),
        sa.UniqueConstraint("shop_id", "id", name=op.f("uq_data_request_shop_id_id")),
        sa.UniqueConstraint("shop_id", "link_hash", name=op.f("uq_data_request_shop_id_link_hash")),
        sa.UniqueConstraint("shop_id", "running_key", name=op.f("uq_data_request_shop_id_running_key")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_data_request_account", "data_request", ["shop_id", "customer_account_id"], unique=False)
    op.create_index("ix_data_request_contact", "data_request", ["shop_id", "contact"], unique=False)
    op.create_index("ix_data_request_list", "data_request", ["shop_id", "state", "due_on", "id"], unique=False)
    op.create_table(
        "data_request_step",
        sa.Column("shop_id", BIG, nullable=False),
        sa.Column("id", BIG, nullable=False),
        sa.Column("request_id", BIG, nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["shop_id", "request_id"],
            ["data_request.shop_id", "data_request.id"],
            name=op.f("fk_data_request_step_shop_id_request_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["shop_id"], ["shop.id"], name=op.f("fk_data_request_step_shop_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_request_step")),
        sa.UniqueConstraint("shop_id", "id", name=op.f("uq_data_request_step_shop_id_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_data_request_step_request", "data_request_step", ["shop_id", "request_id", "id"], unique=False)
    op.create_table(
        "data_work_order",
        sa.Column("shop_id", BIG, nullable=False),
        sa.Column("id", BIG, nullable=False),
        sa.Column("request_id", BIG, nullable=False),
        sa.Column("receiver_id", BIG, nullable=False),
        sa.Column("subjects", sa.JSON(), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_by_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["shop_id", "receiver_id"],
            ["receiver.shop_id", "receiver.id"],
            name=op.f("fk_data_work_order_shop_id_receiver_id"),
        ),
        sa.ForeignKeyConstraint(
            ["shop_id", "request_id"],
            ["data_request.shop_id", "data_request.id"],
            name=op.f("fk_data_work_order_shop_id_request_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_data_work_order_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_work_order")),
        sa.UniqueConstraint("shop_id", "id", name=op.f("uq_data_work_order_shop_id_id")),
        sa.UniqueConstraint(
            "shop_id", "request_id", "receiver_id", name=op.f("uq_data_work_order_shop_id_request_id_receiver_id")
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "data_export",
        sa.Column("shop_id", BIG, nullable=False),
        sa.Column("id", BIG, nullable=False),
        sa.Column("request_id", BIG, nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("file_key", sa.String(length=120), nullable=False),
        sa.Column("bytes", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ready_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("link_version", sa.Integer(), nullable=False),
        sa.Column("link_hash", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["shop_id", "request_id"],
            ["data_request.shop_id", "data_request.id"],
            name=op.f("fk_data_export_shop_id_request_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_data_export_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_export")),
        sa.UniqueConstraint("shop_id", "id", name=op.f("uq_data_export_shop_id_id")),
        sa.UniqueConstraint("shop_id", "link_hash", name=op.f("uq_data_export_shop_id_link_hash")),
        sa.UniqueConstraint("shop_id", "request_id", name=op.f("uq_data_export_shop_id_request_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_data_export_expiry", "data_export", ["shop_id", "expires_at"], unique=False)
    op.create_table(
        "data_visit",
        sa.Column("shop_id", BIG, nullable=False),
        sa.Column("id", BIG, nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("contact", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("proof_id", BIG, nullable=False),
        sa.Column("proven_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_data_visit_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_visit")),
        sa.UniqueConstraint("shop_id", "id", name=op.f("uq_data_visit_shop_id_id")),
        sa.UniqueConstraint("shop_id", "token_hash", name=op.f("uq_data_visit_shop_id_token_hash")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_data_visit_shop_id_contact", "data_visit", ["shop_id", "contact"], unique=False)
    op.create_index("ix_data_visit_shop_id_expires_at", "data_visit", ["shop_id", "expires_at"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_data_visit_shop_id_expires_at", table_name="data_visit")
    op.drop_index("ix_data_visit_shop_id_contact", table_name="data_visit")
    op.drop_table("data_visit")
    op.drop_index("ix_data_export_expiry", table_name="data_export")
    op.drop_table("data_export")
    op.drop_table("data_work_order")
    op.drop_index("ix_data_request_step_request", table_name="data_request_step")
    op.drop_table("data_request_step")
    op.drop_index("ix_data_request_account", table_name="data_request")
    op.drop_index("ix_data_request_contact", table_name="data_request")
    op.drop_index("ix_data_request_list", table_name="data_request")
    op.drop_table("data_request")
