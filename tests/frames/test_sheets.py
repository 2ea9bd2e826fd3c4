"""Who arrives gets the style sheet with the page, allowed by its digest alone; who goes on gets a link to it."""

import base64
import hashlib
import re

import pytest

from shopapp.platform.tenancy.refs import ShopRef
from tests.conftest import ShopClient


@pytest.mark.parametrize("path", ["/", "/chinh-sach-bao-mat", "/dat-hang", "/khong-co-trang-nay"])
@pytest.mark.parametrize("site", ["none", "cross-site"])
def test_a_page_brings_its_sheet_to_whoever_arrives(shop: ShopRef, client: ShopClient, path: str, site: str) -> None:
    answer = client.get(path, headers={"Sec-Fetch-Site": site})
    [sheet] = re.findall(r'<style data-next="([^"]+)">(.*?)</style>', answer.text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(sheet[1].encode()).digest()).decode()
    assert f"style-src 'self' 'sha256-{digest}'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert 'rel="stylesheet" href="/theme-' not in answer.text
    # What later pages link is the same sheet.
    linked = client.get(sheet[0].replace("&amp;", "&"))
    assert (linked.status_code, linked.text) == (200, sheet[1])


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "same-origin"}, {}])
def test_a_page_links_its_sheet_for_whoever_goes_on(shop: ShopRef, client: ShopClient, headers: dict[str, str]) -> None:
    answer = client.get("/", headers=headers)
    assert "<style" not in answer.text
    assert re.search(r'<link rel="stylesheet" href="/theme-[0-9a-f]+\.css\?trang=window">', answer.text)
    assert "style-src 'self';" in answer.headers["Content-Security-Policy"]


def test_caches_keep_the_two_apart_and_a_kept_page_keeps_its_policy(shop: ShopRef, client: ShopClient) -> None:
    arriving = client.get("/", headers={"Sec-Fetch-Site": "none"})
    assert "Sec-Fetch-Site" in arriving.headers["Vary"]
    again = client.get("/", headers={"Sec-Fetch-Site": "none", "If-None-Match": arriving.headers["ETag"]})
    assert again.status_code == 304
    assert again.headers["Content-Security-Policy"] == arriving.headers["Content-Security-Policy"]
    going_on = {"Sec-Fetch-Site": "same-origin", "If-None-Match": arriving.headers["ETag"]}
    assert client.get("/", headers=going_on).status_code == 200
