"""Take reports of misuse."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "safety_case",
        sa.Column("shop_id", _ID, nullable=False),
        sa.Column("id", _ID, nullable=False),
        sa.Column("inquiry_id", _ID, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("account_id", _ID, nullable=True),
        sa.Column("subject_kind", sa.String(length=20), nullable=False),
        sa.Column("subject_id", _ID, nullable=True),
        sa.Column("is_holding", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("closed_by_id", _ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["shop_id", "account_id"],
            ["account.shop_id", "account.id"],
            name=op.f("fk_safety_case_shop_id_account_id"),
        ),
        sa.ForeignKeyConstraint(
            ["shop_id", "closed_by_id"],
            ["account.shop_id", "account.id"],
            name=op.f("fk_safety_case_shop_id_closed_by_id"),
        ),
        sa.ForeignKeyConstraint(
            ["shop_id", "inquiry_id"],
            ["inquiry.shop_id", "inquiry.id"],
            name=op.f("fk_safety_case_shop_id_inquiry_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_safety_case_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safety_case")),
        sa.UniqueConstraint("shop_id", "id", name=op.f("uq_safety_case_shop_id_id")),
        sa.UniqueConstraint("shop_id", "inquiry_id", name=op.f("uq_safety_case_shop_id_inquiry_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("safety_case", schema=None) as batch_op:
        batch_op.create_index("ix_safety_case_subject", ["shop_id", "subject_kind", "subject_id"], unique=False)

    with op.batch_alter_table("inquiry", schema=None) as batch_op:
        batch_op.alter_column("customer_id", existing_type=_ID, nullable=True)

    with op.batch_alter_table("shop_order", schema=None) as batch_op:
        batch_op.add_column(sa.Column("disown_mail_hash", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("disown_sms_hash", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_unique_constraint(
            batch_op.f("uq_shop_order_shop_id_disown_mail_hash"), ["shop_id", "disown_mail_hash"]
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_shop_order_shop_id_disown_sms_hash"), ["shop_id", "disown_sms_hash"]
        )


def downgrade() -> None:
    with op.batch_alter_table("shop_order", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_shop_order_shop_id_disown_sms_hash"), type_="unique")
        batch_op.drop_constraint(batch_op.f("uq_shop_order_shop_id_disown_mail_hash"), type_="unique")
        batch_op.drop_column("frozen_at")
        batch_op.drop_column("disown_sms_hash")
        batch_op.drop_column("disown_mail_hash")

    # The older program knows neither cases nor inquiries of nobody. What was written in them is kept: they become
    # complaints of customers without a contact.
    _give_everybody_a_customer()
    with op.batch_alter_table("inquiry", schema=None) as batch_op:
        batch_op.alter_column("customer_id", existing_type=_ID, nullable=False)

    with op.batch_alter_table("safety_case", schema=None) as batch_op:
        batch_op.drop_index("ix_safety_case_subject")
    op.drop_table("safety_case")


def _give_everybody_a_customer() -> None:
    """One customer without any contact for each shop that has inquiries of nobody."""
    connection = op.get_bind()
    kinds = sa.table("inquiry", sa.column("kind", sa.String), sa.column("customer_id", _ID), sa.column("shop_id", _ID))
    customer = sa.table(
        "customer",
        sa.column("id", _ID),
        sa.column("shop_id", _ID),
        *(sa.column(name, sa.String) for name in ("name", "phone", "email", "language", "source")),
        *(sa.column(name, sa.DateTime(timezone=True)) for name in ("created_at", "last_seen_at")),
    )
    moments = sa.select(sa.func.current_timestamp()).scalar_subquery()
    shops = connection.execute(sa.select(kinds.c.shop_id).where(kinds.c.customer_id.is_(None)).distinct()).scalars()
    for shop_id in list(shops):
        nobody = {"shop_id": shop_id, "name": "", "phone": "", "email": "", "language": "vi", "source": "web"}
        made = customer.insert().values(**nobody, created_at=moments, last_seen_at=moments).returning(customer.c.id)
        nobodys_id = connection.execute(made).scalar_one()
        theirs = sa.and_(kinds.c.shop_id == shop_id, kinds.c.customer_id.is_(None))
        connection.execute(kinds.update().where(theirs).values(customer_id=nobodys_id))
    connection.execute(kinds.update().where(kinds.c.kind == "security").values(kind="complaint"))
