"""What happens to a form that was open too long: it comes back with everything that was typed."""

from flask import request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from shopapp.kernel import clock
from shopapp.orders.forms import keep_typed
from shopapp.orders.queries import get_form_terms
from shopapp.orders.rules.typed import chosen_ids
from shopapp.orders.storefront_views.base import blueprint, own_draft, typed_so_far
from shopapp.orders.storefront_views.choose import choose_page
from shopapp.orders.storefront_views.form import Page, form_page, order_form
from shopapp.orders.storefront_views.review import open_review_form, sent_before, shown_again
from shopapp.platform.web.errors import error_page
from shopapp.platform.web.gate import current_shop


@blueprint.errorhandler(CSRFError)
def too_old(_error: CSRFError) -> Response | Page:
    """Show the form or the review again. Nothing is kept: a request without a token may be forged."""
    words = str(_("The page was open for a long time, so it was not sent. Nothing is lost: please send again."))
    if request.endpoint == "orders_storefront.step":
        typed = keep_typed(request.form.items(), longest=None)
        terms = get_form_terms(current_shop(), chosen_ids(typed), now=clock.now())
        return form_page(order_form(terms, typed), 400, words)
    if request.endpoint == "orders_storefront.take":
        return choose_page(typed_so_far(clock.now()), words, 400)
    if request.endpoint == "orders_storefront.place":
        draft = own_draft(clock.now())
        return shown_again(words, 400) if draft else sent_before(open_review_form(), None)
    return error_page(400)
