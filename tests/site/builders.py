"""A shop with everything a home page can show."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from shopapp.catalog.models import Picture
from shopapp.catalog.rules import PictureDraft, VariantDraft
from shopapp.platform.database import db
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.builders import NOW
from tests.catalog.builders import make_category, make_product, make_sizes, picture_bytes
from tests.content.builders import make_post

LONG_AGO = NOW - timedelta(days=400)


def fill_shop(app: Flask, shop: ShopRef, *, with_sizes: bool = True) -> None:
    """Seven categories, nine featured products with pictures in sizes, three pieces of news."""
    picture = picture_bytes(size=(640, 800))
    for number in range(1, 8):
        category = make_category(
            app,
            shop,
            f"danh-muc-{number}",
            name=f"Dịp thứ {number}",
            intro=f"Những bó hoa cho dịp thứ {number} trong năm.",
        )
        for one in ("a", "b") if number < 3 else ("a",):
            make_product(
                app,
                shop,
                f"san-pham-{number}{one}",
                name=f"Bó hoa {one} của dịp thứ {number}",
                category_id=category,
                featured=True,
                pictures=(PictureDraft(picture, f"Bó hoa {one} của dịp thứ {number} gói giấy kem"),),
                facts=(("Tuổi", "3 tháng"), ("Giới tính", "Cái"), ("Giá tham khảo", "từ 45.000 ₫")),
                variants=(VariantDraft(price=100_000 + number, stock=5),),
            )
    for number in range(3):
        make_post(app, shop, f"tin-{number}", title=f"Tin thứ {number}", published_at=LONG_AGO)
    if not with_sizes:
        return
    with app.app_context(), acting_for(shop):
        ids = db.session.execute(select(Picture.id)).scalars().all()
    for picture_id in ids:
        make_sizes(app, shop, picture_id)
