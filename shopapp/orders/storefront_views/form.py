"""The order form: showing it, keeping what is typed, counting totals, and sending it on to the review."""

from collections.abc import Mapping
from datetime import datetime

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from shopapp.delivery.rules import earliest, served_provinces
from shopapp.kernel import clock
from shopapp.kernel.codes import new_token
from shopapp.orders.actions import save_draft
from shopapp.orders.forms import OrderForm, keep_typed
from shopapp.orders.forms.fields import appointment_text
from shopapp.orders.queries import Terms, get_form_terms
from shopapp.orders.rules.asked import CARD_KINDS
from shopapp.orders.rules.typed import chosen_ids, lines_of, take_step, with_line
from shopapp.orders.storefront_views.base import (
    LIMIT_WINDOW,
    STEPS_LIMIT,
    blueprint,
    read_draft_key,
    set_draft_key,
    typed_so_far,
)
from shopapp.orders.storefront_views.choose import choose_page, pick
from shopapp.orders.storefront_views.own import chosen_address, own_addresses, own_details
from shopapp.platform.access import open_to_all
from shopapp.platform.database import transaction
from shopapp.platform.i18n import language
from shopapp.platform.web.gate import current_shop
from shopapp.platform.web.limits import limit_or_429

Page = tuple[str, int]
# Where the browser goes on after a step that changed something.
_ANCHORS = {
    "address": "ward",
    "place": "street",
    "remove": "lines",
    "province": "ward",
    "totals": "sum",
    "ward": "ward_find",
}


@blueprint.get("/dat-hang")
@open_to_all
def new() -> Page:
    """The form with what is in the draft; `?sp=&pb=&sl=` shows a product in it, and writes nothing.

    With nothing in it, or with `?them=1`, one chooses first.
    """
    now, slug = clock.now(), request.args.get("sp", "")
    typed, notice = typed_so_far(now), ""
    if slug or (lines_of(typed) and "them" not in request.args):
        terms = get_form_terms(current_shop(), chosen_ids(typed), slug, now=now)
        typed, notice = _with_wanted(typed, terms)
        if lines_of(typed):
            return form_page(order_form(terms, typed), 200, notice)
    return choose_page(typed, notice)


@blueprint.post("/dat-hang")
@open_to_all
def step() -> Response | Page:
    """One button of the form. Whatever it does, what was typed is kept first."""
    shop, now = current_shop(), clock.now()
    limit_or_429(shop, "orders.step", limit=STEPS_LIMIT, window=LIMIT_WINDOW)
    button = request.form.get("step", "review")[:40]
    typed = take_step(keep_typed(request.form.items()), button) | chosen_address(button)
    if button == "review" and typed.get("ward_find") and not typed.get("ward"):
        # Whoever types a ward's name and presses Enter wants it found; without a script that is this button.
        button = "ward"
    key = read_draft_key() or new_token()
    with transaction():
        save_draft(shop, key, typed, now=now)
    problem = _problem(button, now)
    if problem is not None:
        response = Response(problem[0], problem[1], mimetype="text/html")
    elif button == "review":
        response = redirect(url_for("orders_storefront.review"), 303)
    elif button == "more":
        response = redirect(url_for("orders_storefront.new", them=1), 303)
    else:
        anchor = _ANCHORS.get(button.partition("-")[0])
        response = redirect(url_for("orders_storefront.new", _anchor=anchor), 303)
    return set_draft_key(response, key)


@blueprint.post("/dat-hang/tam-tinh")
@open_to_all
def totals() -> str:
    """The figures of what is typed at this moment, for the script; keeps nothing."""
    limit_or_429(current_shop(), "orders.step", limit=STEPS_LIMIT, window=LIMIT_WINDOW)
    typed = keep_typed(request.form.items())
    form = order_form(get_form_terms(current_shop(), chosen_ids(typed), now=clock.now()), typed)
    return render_template("orders/storefront/totals.html", form=form, quote=form.quote())


def order_form(terms: Terms, typed: Mapping[str, str]) -> OrderForm:
    """The form over what is typed, with the defaults of this shop where nothing is."""
    for_whom = "gift" if current_shop().kind in CARD_KINDS else "self"
    payment = terms.payment_methods[0] if terms.payment_methods else ""
    defaults = {"for_whom": for_whom, "language": language(), "payment": payment}
    served = served_provinces(terms.areas)
    if len(served) == 1:
        # A choice of one is none; its wards can be shown at once.
        defaults["province"] = next(iter(served))
    # What somebody has cleared stays cleared, although it was filled in for them.
    own = {name: value for name, value in own_details().items() if name not in typed}
    form = OrderForm(terms, MultiDict(defaults | own | {k: v for k, v in typed.items() if v}))
    if not typed.get("province"):
        # Nobody has asked for the long list of wards yet: the script fetches it once the page is there, or the button.
        form.ask_province_first()
    return form


def form_page(form: OrderForm, status: int, notice: str = "") -> Page:
    """The form as a page. Its slots say which of them can still be met on the day chosen."""
    first = earliest(form.terms.schedule, form.terms.now)
    page = render_template(
        "orders/storefront/form.html",
        form=form,
        quote=form.quote(),
        notice_text=notice,
        earliest=appointment_text(first) if first else "",
        first_day=first.day if first else None,
        last_day=form.terms.schedule.last_day(form.terms.now),
        addresses=own_addresses(),
    )
    return page, status


def _problem(button: str, now: datetime) -> Page | None:
    """The page to show instead of going on, when the review finds something wrong."""
    if button != "review":
        return None
    # A text far too long is cut in the draft, but comes back whole in the answer.
    typed = keep_typed(request.form.items(), longest=None)
    form = order_form(get_form_terms(current_shop(), chosen_ids(typed), now=now), typed)
    return None if form.validate() else form_page(form, 422)


def _with_wanted(typed: Mapping[str, str], terms: Terms) -> tuple[Mapping[str, str], str]:
    """What is typed with the product of the address added, and a notice when that cannot be ordered."""
    slug, chosen = request.args.get("sp", ""), request.args.get("pb", "")
    offered = [v for v in terms.variants.values() if v.product_slug == slug] if slug else []
    if not offered:
        return typed, _("This item cannot be ordered here.") if slug else ""
    wanted = pick(offered, chosen)
    if not wanted.is_available:
        return typed, _("“%(name)s” is sold out.", name=wanted.shown_name)
    return with_line(typed, str(wanted.variant_id), request.args.get("sl", "1")[:10]), ""
