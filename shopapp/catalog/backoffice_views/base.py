"""What the pages of the shop's side share."""

from flask import Blueprint, abort

from shopapp.catalog import queries
from shopapp.platform.web.gate import current_face, current_shop

blueprint = Blueprint("catalog_backoffice", __name__, url_prefix="/quan-tri/san-pham")
HOME = "/quan-tri/san-pham"
ONE = "/<int(max=999999999999999):product_id>"


def further() -> str:
    """The further language the shop offers its visitors, "" where it offers none."""
    return next(iter(current_face().languages[1:]), "")


def product_or_404(product_id: int) -> queries.DeskProduct:
    """A product as lists and its page show it."""
    found = queries.find_desk_product(current_shop(), product_id)
    if found is None:
        abort(404)
    return found


def edited_or_404(product_id: int) -> queries.EditProduct:
    """A product with everything that can be changed."""
    found = queries.find_for_edit(current_shop(), product_id)
    if found is None:
        abort(404)
    return found
