"""How two people who work on one product find out about each other."""

from sqlalchemy import select

from shopapp.catalog.models import Product
from shopapp.catalog.rules import NoSuchProduct
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef


def lock_product(shop: ShopRef, product_id: int) -> Product:
    """The product as it is now, held until the transaction ends. Raises NoSuchProduct.

    Held without its key: an order being placed names the product, and must not wait for whoever edits it.
    """
    query = select(Product).where(Product.shop_id == shop.id, Product.id == product_id).with_for_update(key_share=True)
    product = db.session.execute(query.execution_options(populate_existing=True)).scalar_one_or_none()
    if product is None:
        raise NoSuchProduct(product_id)
    return product


def raise_version(product: Product) -> None:
    """Whoever opened a form before this change is told when saving it."""
    product.version += 1
