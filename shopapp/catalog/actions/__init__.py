"""Every change of the catalogue."""

from shopapp.catalog.actions.categories import (
    add_category,
    change_category,
    move_category,
    name_category,
    publish_menu,
    show_category,
)
from shopapp.catalog.actions.listings import renew_all_listings, renew_listings
from shopapp.catalog.actions.order import STEPS, Step, move_product
from shopapp.catalog.actions.pictures import (
    add_picture,
    attach_loose,
    begin_forgetting,
    describe,
    drop_loose,
    forget_picture,
    keep_loose,
    record_sizes,
    remove_picture,
    restore_picture,
    save_pictures,
    storage_key,
)
from shopapp.catalog.actions.products import (
    add_product,
    archive_product,
    change_product,
    duplicate_product,
    hide_product,
    restore_product,
    show_product,
)
from shopapp.catalog.actions.stock import release, release_all, reserve, reserve_all
from shopapp.catalog.actions.variants import change_options, change_stock, change_variants

__all__ = [
    "STEPS",
    "Step",
    "add_category",
    "add_picture",
    "add_product",
    "archive_product",
    "attach_loose",
    "begin_forgetting",
    "change_category",
    "change_options",
    "change_product",
    "change_stock",
    "change_variants",
    "describe",
    "drop_loose",
    "duplicate_product",
    "forget_picture",
    "hide_product",
    "keep_loose",
    "move_category",
    "move_product",
    "name_category",
    "publish_menu",
    "record_sizes",
    "release",
    "release_all",
    "remove_picture",
    "renew_all_listings",
    "renew_listings",
    "reserve",
    "reserve_all",
    "restore_picture",
    "restore_product",
    "save_pictures",
    "show_category",
    "show_product",
    "storage_key",
]
