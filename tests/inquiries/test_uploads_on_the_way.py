"""Files of a form: kept through mistakes, taken once, gone when the form is never sent; opened by nobody else."""

import io
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from PIL import Image

from shopapp.inquiries import web
from shopapp.inquiries.jobs import forget_unsent
from shopapp.inquiries.models import Attachment, Inquiry, PendingAttachment
from shopapp.inquiries.queries import list_pending
from shopapp.kernel.clock import now
from shopapp.platform.storage import Storage
from shopapp.platform.tenancy.refs import ShopRef
from tests.conftest import ShopClient
from tests.inquiries.builders import PDF, ask, fields_of, filled, picture, rows_of, send, stored_files, upload

Inside = Callable[[ShopRef | None], AbstractContextManager[None]]


def names_of(rows: list[Any]) -> list[str]:
    return [row.name for row in rows]


def test_files_arrive_with_the_inquiry(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    answer = ask(client, files=[upload(picture()), upload(PDF, "bản vẽ.pdf")])
    assert answer.status_code == 303
    assert names_of(rows_of(app, shop, Attachment)) == ["anh.jpg", "bản vẽ.pdf"]
    assert rows_of(app, shop, PendingAttachment) == []
    assert len(stored_files(app)) == 2
    assert "bản vẽ.pdf" in client.get(answer.location).text


def test_pictures_and_pdf_are_handed_out_so_that_they_cannot_run(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    place = ask(client, files=[upload(picture()), upload(PDF, "bản vẽ.pdf")]).location
    shown, saved = (client.get(f"{place}/tep/{row.id}") for row in rows_of(app, shop, Attachment))
    for answer in (shown, saved):
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert answer.headers["Cache-Control"] == "private, no-store"
    assert shown.mimetype == "image/jpeg"
    assert shown.headers["Content-Disposition"].startswith("inline; filename=anh.jpg;")
    assert saved.mimetype == "application/pdf"
    assert saved.headers["Content-Disposition"].startswith("attachment;")
    assert "filename*=UTF-8''b%E1%BA%A3n%20v%E1%BA%BD.pdf" in saved.headers["Content-Disposition"]
    assert saved.data == PDF


def test_a_picture_is_also_handed_out_small(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    large = picture("PNG", (1200, 600), "RGBA")
    place = ask(client, files=[upload(large, "to.png"), upload(PDF, "bản vẽ.pdf")]).location
    row, paper = rows_of(app, shop, Attachment)
    assert f"{place}/tep/{row.id}?nho=1" in client.get(place).text
    answer = client.get(f"{place}/tep/{row.id}?nho=1")
    assert (answer.mimetype, Image.open(io.BytesIO(answer.data)).size) == ("image/jpeg", (480, 240))
    assert client.get(f"{place}/tep/{paper.id}?nho=1").data == PDF


def test_who_sends_files_without_end_is_stopped_and_the_shop_stays_open_for_words(
    app: Flask, shop: ShopRef, client: ShopClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = [ask(client, name="", files=[upload(PDF, "x.pdf")]).status_code for _ in range(21)]
    assert codes == [422] * 20 + [429]
    assert ask(client).status_code == 303
    monkeypatch.setattr(web, "WITH_FILES", 1000)
    monkeypatch.setattr(web, "WITH_FILES_A_DAY", 20)
    answer = ask(client, files=[upload(PDF, "x.pdf")])
    assert answer.status_code == 422
    assert 'id="files-error"' in answer.text
    assert len(stored_files(app)) == 20


def test_a_file_opens_behind_its_own_link_and_no_other(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], client_of: Any
) -> None:
    ours, theirs = two_shops
    place = ask(client_of(ours), files=[upload(picture())]).location
    other = ask(client_of(ours), phone="0900 000 106").location
    foreign = ask(client_of(theirs), files=[upload(picture())]).location
    [row], [foreign_row] = rows_of(app, ours, Attachment), rows_of(app, theirs, Attachment)
    assert client_of(ours).get(f"{place}/tep/{row.id}").status_code == 200
    assert client_of(ours).get(f"{other}/tep/{row.id}").status_code == 404
    assert client_of(theirs).get(f"{place}/tep/{row.id}").status_code == 404
    assert client_of(ours).get(f"{place}/tep/{foreign_row.id + 1000}").status_code == 404
    assert client_of(theirs).get(f"{foreign}/tep/{foreign_row.id}").status_code == 200
    assert client_of(ours).get(f"{place}/tep/{10**30}").status_code == 404


def test_good_files_of_a_form_with_a_mistake_need_not_be_chosen_again(
    app: Flask, shop: ShopRef, client: ShopClient
) -> None:
    answer = ask(client, name="", files=[upload(picture(), "giữ.jpg"), upload(b"<html>", "trang.png")])
    assert answer.status_code == 422
    assert "giữ.jpg" in answer.text
    assert "trang.png" in answer.text, "the bad one is named"
    assert names_of(rows_of(app, shop, PendingAttachment)) == ["giữ.jpg"]
    sent = send(client, "/lien-he", filled(answer.text))
    assert sent.status_code == 303
    assert names_of(rows_of(app, shop, Attachment)) == ["giữ.jpg"]
    assert rows_of(app, shop, PendingAttachment) == []


def test_a_kept_file_can_be_left_out(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    answer = ask(client, name="", files=[upload(picture(), "bỏ.jpg"), upload(PDF, "giữ.pdf")])
    unwanted, _wanted = rows_of(app, shop, PendingAttachment)
    assert send(client, "/lien-he", filled(answer.text, drop=str(unwanted.id))).status_code == 303
    assert names_of(rows_of(app, shop, Attachment)) == ["giữ.pdf"]
    assert len(stored_files(app)) == 1


def test_kept_files_are_bound_to_their_form(app: Flask, shop: ShopRef, client_of: Any) -> None:
    mine, other = client_of(shop), client_of(shop)
    ask(mine, name="", files=[upload(picture(), "riêng.jpg")])
    [row] = rows_of(app, shop, PendingAttachment)
    assert ask(other, drop=str(row.id)).status_code == 303
    assert names_of(rows_of(app, shop, PendingAttachment)) == ["riêng.jpg"]
    assert rows_of(app, shop, Attachment) == []


def test_a_file_that_cannot_be_taken_is_named_and_nothing_of_it_is_stored(
    app: Flask, shop: ShopRef, client: ShopClient
) -> None:
    for name, content in (
        ("anh.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        ("anh.jpg", b"\xff\xd8\xff<script>"),
        ("rong.jpg", b""),
        ("lon.jpg", b"\xff\xd8\xff" + b"x" * (10 * 1024 * 1024)),
        ("anh.heic", b"\0\0\0\x18ftypheic" + b"\0" * 40),
        ("'><x-y>.jpg", b"GIF89a"),
    ):
        answer = ask(client, files=[upload(content, name)])
        assert answer.status_code == 422, name
        assert 'id="files-error"' in answer.text
        assert "<x-y" not in answer.text
    assert rows_of(app, shop, Inquiry) == []
    assert stored_files(app) == []


def test_five_files_are_enough(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    answer = ask(client, files=[upload(picture(), f"{n}.jpg") for n in range(6)])
    assert answer.status_code == 422
    assert len(rows_of(app, shop, PendingAttachment)) == 5
    answer = send(client, "/lien-he", filled(answer.text, files=[upload(picture(), "6.jpg")]))
    assert answer.status_code == 422
    assert len(rows_of(app, shop, PendingAttachment)) == 5
    assert send(client, "/lien-he", filled(answer.text)).status_code == 303
    assert len(rows_of(app, shop, Attachment)) == 5


def test_five_large_files_fit_into_one_form(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    large = PDF + b"x" * (9 * 1024 * 1024)
    assert ask(client, files=[upload(large, f"{n}.pdf") for n in range(5)]).status_code == 303
    assert len(rows_of(app, shop, Attachment)) == 5


def test_a_form_that_is_not_ours_leaves_no_file(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    assert ask(client, csrf_token="outdated", files=[upload(picture())]).status_code == 422
    assert rows_of(app, shop, PendingAttachment) == []
    assert stored_files(app) == []


def test_sending_twice_with_files_gives_one_inquiry_and_one_copy(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    data = filled(client.get("/lien-he").text)
    places = {send(client, "/lien-he", data | {"files": [upload(picture())]}).location for _ in range(2)}
    assert len(places) == 1
    assert len(rows_of(app, shop, Attachment)) == 1
    other = send(client, "/lien-he", data | {"files": [upload(picture(size=(9, 9)))]})
    assert other.status_code == 409, "another picture is other content"


def test_files_of_a_form_never_sent_go_after_a_day(
    app: Flask, shop: ShopRef, client: ShopClient, inside: Inside
) -> None:
    answer = ask(client, name="", files=[upload(picture())])
    form_key = fields_of(answer.text)["form_key"]
    with inside(shop):
        assert list_pending(shop, form_key, now=now() + timedelta(hours=23))
        assert not list_pending(shop, form_key, now=now() + timedelta(hours=24))
        forget_unsent(shop, now() + timedelta(hours=24))
    assert len(rows_of(app, shop, PendingAttachment)) == 1, "an hour is left to a form that is just being sent"
    with inside(shop):
        forget_unsent(shop, now() + timedelta(hours=26))
    assert rows_of(app, shop, PendingAttachment) == []
    assert stored_files(app) == []


def test_only_the_own_shop_is_cleaned(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], client_of: Any, inside: Inside
) -> None:
    for shop in two_shops:
        ask(client_of(shop), name="", files=[upload(picture())])
    with inside(two_shops[0]):
        forget_unsent(two_shops[0], now() + timedelta(hours=26))
    assert [len(rows_of(app, shop, PendingAttachment)) for shop in two_shops] == [0, 1]
    assert len(stored_files(app)) == 1


def test_a_full_disk_is_told_in_words_and_leaves_no_row(
    app: Flask, shop: ShopRef, client: ShopClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Storage, "put", refuse)
    answer = ask(client, files=[upload(picture())])
    assert answer.status_code == 422
    assert 'id="files-error"' in answer.text
    assert rows_of(app, shop, PendingAttachment) == []
    assert rows_of(app, shop, Inquiry) == []


def test_a_row_whose_bytes_were_never_written_is_passed_over(
    app: Flask, shop: ShopRef, client: ShopClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        # As if the program was stopped between the row and its bytes.
        patched.setattr(Storage, "put", lambda *_: None)
        answer = ask(client, name="", files=[upload(picture())])
    assert send(client, "/lien-he", filled(answer.text)).status_code == 303
    assert rows_of(app, shop, Attachment) == []


def test_bytes_that_are_missing_are_not_found(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    place = ask(client, files=[upload(picture())]).location
    [row] = rows_of(app, shop, Attachment)
    with app.app_context():
        from shopapp.platform.settings import files

        files().delete(row.key)
    assert client.get(f"{place}/tep/{row.id}").status_code == 404
