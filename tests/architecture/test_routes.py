"""Every route says who may use it, and none takes a form without the page it belongs to."""

from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.routing import AnyConverter, BaseConverter, Rule

from shopapp.platform.access import ROLE_MATRIX, AccessRule, Permission, Role, access_rule_of, open_to_all
from shopapp.platform.database import Base, db
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.incidents.backoffice_views import TYPED
from tests.accounts.builders import make_staff, sign_in
from tests.conftest import ShopClient, on_one_engine
from tests.customers.builders import make_customer
from tests.customers.builders import sign_in as sign_in_customer
from tests.support.rows import snapshot

engine = on_one_engine("sqlite")

SAFE = {"GET", "HEAD", "OPTIONS"}
# These show the page again with everything typed when the token is too old, instead of an error page.
# That they change nothing without a token is proven with whole forms in tests/security.
KEEPING_WHAT_WAS_TYPED = {
    "inquiries_storefront.send_question",
    "inquiries_storefront.send_quote_request",
    "inquiries_storefront.write",
    "inquiries_backoffice.type_in",
    "inquiries_backoffice.answer",
    "inquiries_backoffice.add_note",
    "cases_storefront.send",
    "cases_backoffice.close",
    "complaints_backoffice.note_answer",
    *(f"incidents_backoffice.{name}" for name in TYPED),
    "orders_storefront.place",
}
# A gateway knocks here, not a browser: its signature is checked in the view, and without a gateway nobody opens.
SIGNED = {"notifications_storefront.report"}
# A browser tells that a link was tapped; no form is sent and nothing but a count changes.
TOLD_BY_BROWSERS = {"usage_storefront.tapped"}
# Showing contact data in full is looking; it is a POST because it leaves a row in the log of who looked.
LOOKING = {"orders_backoffice.reveal", "inquiries_backoffice.reveal"}


def rules_of(app: Flask) -> list[Rule]:
    return sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint))


def rule_faults(endpoint: str, rule: AccessRule | None) -> list[str]:
    """What is missing in the way a route is declared."""
    if rule is None:
        return [f"{endpoint} declares no access rule"]
    if rule.kind not in ("open", "link", "customer", "staff"):
        return [f"{endpoint} has the unknown rule {rule.kind}"]
    if (rule.kind == "staff") != (rule.permission is not None):
        return [f"{endpoint} requires staff and a permission, or neither"]
    return []


def test_every_route_declares_an_access_rule(app: Flask) -> None:
    faults = [
        fault for endpoint, view in app.view_functions.items() for fault in rule_faults(endpoint, access_rule_of(view))
    ]
    assert faults == []


def test_what_is_under_the_back_office_is_for_staff(app: Flask) -> None:
    # The doors themselves are open, everything behind them is not.
    doors = {"accounts_backoffice.sign_in", "accounts_backoffice.start_session", "accounts_backoffice.sign_out"}
    doors |= {"accounts_backoffice.link", "accounts_backoffice.use_link"}
    doors |= {f"accounts_backoffice.{door}" for door in ("code", "check_code", "forgotten", "ask_for_link")}
    for rule in rules_of(app):
        access = access_rule_of(app.view_functions[rule.endpoint])
        assert access is not None
        is_inside = rule.rule == "/quan-tri" or rule.rule.startswith("/quan-tri/")
        assert (access.kind == "staff") == (is_inside and rule.endpoint not in doors), rule.rule


def test_what_is_under_the_account_is_for_customers(app: Flask) -> None:
    doors = {"new", "register", "sign_in", "start_session", "sign_out", "forgotten", "ask_new_password", "secure"}
    doors |= {"make_safe", "type_code", "check_code", "send_again", "new_password", "save_new_password"}
    for rule in rules_of(app):
        access = access_rule_of(app.view_functions[rule.endpoint])
        assert access is not None
        is_inside = rule.rule == "/tai-khoan" or rule.rule.startswith("/tai-khoan/")
        is_door = rule.endpoint in {f"customers_storefront.{name}" for name in doors}
        assert (access.kind == "customer") == (is_inside and not is_door), rule.rule


