"""The matrix of roles is what the program does: each role before each route of the back office, by each method."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from werkzeug.routing import AnyConverter, BaseConverter, IntegerConverter, Rule

from shopapp.accounts.rules import own_path
from shopapp.orders import actions
from shopapp.platform.access import ROLE_MATRIX, ROLE_REACH, Area, Permission, Reach, Role, access_rule_of
from shopapp.platform.database import transaction
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.tenancy.scope import acting_for
from tests.accounts.builders import make_role, post, sign_in
from tests.builders import NOW
from tests.conftest import ShopClient, on_one_engine
from tests.orders.builders import Stall, only_order, place
from tests.support.fixtures import Proof

engine = on_one_engine("sqlite")

ClientOf = Callable[[ShopRef], ShopClient]
PLAIN = {"HEAD", "OPTIONS"}


def desk_rules(app: Flask) -> list[Rule]:
    """Every route for staff."""
    rules = sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint))
    return [rule for rule in rules if permission_of(app, rule) is not None]


def permission_of(app: Flask, rule: Rule) -> Permission | None:
    access = access_rule_of(app.view_functions[rule.endpoint])
    return access.permission if access and access.kind == "staff" else None


def gap_filler(kind: BaseConverter) -> Any:
    """A number or word the gap takes."""
    if isinstance(kind, IntegerConverter):
        return 999999
    return sorted(kind.items)[0] if isinstance(kind, AnyConverter) else "x1"


def path_of(rule: Rule) -> str:
    """The route's address; its gaps hold something that leads nowhere."""
    values = {name: gap_filler(kind) for name, kind in rule._converters.items()}
    built = rule.build(values, append_unknown=False)
    assert built is not None
    return str(built[1])


def was_let_in(client: ShopClient, method: str, path: str) -> bool:
    """Whether the request came past the gate: a refusal is 403, or the way to signing in."""
    answer = client.open(path, method=method, data={"x": "y"} if method == "POST" else None)
    assert answer.status_code < 500, f"{answer.status_code}: {method} {path}"
    is_sent_away = answer.status_code == 303 and "/dang-nhap" in answer.location
    return answer.status_code != 403 and not is_sent_away


@pytest.fixture
def desks(app: Flask, shop: ShopRef, client_of: ClientOf) -> dict[Role | None, ShopClient]:
    """A browser for each role, and one in which nobody is signed in."""
    found: dict[Role | None, ShopClient] = {None: client_of(shop)}
    for role in Role:
        make_role(app, shop, role)
        found[role] = client_of(shop)
        assert sign_in(found[role], f"{role.value}@a.example").status_code == 303
    return found


def test_every_role_meets_exactly_what_its_row_of_the_matrix_says(
    app: Flask, desks: dict[Role | None, ShopClient], proof: Proof
) -> None:
    deviations, asked = [], 0
    for rule in desk_rules(app):
        permission = permission_of(app, rule)
        for method in sorted((rule.methods or set()) - PLAIN):
            for role, client in desks.items():
                asked += 1
                expected = role is not None and permission in ROLE_MATRIX[role]
                if was_let_in(client, method, path_of(rule)) is not expected:
                    deviations.append(f"{role}: {method} {rule.rule} should be {'open' if expected else 'closed'}")
    assert deviations == []
    assert asked > 200
    proof.note("roles × routes × methods, deviations", f"{asked}, {len(deviations)}")


def test_the_page_shows_the_matrix_the_gate_reads(desks: dict[Role | None, ShopClient]) -> None:
    for role in Role:
        page = desks[role].get("/quan-tri/cua-hang/vai-tro?lang=en").text
        granted = sum(len(permissions) for permissions in ROLE_MATRIX.values())
        assert page.count(">yes</td>") == granted
        assert page.count(">no</td>") == len(Role) * len(Permission) - granted


def test_whom_each_role_may_become_is_written_down() -> None:
    # Whoever changes the matrix reads this and says so here, too.
    alone = {p for p in Permission if [r for r in Role if p in ROLE_MATRIX[r]] == [Role.OWNER]}
    assert alone == {Permission.OWNERS_MANAGE, Permission.SECURITY_CHANGE}
    assert ROLE_MATRIX[Role.COURIER] == {Permission.BACK_OFFICE, Permission.ORDERS_DELIVER}
    assert not ROLE_MATRIX[Role.AGENT] & {Permission.CONTACTS_REVEAL, Permission.ORDERS_CHANGE, Permission.MESSAGES_SEE}
    assert ROLE_REACH[Role.COURIER][Area.ORDERS] is Reach.DELIVERIES
    assert {area: ROLE_REACH[Role.AGENT][area] for area in Area} == dict.fromkeys(Area, Reach.ASSIGNED)


def test_there_is_no_way_to_act_as_somebody_else(app: Flask) -> None:
    words = ("impersonat", "act-as", "thay-mat", "dang-nhap-nhu")
    assert not [rule.rule for rule in app.url_map.iter_rules() if any(word in rule.rule for word in words)]
    assert own_path("/quan-tri/tai-khoan") == "/quan-tri/tai-khoan"


@pytest.fixture
def courier(app: Flask, stall: Stall, client_of: ClientOf) -> tuple[int, ShopClient]:
    account_id = make_role(app, stall.shop, Role.COURIER)
    client = client_of(stall.shop)
    assert sign_in(client, "courier@a.example").status_code == 303
    return account_id, client


def move(app: Flask, shop: ShopRef, order_id: int, *steps: str, to: int | None = None) -> None:
    with app.app_context(), acting_for(shop), transaction():
        for step in steps:
            actions.advance(shop, order_id, step, account_id=None, now=NOW)
        if to is not None:
            actions.assign(shop, order_id, to_account_id=to, account_id=to, now=NOW)


