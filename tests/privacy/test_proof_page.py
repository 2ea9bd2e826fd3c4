"""The page of proof as anybody sees it: public, cached, without a cookie, linked, and without a name."""

from flask import Flask

from shopapp.platform.tenancy.refs import ShopRef
from tests.accounts.builders import make_staff, sign_in
from tests.conftest import ShopClient, on_one_engine
from tests.inquiries.builders import EMAIL, NAME, PHONE, make_inquiry

engine = on_one_engine("sqlite")

PAGE = "/minh-bach"


def test_the_page_is_public_the_same_for_everybody_and_answered_by_304(
    app: Flask, shop: ShopRef, client: ShopClient, statements: list[str]
) -> None:
    answer = client.get(PAGE)
    assert answer.status_code == 200
    # One to find the shop, and one for each table that is counted; the purge has two.
    assert len(statements) <= 11
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "public, no-cache"
    again = client.get(PAGE, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    make_inquiry(app, shop, kind="complaint", topic="goods")
    assert client.get(PAGE, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 200


def test_no_name_or_contact_of_anybody_stands_on_it(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    make_staff(app, shop, name="Người Chủ Riêng")
    make_inquiry(app, shop, kind="complaint", topic="goods")
    for language in ("vi", "en"):
        page = client.get(f"{PAGE}?lang={language}").text
        main = page[page.index("<main") : page.index("<footer")]
        assert main.count('class="how"') == 9, "each part says how it is counted"
        assert not any(known in main for known in (NAME, EMAIL, PHONE[3:], "Người Chủ Riêng", "chu@a.example"))


def test_it_leads_on_and_is_reached_from_policy_footer_and_back_office(
    app: Flask, shop: ShopRef, client: ShopClient
) -> None:
    page = client.get(PAGE).text
    main = page[page.index("<main") : page.index("<footer")]
    for href in ("/chinh-sach-bao-mat", "/du-lieu-cua-toi", "/lien-he?loai=khieu-nai", "/bao-cao-an-ninh"):
        assert f'href="{href}"' in main
        assert client.get(href).status_code == 200
    home = client.get("/").text
    assert f'href="{PAGE}"' in home[home.index("<footer") :]
    policy = client.get("/chinh-sach-bao-mat").text
    assert policy[: policy.index("<footer")].count(f'href="{PAGE}"') >= 2, "at the head, and beside its promise"
    make_staff(app, shop)
    sign_in(client, "chu@a.example")
    assert f'href="{PAGE}"' in client.get("/quan-tri/cua-hang").text
