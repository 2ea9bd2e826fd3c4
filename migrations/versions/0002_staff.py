"""Give staff roles, an end and a second factor."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("account") as account:
        account.add_column(sa.Column("ends_on", sa.Date(), nullable=True))
        account.add_column(sa.Column("joined_at", MOMENT, nullable=True))
    # Whoever has a password has been in; for the others the next sign-in says so.
    op.execute("UPDATE account SET joined_at = created_at WHERE password_hash <> ''")
    with op.batch_alter_table("account_session") as session:
        session.add_column(sa.Column("device", sa.String(length=60), nullable=False, server_default=""))
        session.add_column(sa.Column("is_pending", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("sign_in_link") as link:
        link.add_column(sa.Column("purpose", sa.String(length=10), nullable=False, server_default="sign_in"))
    _create(
        "second_factor",
        sa.Column("account_id", ID, nullable=False),
        sa.Column("sealed_seed", sa.String(length=300), nullable=False),
        sa.Column("last_step", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("confirmed_at", MOMENT, nullable=True),
        sa.UniqueConstraint("shop_id", "account_id", name="uq_second_factor_shop_id_account_id"),
        _account_key("second_factor"),
    )
    _create(
        "recovery_code",
        sa.Column("account_id", ID, nullable=False),
        sa.Column("code_digest", sa.String(length=64), nullable=False),
        sa.UniqueConstraint(
            "shop_id", "account_id", "code_digest", name="uq_recovery_code_shop_id_account_id_code_digest"
        ),
        _account_key("recovery_code"),
    )
    _create(
        "known_device",
        sa.Column("account_id", ID, nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("trace", sa.String(length=64), nullable=False),
        sa.Column("last_seen_at", MOMENT, nullable=False),
        sa.UniqueConstraint("shop_id", "token_hash", name="uq_known_device_shop_id_token_hash"),
        _account_key("known_device"),
    )
    op.create_index("ix_known_device_last_seen_at", "known_device", ["last_seen_at"])
    op.create_index("ix_known_device_shop_id_account_id", "known_device", ["shop_id", "account_id"])
    _create(
        "sign_in_rules",
        sa.Column("needs_second_factor", sa.Boolean(), nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.UniqueConstraint("shop_id", name="uq_sign_in_rules_shop_id"),
    )
    _create(
        "reset_request",
        sa.Column("contact", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
    )


def downgrade() -> None:
    for table in ("reset_request", "sign_in_rules", "known_device", "recovery_code", "second_factor"):
        op.drop_table(table)
    with op.batch_alter_table("sign_in_link") as link:
        link.drop_column("purpose")
    with op.batch_alter_table("account_session") as session:
        session.drop_column("is_pending")
        session.drop_column("device")
    with op.batch_alter_table("account") as account:
        account.drop_column("joined_at")
        account.drop_column("ends_on")


def _create(table: str, *parts: sa.schema.SchemaItem) -> None:
    """A table of a shop: its two ids, what it holds, and the keys every such table has."""
    op.create_table(
        table,
        sa.Column("shop_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        *parts,
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=f"fk_{table}_shop_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.UniqueConstraint("shop_id", "id", name=f"uq_{table}_shop_id_id"),
        sqlite_autoincrement=True,
    )


def _account_key(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["shop_id", "account_id"],
        ["account.shop_id", "account.id"],
        name=f"fk_{table}_shop_id_account_id",
        ondelete="CASCADE",
    )
