"""A copy to take away: what is in it, whose it is, how it comes and goes."""

import os
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from shopapp.operations import worker
from shopapp.platform.dispatch import Claim, Portion
from shopapp.platform.settings import current_settings
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from shopapp.privacy.rights.actions import EXPORT_JOB
from shopapp.privacy.rights.export import actions, jobs
from shopapp.privacy.rights.export.rules import cell, path_of_file
from shopapp.privacy.rights.export.writing import Copy
from shopapp.privacy.rights.models import DataExport, DataRequest
from tests.builders import NOW
from tests.conftest import ShopClient, on_one_engine
from tests.inquiries.builders import ask, picture, rows_of, upload
from tests.notifications.builders import work_off
from tests.orders.builders import furnish, messages_of, place
from tests.privacy.rights_visit import HOME, data_of, opened, prove, send, stored_copies, table_of
from tests.support.fixtures import Proof

engine = on_one_engine("sqlite")

ClientOf = Callable[[ShopRef], ShopClient]
SENDER, RECIPIENT = "0900 000 123", "0900 000 124"
COPY = "/tai-ve"


@pytest.fixture(autouse=True)
def clock() -> Iterator["time_machine.Traveller"]:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def fetched(client: ShopClient, app: Flask) -> dict[str, bytes]:
    """Ask for a copy, let the worker make it, and fetch it."""
    assert send(client, COPY).status_code == 303
    work_off(app)
    page = client.get(HOME + COPY).text
    path = page.partition(f'href="{HOME}{COPY}/')[2].partition('"')[0]
    answer = client.get(f"{HOME}{COPY}/{path}")
    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    assert answer.headers["Cache-Control"] == "private, no-store"
    content = answer.data
    return opened(content)


def make_copies(app: Flask) -> None:
    """Let the worker make what copies are asked for, and nothing else."""
    portion = Portion(only=frozenset({EXPORT_JOB}))
    assignment = worker.exchange(app, None, portion)
    assert assignment is not None
    assert worker.exchange(app, worker.perform(app, assignment), portion) is None


def test_a_copy_holds_a_page_data_tables_and_files_and_only_ones_own_side(
    app: Flask, shop: ShopRef, client: ShopClient
) -> None:
    place(app, furnish(app, shop), note='=HYPERLINK("x")', sender_name="@Nguyễn Thị Mẫu")
    asked = ask(client, phone="0900 000 123", email="", files=[upload(picture(), "hình của tôi.jpg")])
    assert asked.status_code == 303
    prove(client, app, shop, SENDER)
    files = fetched(client, app)
    page, records = files["doc-toi.html"].decode(), data_of(files)
    assert "<script" not in page
    assert page.count("<section>") == page.count("</section>") > 4
    assert "http" not in page.partition("<body>")[2]
    [order] = records["order.sent"]
    assert order["data"]["note"] == '=HYPERLINK("x")', "data is as it was typed"
    [head, row] = table_of(files, "order.sent")
    assert dict(zip(head, row, strict=True))["Ghi chú cho cửa hàng"] == '\'=HYPERLINK("x")', "tables are safe"
    assert "'@Nguyễn Thị Mẫu" in row
    assert order["data"]["sender_email"] == "m•••u@khach.example"
    [attached] = [name for name in files if name.startswith("tep/")]
    assert attached.endswith("-hinh-cua-toi.jpg")
    assert files[attached][:2] == b"\xff\xd8"
    assert f'href="{attached}"' in page
    whole = b"".join(files.values()).decode(errors="replace")
    assert not [text for text in ("Trần Văn Nhận", "900 000 124", "Ví Dụ", "sinh nhật", "Phường") if text in whole]


