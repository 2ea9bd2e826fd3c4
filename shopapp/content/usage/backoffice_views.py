"""The figures of the last thirty days, for the shop's people."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from shopapp.content.forms import PressForm
from shopapp.content.usage import queries
from shopapp.content.usage.tallies import forget_tally
from shopapp.content.usage.visits import show_figures
from shopapp.content.usage.words import kind_words, link_words, page_address, source_words
from shopapp.kernel import clock
from shopapp.platform.access import Permission, require
from shopapp.platform.database import transaction
from shopapp.platform.web.gate import current_shop
from shopapp.platform.web.undo import offer_undo

DAYS = 30
HERE = "/quan-tri/cua-hang/luot-xem"
blueprint = Blueprint("usage_backoffice", __name__)


@blueprint.get(HERE)
@require(Permission.SHOP_SEE)
def index() -> str:
    """Visits and pages by day, and what was looked at, tapped and used."""
    shop = current_shop()
    figures = queries.get_figures(shop, days=DAYS, now=clock.now())
    highest = max((day.views for day in figures.days), default=0)
    return render_template(
        "content/backoffice/figures.html",
        figures=figures,
        bars=[(day, round(100 * day.views / highest) if highest else 0) for day in figures.days],
        kinds=[(kind_words(kind), count) for kind, count in figures.kinds],
        pages=[(page_address(kind, key), count) for kind, key, count in figures.pages],
        links=[(link_words(key), count) for key, count in figures.links],
        browsers=[(_("Other") if key == "other" else key, count) for key, count in figures.browsers],
        sources=[(source_words(key), count) for key, count in figures.sources],
        total=queries.total_visits(shop),
        is_shown=queries.are_figures_shown(shop),
        press=PressForm(formdata=None),
        action=HERE,
    )


@blueprint.post(HERE)
@require(Permission.SHOP_CHANGE)
def show() -> ResponseReturnValue:
    """Show the two figures at the foot of the shop's pages, or not."""
    shop, is_shown = current_shop(), request.form.get("do") == "show"
    with transaction():
        show_figures(shop, is_shown=is_shown)
    forget_tally(shop)
    words = (
        _("The footer tells how many are and were here.") if is_shown else _("The footer tells no figures any more.")
    )
    offer_undo(words, HERE, do="hide" if is_shown else "show")
    return redirect(HERE, 303)
