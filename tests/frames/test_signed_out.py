"""What somebody reads who sends a form after the session has ended."""

from flask import Flask

from shopapp.platform.tenancy.refs import ShopRef
from tests.accounts.builders import make_staff, sign_in
from tests.builders import csrf_token
from tests.conftest import ShopClient


def test_a_form_sent_after_the_session_ended_says_so(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    make_staff(app, shop)
    sign_in(client, "chu@a.example")
    token = csrf_token(client.get("/quan-tri").text)
    client.delete_cookie("staff", domain="a.localhost")
    answer = client.post("/quan-tri/don-hang/1/ghi-chu", data={"csrf_token": token, "ghi-chu": "Nơ đỏ"})
    assert answer.status_code == 403
    assert "đăng nhập" in answer.text
    assert "Vai trò" not in answer.text
