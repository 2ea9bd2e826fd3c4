"""What happens to a form that was open too long: it comes back with everything that was typed."""

from flask import request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from shopapp.kernel import clock
from shopapp.orders.forms import keep_typed
from shopapp.orders.queries import get_terms
from shopapp.orders.storefront_views.base import blueprint, own_draft
from shopapp.orders.storefront_views.form import Page, form_page, order_form
from shopapp.orders.storefront_views.review import open_review_form, sent_before, shown_again
from shopapp.platform.web.errors import error_page
from shopapp.platform.web.gate import current_shop


@blueprint.errorhandler(CSRFError)
def too_old(_error: CSRFError) -> Response | Page:
    """Show the form or the review again. Nothing is kept: a request without a token may be forged."""
    words = str(_("The page was open for a long time, so it was not sent. Nothing is lost: please send again."))
    if request.endpoint == "orders_storefront.step":
        terms = get_terms(current_shop(), None, now=clock.now())
        return form_page(order_form(terms, keep_typed(request.form.items(), longest=None)), 400, words)
    if request.endpoint == "orders_storefront.place":
        draft = own_draft(clock.now())
        return shown_again(words, 400) if draft else sent_before(open_review_form(), None)
    return error_page(400)