def test_a_planted_route_without_a_rule_is_found_and_refused() -> None:
    def forgotten() -> str:
        return ""

    assert rule_faults("x.forgotten", access_rule_of(forgotten))
    assert not rule_faults("x.declared", access_rule_of(open_to_all(forgotten)))


def test_a_back_office_change_needs_more_than_a_permission_to_see(app: Flask) -> None:
    seeing = {Permission.ORDERS_SEE, Permission.INQUIRIES_SEE, Permission.PRODUCTS_SEE, Permission.SHOP_SEE}
    seeing |= {Permission.MESSAGES_SEE}
    for rule in rules_of(app):
        access = access_rule_of(app.view_functions[rule.endpoint])
        if access and access.kind == "staff" and (rule.methods or set()) - SAFE and rule.endpoint not in LOOKING:
            assert access.permission not in seeing, f"{rule.rule} changes with a permission to see"


@pytest.mark.parametrize("role", Role)
def test_every_role_has_its_row_in_the_matrix(role: Role) -> None:
    assert Permission.BACK_OFFICE in ROLE_MATRIX[role]


def filler(kind: BaseConverter) -> int | str:
    """Something a gap takes."""
    if isinstance(kind, AnyConverter):
        return min(kind.items)
    return 1 if "int" in type(kind).__name__.lower() else "x1"


def filled_path(rule: Rule) -> str:
    """The rule's path with something in each of its gaps."""
    values = {name: filler(kind) for name, kind in rule._converters.items()}
    built = rule.build(values, append_unknown=False)
    assert built is not None
    return str(built[1])


@pytest.mark.parametrize("is_signed_in", [False, True])
def test_a_form_without_its_token_is_refused_on_every_route(
    app: Flask, shop: ShopRef, client_of: Callable[[ShopRef], ShopClient], is_signed_in: bool
) -> None:
    make_staff(app, shop)
    client = client_of(shop)
    if is_signed_in:
        assert sign_in(client, "chu@a.example").status_code == 303
        make_customer(app, shop)
        assert sign_in_customer(client).status_code == 303
    before, answers = rows_of(app, shop), {}
    for rule in rules_of(app):
        access = access_rule_of(app.view_functions[rule.endpoint])
        for method in sorted((rule.methods or set()) - SAFE):
            is_closed = access is not None and access.kind in ("staff", "customer") and not is_signed_in
            expected = {403} if is_closed else {400}
            if rule.endpoint in KEEPING_WHAT_WAS_TYPED:
                expected |= {303, 404, 409, 422}
            if rule.endpoint in SIGNED:
                expected = {404}
            if rule.endpoint in TOLD_BY_BROWSERS:
                expected = {204}
            status = client.open(filled_path(rule), method=method, data={"x": "y"}).status_code
            if status not in expected:
                answers[(method, rule.rule)] = status
    assert answers == {}
    assert rows_of(app, shop) == before


def rows_of(app: Flask, shop: ShopRef) -> dict[str, list[tuple[object, ...]]]:
    with app.app_context(), db.engine.connect() as connection:
        return snapshot(connection, Base.metadata.sorted_tables, shop.id)


def test_only_forms_that_check_their_token_themselves_are_exempt_from_the_check_before_the_view(app: Flask) -> None:
    guard = app.extensions["csrf"]
    assert not guard._exempt_blueprints
    own_check = KEEPING_WHAT_WAS_TYPED | SIGNED | TOLD_BY_BROWSERS
    views = {f"{app.view_functions[e].__module__}.{app.view_functions[e].__name__}" for e in own_check}
    assert set(guard._exempt_views) <= views


def test_nothing_but_get_and_post_is_answered(app: Flask, client: ShopClient) -> None:
    for rule in rules_of(app):
        assert (rule.methods or set()) <= {*SAFE, "POST"}, rule.rule
    for method in ("PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND"):
        assert client.open("/quan-tri/dang-nhap", method=method).status_code == 405
    as_delete = client.post("/quan-tri/dang-nhap", headers={"X-HTTP-Method-Override": "DELETE"}, data={})
    assert as_delete.status_code == 400
