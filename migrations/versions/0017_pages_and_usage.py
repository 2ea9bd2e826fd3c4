"""Let shops write pages and news with pictures in further languages, and count visits by the day."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AUTO = {"sqlite_autoincrement": True}


def _owned(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("shop_id", BIG, nullable=False),
        sa.Column("id", BIG, nullable=False),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f(f"fk_{table}_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("shop_id", "id", name=op.f(f"uq_{table}_shop_id_id")),
    )


def _told() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("wordings", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("picture_id", BIG, nullable=True),
        sa.Column("picture_alt", sa.String(length=200), server_default="", nullable=False),
        sa.Column("views", sa.Integer(), server_default="0", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
    )


def upgrade() -> None:
    op.create_table(
        "told_picture",
        sa.Column("key", sa.String(length=16), nullable=False),
        sa.Column("format", sa.String(length=4), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("colour", sa.String(length=7), nullable=False),
        sa.Column("widths", sa.JSON(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("shop_id", "key", name=op.f("uq_told_picture_shop_id_key")),
        *_owned("told_picture"),
        **AUTO,
    )
    with op.batch_alter_table("post", table_kwargs=AUTO) as batch_op:
        for column in _told():
            batch_op.add_column(column)
        batch_op.create_foreign_key(
            op.f("fk_post_shop_id_picture_id"), "told_picture", ["shop_id", "picture_id"], ["shop_id", "id"]
        )
    # How often news was read is known by days already.
    op.execute(
        "UPDATE post SET views = COALESCE((SELECT SUM(count) FROM usage_count WHERE usage_count.shop_id = post.shop_id "
        "AND usage_count.kind = 'post' AND usage_count.key = post.slug), 0)"
    )
    op.create_table(
        "page",
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=160), nullable=False),
        sa.Column("summary", sa.String(length=300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        *_told(),
        sa.Column("place", sa.String(length=6), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.UniqueConstraint("shop_id", "slug", name=op.f("uq_page_shop_id_slug")),
        sa.ForeignKeyConstraint(
            ["shop_id", "picture_id"],
            ["told_picture.shop_id", "told_picture.id"],
            name=op.f("fk_page_shop_id_picture_id"),
        ),
        *_owned("page"),
        **AUTO,
    )
    op.create_index(op.f("ix_page_shop_id_published_at_id"), "page", ["shop_id", "published_at", "id"])
    op.create_index(op.f("ix_usage_count_shop_id_day"), "usage_count", ["shop_id", "day"])
    _visits()


def _visits() -> None:
    op.create_table(
        "visit_salt",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=False),
        sa.UniqueConstraint("shop_id", "day", name=op.f("uq_visit_salt_shop_id_day")),
        *_owned("visit_salt"),
        **AUTO,
    )
    op.create_table(
        "visit",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("looks", sa.Integer(), nullable=False),
        sa.UniqueConstraint("shop_id", "day", "mark", name=op.f("uq_visit_shop_id_day_mark")),
        *_owned("visit"),
        **AUTO,
    )
    op.create_index(op.f("ix_visit_shop_id_seen_at"), "visit", ["shop_id", "seen_at"])
    op.create_table(
        "visit_tally",
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("is_shown", sa.Boolean(), nullable=False),
        sa.UniqueConstraint("shop_id", name=op.f("uq_visit_tally_shop_id")),
        *_owned("visit_tally"),
        **AUTO,
    )


def downgrade() -> None:
    op.drop_table("visit_tally")
    op.drop_index(op.f("ix_visit_shop_id_seen_at"), table_name="visit")
    op.drop_table("visit")
    op.drop_table("visit_salt")
    op.drop_index(op.f("ix_usage_count_shop_id_day"), table_name="usage_count")
    op.drop_index(op.f("ix_page_shop_id_published_at_id"), table_name="page")
    op.drop_table("page")
    # What was thrown away must not stand in the shop window again.
    op.execute("UPDATE post SET published_at = NULL WHERE removed_at IS NOT NULL")
    with op.batch_alter_table("post", table_kwargs=AUTO) as batch_op:
        batch_op.drop_constraint(op.f("fk_post_shop_id_picture_id"), type_="foreignkey")
        for name in (column.name for column in _told()):
            batch_op.drop_column(name)
    op.drop_table("told_picture")
