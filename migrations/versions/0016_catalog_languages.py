"""Word goods in further languages, sift and sort them."""

import re
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from shopapp.kernel.folding import slug

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_LONGEST = 40
_AT_ONCE = 500
_PRODUCT = sa.table(
    "product",
    sa.column("shop_id", _ID),
    sa.column("id", _ID),
    sa.column("facts", sa.JSON()),
    sa.column("option_names", sa.JSON()),
    sa.column("folded", sa.Text()),
)
_CATEGORY = sa.table("category", sa.column("id", _ID), sa.column("folded", sa.String()))
_VARIANT = sa.table(
    "variant",
    sa.column("product_id", _ID),
    sa.column("values", sa.JSON()),
    sa.column("active", sa.Boolean()),
    sa.column("position", sa.Integer()),
    sa.column("id", _ID),
)
_TRAIT = sa.table(
    "trait",
    sa.column("shop_id", _ID),
    sa.column("product_id", _ID),
    sa.column("word", sa.String()),
    sa.column("value", sa.String()),
    sa.column("shown", sa.JSON()),
)


def upgrade() -> None:
    for table in ("category", "product", "variant"):
        op.add_column(table, sa.Column("wordings", sa.JSON(), server_default="{}", nullable=False))
    op.add_column("product", sa.Column("unit", sa.String(length=20), server_default="", nullable=False))
    op.add_column("product", sa.Column("price_from", sa.BigInteger(), nullable=True))
    with op.batch_alter_table("category", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.alter_column("folded", existing_type=sa.String(length=120), type_=sa.String(length=400))
    op.execute(
        "UPDATE product SET price_from = (SELECT min(v.price) FROM variant v WHERE v.shop_id = product.shop_id"
        " AND v.product_id = product.id AND v.active) WHERE pricing = 'fixed'"
    )
    op.create_index("ix_product_by_price", "product", ["shop_id", "category_id", "active", "price_from", "id"])
    op.create_table(
        "trait",
        sa.Column("shop_id", _ID, nullable=False),
        sa.Column("id", _ID, nullable=False),
        sa.Column("product_id", _ID, nullable=False),
        sa.Column("word", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=40), nullable=False),
        sa.Column("shown", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["shop_id", "product_id"],
            ["product.shop_id", "product.id"],
            name=op.f("fk_trait_shop_id_product_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_trait_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trait")),
        sa.UniqueConstraint("shop_id", "id", name=op.f("uq_trait_shop_id_id")),
        sa.UniqueConstraint(
            "shop_id", "product_id", "word", "value", name=op.f("uq_trait_shop_id_product_id_word_value")
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "listing",
        sa.Column("shop_id", _ID, nullable=False),
        sa.Column("id", _ID, nullable=False),
        sa.Column("category_id", _ID, nullable=True),
        sa.Column("sieve", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["shop_id", "category_id"],
            ["category.shop_id", "category.id"],
            name=op.f("fk_listing_shop_id_category_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["shop_id"], ["shop.id"], name=op.f("fk_listing_shop_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing")),
        sa.UniqueConstraint("shop_id", "id", name=op.f("uq_listing_shop_id_id")),
        sa.UniqueConstraint("shop_id", "category_id", name=op.f("uq_listing_shop_id_category_id")),
        sqlite_autoincrement=True,
    )
    for category in op.get_bind().execute(sa.select(_CATEGORY)).all():
        change = _CATEGORY.update().where(_CATEGORY.c.id == category.id)
        op.get_bind().execute(change.values(folded=_words(category.folded)))
    _fill_traits()


def _words(folded: str) -> str:
    """A space before each word, so that a search finds where words begin."""
    return " ".join(re.findall(r"[^\W_]+", folded))


def _fill_traits() -> None:
    """The lists themselves are made by the first change of each, or by `shopapp migrate`."""
    connection = op.get_bind()
    done = 0
    while True:
        products = connection.execute(
            sa.select(_PRODUCT).where(_PRODUCT.c.id > done).order_by(_PRODUCT.c.id).limit(_AT_ONCE)
        ).all()
        if not products:
            return
        done = products[-1].id
        query = sa.select(_VARIANT.c.product_id, _VARIANT.c["values"]).where(
            _VARIANT.c.active.is_(True), _VARIANT.c.product_id.in_([product.id for product in products])
        )
        values: dict[int, list[list[str]]] = {}
        for product_id, chosen in connection.execute(query.order_by(_VARIANT.c.position, _VARIANT.c.id)):
            values.setdefault(product_id, []).append(chosen)
        for product in products:
            name, _line_end, rest = product.folded.partition("\n")
            folded = f"{_words(name)}\n {_words(rest)}"
            connection.execute(_PRODUCT.update().where(_PRODUCT.c.id == product.id).values(folded=folded))
        rows = [row for product in products for row in _traits(product, values.get(product.id, []))]
        if rows:
            connection.execute(_TRAIT.insert(), rows)


def _traits(product: Any, variants: list[list[str]]) -> Iterator[dict[str, Any]]:
    seen: set[tuple[str, str]] = set()
    pairs = [(word, value) for word, value in product.facts]
    pairs += [pair for chosen in variants for pair in zip(product.option_names, chosen, strict=False)]
    for word, value in pairs:
        key = slug(word, _LONGEST), slug(value, _LONGEST)
        if all(key) and key not in seen and len(word) <= _LONGEST and len(value) <= _LONGEST:
            seen.add(key)
            yield {
                "shop_id": product.shop_id,
                "product_id": product.id,
                "word": key[0],
                "value": key[1],
                "shown": {"": [word, value]},
            }


def downgrade() -> None:
    op.drop_table("listing")
    op.drop_table("trait")
    op.drop_index("ix_product_by_price", table_name="product")
    # A name in a further language may have made the folded text longer than it could be before.
    op.execute("UPDATE category SET folded = substr(folded, 1, 120)")
    with op.batch_alter_table("category", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.alter_column("folded", existing_type=sa.String(length=400), type_=sa.String(length=120))
    op.drop_column("product", "price_from")
    op.drop_column("product", "unit")
    for table in ("variant", "product", "category"):
        op.drop_column(table, "wordings")
