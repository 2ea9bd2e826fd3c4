"""Let shops set how long data is kept."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _owned(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("shop_id", BIG, nullable=False),
        sa.Column("id", BIG, nullable=False),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f(f"fk_{table}_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("shop_id", "id", name=op.f(f"uq_{table}_shop_id_id")),
    )


def upgrade() -> None:
    op.create_table(
        "keeping_rule",
        sa.Column("keep", sa.String(length=20), nullable=False),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.Column("unit", sa.String(length=6), nullable=False),
        sa.Column("account_id", sa.BigInteger(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("shop_id", "keep", name=op.f("uq_keeping_rule_shop_id_keep")),
        *_owned("keeping_rule"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "purge_run",
        sa.Column("night", sa.Date(), nullable=False),
        sa.Column("cause", sa.String(length=8), nullable=False),
        sa.Column("step", sa.String(length=60), nullable=False),
        sa.Column("last_id", sa.BigInteger(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("worked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        *_owned("purge_run"),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_purge_run_shop_id_finished_at"), "purge_run", ["shop_id", "finished_at"])
    op.create_table(
        "purge_count",
        sa.Column("run_id", BIG, nullable=False),
        sa.Column("holding", sa.String(length=60), nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("removed", sa.Integer(), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["shop_id", "run_id"],
            ["purge_run.shop_id", "purge_run.id"],
            name=op.f("fk_purge_count_shop_id_run_id"),
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("shop_id", "run_id", "holding", name=op.f("uq_purge_count_shop_id_run_id_holding")),
        *_owned("purge_count"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "inactive_account",
        sa.Column("account_id", BIG, nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("warned_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["shop_id", "account_id"],
            ["account.shop_id", "account.id"],
            name=op.f("fk_inactive_account_shop_id_account_id"),
            ondelete="CASCADE",
        ),
        sa.UniqueConstraint("shop_id", "account_id", name=op.f("uq_inactive_account_shop_id_account_id")),
        *_owned("inactive_account"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    for table in ("inactive_account", "purge_count", "purge_run", "keeping_rule"):
        op.drop_table(table)
