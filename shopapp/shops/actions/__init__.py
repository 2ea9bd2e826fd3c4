"""Changes to a shop: making one, its hosts and status, its profile by sections."""

from shopapp.shops.actions.logos import add_logo, begin_forgetting, forget_logos, hold_logo, note_logo
from shopapp.shops.actions.sections import (
    close_section,
    open_for_undo,
    open_section,
    save_section,
    undo_section,
)
from shopapp.shops.actions.shop import (
    add_host,
    change_profile,
    create_shop,
    face_of,
    remove_host,
    renew_face,
    set_base_url,
    set_delivery,
    set_menu,
    set_pages,
    set_status,
    touch,
)

__all__ = [
    "add_host",
    "add_logo",
    "begin_forgetting",
    "change_profile",
    "close_section",
    "create_shop",
    "face_of",
    "forget_logos",
    "hold_logo",
    "note_logo",
    "open_for_undo",
    "open_section",
    "remove_host",
    "renew_face",
    "save_section",
    "set_base_url",
    "set_delivery",
    "set_menu",
    "set_pages",
    "set_status",
    "touch",
    "undo_section",
]