def test_a_recipients_copy_says_nothing_of_the_sender(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    place(app, furnish(app, shop), note="Xin giấu tên")
    prove(client, app, shop, RECIPIENT)
    whole = b"".join(fetched(client, app).values()).decode(errors="replace")
    assert "Chúc mừng sinh nhật!" in whole
    assert not [text for text in ("Thị Mẫu", "mau@", "000 123", "Xin giấu tên", "Bó hồng") if text in whole]


def test_one_copy_is_made_at_a_time_and_its_progress_is_shown(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    place(app, furnish(app, shop))
    prove(client, app, shop, SENDER)
    for _tap in range(2):
        assert send(client, COPY, "").status_code == 303
    assert len(rows_of(app, shop, DataExport)) == 1
    page = client.get(HOME + COPY).text
    assert "<progress" in page
    assert "Xem tiến độ" in page, "a link does without a script what a script does with it"
    progress = f"{HOME}{COPY}/tien-do"
    assert '"is_over":false' in client.get(progress).text
    work_off(app)
    assert '"is_over":true,"percent":100' in client.get(progress).text
    told = [(kind, to) for kind, _channel, to in messages_of(app, shop) if kind.startswith("privacy.")]
    assert told == [("privacy.request_received", "+84900000123"), ("privacy.request_news", "+84900000123")]


def test_a_copy_is_nobody_elses_and_goes_after_seven_days(
    app: Flask, two_shops: tuple[ShopRef, ShopRef], client_of: ClientOf, clock: "time_machine.Traveller"
) -> None:
    shop, other = two_shops
    place(app, furnish(app, shop))
    mine, stranger, elsewhere = client_of(shop), client_of(shop), client_of(other)
    prove(mine, app, shop, SENDER)
    fetched(mine, app)
    [export] = rows_of(app, shop, DataExport)
    path = f"{HOME}{COPY}/{export.id}"
    prove(stranger, app, shop, RECIPIENT)
    prove(elsewhere, app, other, SENDER)
    assert client_of(shop).get(path).status_code == 303
    assert stranger.get(path).status_code == 404
    assert elsewhere.get(path).status_code == 404
    clock.shift(timedelta(days=7, seconds=1))
    prove(mine, app, shop, SENDER)
    late = mine.get(path)
    assert late.status_code == 410, "also before the worker has come by"
    assert "không còn nữa" in late.text
    work_off(app)
    assert stored_copies(app) == []
    assert mine.get(path).status_code == 410
    [request] = rows_of(app, shop, DataRequest)
    assert request.state == "done"


def test_a_try_that_was_broken_off_leaves_no_file_and_the_next_one_goes_on(
    app: Flask, shop: ShopRef, client: ShopClient, monkeypatch: pytest.MonkeyPatch, clock: "time_machine.Traveller"
) -> None:
    place(app, furnish(app, shop))
    prove(client, app, shop, SENDER)
    assert send(client, COPY).status_code == 303

    def fails(*_args: object) -> None:
        raise OSError("no room left")

    with monkeypatch.context() as patched:
        patched.setattr(Copy, "write", fails)
        work_off(app)
    assert stored_copies(app) == []
    assert rows_of(app, shop, DataExport)[0].state == "running"
    clock.shift(timedelta(minutes=5))
    work_off(app)
    assert rows_of(app, shop, DataExport)[0].state == "ready"


def test_a_copy_that_was_given_up_is_made_when_asked_for_again_under_the_same_receipt(
    app: Flask, shop: ShopRef, client: ShopClient, clock: "time_machine.Traveller", monkeypatch: pytest.MonkeyPatch
) -> None:
    place(app, furnish(app, shop))
    prove(client, app, shop, SENDER)
    send(client, COPY)
    with monkeypatch.context() as patched:
        patched.setattr(jobs, "MOST_ATTEMPTS", 0)
        work_off(app)
    page = client.get(HOME + COPY).text
    assert "Chưa lập được bản sao" in page
    assert len(fetched(client, app)) > 3
    [request] = rows_of(app, shop, DataRequest)
    assert request.state == "done"


def test_a_copy_nobody_wants_any_more_leaves_no_file(app: Flask, shop: ShopRef, client: ShopClient) -> None:
    place(app, furnish(app, shop))
    prove(client, app, shop, SENDER)
    send(client, COPY)
    [export] = rows_of(app, shop, DataExport)
    lost = Claim(10**6, shop.id, "data_export", export.id, "of-another-worker", 1)
    with app.app_context(), acting_for(shop):
        jobs.make_export(shop, export.id, lost, NOW)
    assert stored_copies(app) == []


def test_a_customer_with_many_orders_gets_them_all_in_bounded_memory_while_orders_go_on(
    app: Flask, shop: ShopRef, client: ShopClient, proof: Proof, monkeypatch: pytest.MonkeyPatch
) -> None:
    stall, count = furnish(app, shop), proof.size(60, 1000)
    for _n in range(count):
        place(app, stall, (stall.small, 1))
    prove(client, app, shop, SENDER)
    assert send(client, COPY).status_code == 303
    placed_meanwhile: list[int] = []
    noted = actions.note_progress

    def noting(*args: Any) -> bool:
        placed_meanwhile.append(len(placed_meanwhile))
        return noted(*args)

    monkeypatch.setattr(actions, "note_progress", noting)
    tracemalloc.start()
    make_copies(app)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(placed_meanwhile) >= count // 50, "between a few records each the write lock is free"
    proof.note("copy of many orders: peak of memory, MB", round(peak / 2**20, 1))
    assert peak < 60 * 2**20
    [export] = rows_of(app, shop, DataExport)
    with app.app_context():
        size = os.path.getsize(current_settings().files / export.file_key)
    assert size == export.bytes
    page = client.get(f"{HOME}{COPY}/{export.id}")
    assert len(data_of(opened(page.data))["order.sent"]) == count


def test_cells_and_names_of_files_are_tamed() -> None:
    tamed = [cell(text) for text in ("=1+1", "+84", "-1", "@a", "\t=1", "＝1", " =1", "1=1", "Hoa", "")]
    assert tamed == ["'=1+1", "'+84", "'-1", "'@a", "'\t=1", "'＝1", "' =1", "1=1", "Hoa", ""]
    assert cell('Hoa;=HYPERLINK("x")') == 'Hoa;\'=HYPERLINK("x")', "many parts of the world part cells there"
    assert cell("Hoa\n=1+1; 2") == "Hoa\n'=1+1; 2"
    assert path_of_file(7, "../../Ảnh cưới.PNG") == "tep/7-anh-cuoi.png"
    assert path_of_file(7, "....") == "tep/7-tep"
