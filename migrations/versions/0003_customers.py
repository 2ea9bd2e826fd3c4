"""Let customers have accounts."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_HAS_CONTACT = sa.text("phone <> '' OR email <> ''")
_IS_GUEST = sa.text("(account_id IS NULL AND (phone <> '' OR email <> ''))")
_IS_REGISTERED = sa.text("is_registered")


def upgrade() -> None:
    with op.batch_alter_table("customer", schema=None) as batch_op:
        batch_op.drop_index("uq_customer_shop_id_phone_email", sqlite_where=_HAS_CONTACT, postgresql_where=_HAS_CONTACT)
    with op.batch_alter_table("customer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("account_id", _BIG, nullable=True))
        batch_op.add_column(sa.Column("is_registered", sa.Boolean(), server_default=sa.false(), nullable=False))
        batch_op.add_column(sa.Column("phone_proven_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("email_proven_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_customer_shop_id_account_id"), "account", ["shop_id", "account_id"], ["shop_id", "id"]
        )
    with op.batch_alter_table("customer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_customer_shop_id_account_id"), ["shop_id", "account_id"], unique=False)
        batch_op.create_index(
            "uq_customer_shop_id_account_id",
            ["shop_id", "account_id"],
            unique=True,
            sqlite_where=_IS_REGISTERED,
            postgresql_where=_IS_REGISTERED,
        )
        batch_op.create_index(
            "uq_customer_shop_id_phone_email",
            ["shop_id", "phone", "email"],
            unique=True,
            sqlite_where=_IS_GUEST,
            postgresql_where=_IS_GUEST,
        )
    _create_addresses()
    _create_claims()


def _create_addresses() -> None:
    op.create_table(
        "customer_address",
        sa.Column("shop_id", _BIG, nullable=False),
        sa.Column("id", _BIG, nullable=False),
        sa.Column("customer_id", _BIG, nullable=False),
        sa.Column("label", sa.String(length=60), nullable=False),
        sa.Column("recipient_name", sa.String(length=120), nullable=False),
        sa.Column("recipient_phone", sa.String(length=20), nullable=False),
        sa.Column("street", sa.String(length=200), nullable=False),
        sa.Column("ward_code", sa.String(length=5), nullable=False),
        sa.Column("ward_name", sa.String(length=80), nullable=False),
        sa.Column("province_code", sa.String(length=2), nullable=False),
        sa.Column("province_name", sa.String(length=80), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["shop_id", "customer_id"],
            ["customer.shop_id", "customer.id"],
            name=op.f("fk_customer_address_shop_id_customer_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_customer_address_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_address")),
        sa.UniqueConstraint("shop_id", "id", name=op.f("uq_customer_address_shop_id_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("customer_address", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_customer_address_shop_id_customer_id"), ["shop_id", "customer_id"], unique=False
        )


def _create_claims() -> None:
    op.create_table(
        "contact_claim",
        sa.Column("shop_id", _BIG, nullable=False),
        sa.Column("id", _BIG, nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("account_id", _BIG, nullable=True),
        sa.Column("contact", sa.String(length=254), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("is_hollow", sa.Boolean(), nullable=False),
        sa.Column("proof_id", _BIG, nullable=False),
        sa.Column("proven_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["shop_id", "account_id"],
            ["account.shop_id", "account.id"],
            name=op.f("fk_contact_claim_shop_id_account_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_contact_claim_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_claim")),
        sa.UniqueConstraint("shop_id", "id", name=op.f("uq_contact_claim_shop_id_id")),
        sa.UniqueConstraint("shop_id", "token_hash", name=op.f("uq_contact_claim_shop_id_token_hash")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("contact_claim", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_contact_claim_shop_id_account_id"), ["shop_id", "account_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_contact_claim_shop_id_expires_at"), ["shop_id", "expires_at"], unique=False
        )


def downgrade() -> None:
    op.drop_table("contact_claim")
    op.drop_table("customer_address")
    _make_guests_of_all()
    with op.batch_alter_table("customer", schema=None) as batch_op:
        batch_op.drop_index("uq_customer_shop_id_phone_email", sqlite_where=_IS_GUEST, postgresql_where=_IS_GUEST)
        batch_op.drop_index(
            "uq_customer_shop_id_account_id", sqlite_where=_IS_REGISTERED, postgresql_where=_IS_REGISTERED
        )
        batch_op.drop_index(batch_op.f("ix_customer_shop_id_account_id"))
    with op.batch_alter_table("customer", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_customer_shop_id_account_id"), type_="foreignkey")
        batch_op.drop_column("email_proven_at")
        batch_op.drop_column("phone_proven_at")
        batch_op.drop_column("is_registered")
        batch_op.drop_column("account_id")
    with op.batch_alter_table("customer", schema=None) as batch_op:
        batch_op.create_index(
            "uq_customer_shop_id_phone_email",
            ["shop_id", "phone", "email"],
            unique=True,
            sqlite_where=_HAS_CONTACT,
            postgresql_where=_HAS_CONTACT,
        )


def _make_guests_of_all() -> None:
    """One pair of contacts was one row: what hangs on several of a pair goes to the oldest, and nothing is lost."""
    oldest = (
        "(SELECT min(o.id) FROM customer o JOIN customer c ON c.id = {0}.customer_id WHERE o.shop_id = c.shop_id"
        " AND o.phone = c.phone AND o.email = c.email AND (o.phone <> '' OR o.email <> ''))"
    )
    for table in ("shop_order", "inquiry"):
        first = oldest.format(table)
        op.execute(f"UPDATE {table} SET customer_id = {first} WHERE {first} IS NOT NULL")  # noqa: S608 - our own tables.
    op.execute(
        "DELETE FROM customer WHERE (phone <> '' OR email <> '') AND EXISTS (SELECT 1 FROM customer o WHERE"
        " o.shop_id = customer.shop_id AND o.phone = customer.phone AND o.email = customer.email"
        " AND o.id < customer.id)"
    )