def test_a_courier_sees_only_their_own_orders_and_only_while_they_deliver_them(
    app: Flask, stall: Stall, courier: tuple[int, ShopClient]
) -> None:
    me, client = courier
    placed = place(app, stall)
    page = f"/quan-tri/giao-hang/{placed.id}"
    seen = {}
    seen["placed, nobody's"] = client.get(page).status_code
    move(app, stall.shop, placed.id, to=me)
    seen["placed, mine"] = client.get(page).status_code
    move(app, stall.shop, placed.id, "confirmed")
    seen["confirmed, mine"] = client.get(page).status_code
    move(app, stall.shop, placed.id, "preparing")
    seen["preparing, mine"] = client.get(page).status_code
    move(app, stall.shop, placed.id, to=make_role(app, stall.shop, Role.COURIER, email="hai@a.example"))
    seen["preparing, another's"] = client.get(page).status_code
    move(app, stall.shop, placed.id, "sent_out", to=me)
    seen["on the way, mine"] = client.get(page).status_code
    move(app, stall.shop, placed.id, "delivered")
    seen["delivered, mine"] = client.get(page).status_code
    assert seen == {
        "placed, nobody's": 404,
        "placed, mine": 404,
        "confirmed, mine": 404,
        "preparing, mine": 200,
        "preparing, another's": 404,
        "on the way, mine": 200,
        "delivered, mine": 404,
    }


def test_a_courier_reads_the_door_and_the_amount_and_nothing_else(
    app: Flask, stall: Stall, courier: tuple[int, ShopClient]
) -> None:
    me, client = courier
    placed = place(app, stall)
    move(app, stall.shop, placed.id, "confirmed", "preparing", to=me)
    order, page = only_order(app, stall.shop), f"/quan-tri/giao-hang/{placed.id}"
    needed = (order.recipient_name, order.street)
    assert not [text for text in needed if text in client.get(page).text]
    assert post(client, f"{page}/xem-dia-chi", page=page).status_code == 303
    shown = client.get(page).text
    assert [text for text in needed if text not in shown] == []
    assert f"{order.total:,}".replace(",", ".") in shown
    everything = shown + client.get("/quan-tri/giao-hang").text + client.get("/quan-tri").text
    hidden = (order.sender_name, order.sender_email, order.greeting, order.note, "Hoa hồng")
    assert [text for text in hidden if text and text != order.recipient_name and text in everything] == []


def test_a_courier_delivers_and_collects(app: Flask, stall: Stall, courier: tuple[int, ShopClient]) -> None:
    me, client = courier
    placed = place(app, stall)
    move(app, stall.shop, placed.id, "confirmed", "preparing", to=me)
    page = f"/quan-tri/giao-hang/{placed.id}"
    assert "1 order for you to deliver" in client.get("/quan-tri?lang=en").text
    assert post(client, f"{page}/buoc", page=page, buoc="sent_out").status_code == 303
    assert post(client, f"{page}/buoc", page=page, buoc="delivered", **{"da-thu": "1"}).status_code == 303
    order = only_order(app, stall.shop)
    assert (order.state, order.paid_at is not None) == ("delivered", True)


@pytest.mark.parametrize("step", ["confirmed", "cancelled", "placed", "preparing"])
def test_a_courier_takes_no_step_but_those_of_a_delivery(
    app: Flask, stall: Stall, courier: tuple[int, ShopClient], step: str
) -> None:
    me, client = courier
    placed = place(app, stall)
    move(app, stall.shop, placed.id, "confirmed", "preparing", to=me)
    page = f"/quan-tri/giao-hang/{placed.id}"
    post(client, f"{page}/buoc", page=page, buoc=step)
    assert only_order(app, stall.shop).state == "preparing"


def test_an_agent_sees_only_what_they_are_in_charge_of_and_never_a_contact(
    app: Flask, stall: Stall, client_of: ClientOf
) -> None:
    me, placed = make_role(app, stall.shop, Role.AGENT), place(app, stall)
    client = client_of(stall.shop)
    sign_in(client, "agent@a.example")
    page, order = f"/quan-tri/don-hang/{placed.id}", only_order(app, stall.shop)
    assert client.get(page).status_code == 404
    assert order.code not in client.get("/quan-tri/don-hang?xem=tat-ca").text
    move(app, stall.shop, placed.id, to=me)
    assert order.code in client.get("/quan-tri/don-hang?xem=tat-ca").text
    shown = client.get(page).text
    contact = (order.sender_name, order.sender_email, "0900 000 123", order.recipient_name, order.street)
    assert [text for text in contact if text in shown] == []
    assert client.post(f"{page}/xem-day-du").status_code == 403


def test_an_agents_session_ends_with_their_last_day_and_none_begins_after_it(
    app: Flask, shop: ShopRef, client_of: ClientOf, proof: Proof
) -> None:
    last = datetime(2026, 11, 30, 16, 59, tzinfo=UTC)  # One minute to midnight in Vietnam.
    accepted: list[Any] = []
    with time_machine.travel(last - timedelta(minutes=30), tick=False) as clock:
        make_role(app, shop, Role.AGENT, ends_on=last.date())
        client, late = client_of(shop), client_of(shop)
        assert sign_in(client, "agent@a.example", kept="y").status_code == 303
        clock.move_to(last)
        assert client.get("/quan-tri").status_code == 200
        for hours in (0.02, 1, 24, 24 * 30):
            clock.move_to(last + timedelta(hours=hours))
            accepted += [path for path in ("/quan-tri", "/quan-tri/don-hang") if was_let_in(client, "GET", path)]
            accepted += ["sign-in"] if sign_in(late, "agent@a.example").status_code == 303 else []
    assert accepted == []
    proof.note("agents after their last day, accepted", len(accepted))
