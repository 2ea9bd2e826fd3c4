"""Every read of the catalogue that has a name. Visitors' reads leave out what is hidden."""

from shopapp.catalog.queries.cards import (
    Card,
    CategoryView,
    PictureView,
    card_from,
    card_statement,
    find_category,
    list_cards,
    search_cards,
)
from shopapp.catalog.queries.desk import DeskProduct, DeskVariant, find_desk_product, list_desk_products
from shopapp.catalog.queries.ordering import (
    OrderableVariant,
    find_orderable,
    get_variants,
    list_product_choices,
    orderable_variants,
)
from shopapp.catalog.queries.products import ProductSheet, VariantView, find_gallery, find_product_by_slug, get_sheets

__all__ = [
    "Card",
    "CategoryView",
    "DeskProduct",
    "DeskVariant",
    "OrderableVariant",
    "PictureView",
    "ProductSheet",
    "VariantView",
    "card_from",
    "card_statement",
    "find_category",
    "find_desk_product",
    "find_gallery",
    "find_orderable",
    "find_product_by_slug",
    "get_sheets",
    "get_variants",
    "list_cards",
    "list_desk_products",
    "list_product_choices",
    "orderable_variants",
    "search_cards",
]
