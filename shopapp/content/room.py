"""What the shop's news, pages and counts give to the program."""

from datetime import timedelta

from flask import Flask

from shopapp.content import backoffice_views, panels, storefront_views
from shopapp.content.counting import init_usage
from shopapp.content.jobs import forget_texts, make_picture_sizes, tell_news, tell_page
from shopapp.content.usage import backoffice_views as usage_backoffice
from shopapp.content.usage import panels as usage_panels
from shopapp.content.usage import storefront_views as usage_storefront
from shopapp.content.usage.capabilities import CAPABILITIES
from shopapp.content.usage.queries import forget_counts
from shopapp.content.usage.seeing import init_seeing
from shopapp.content.usage.visits import forget_visits
from shopapp.content.words import grouped, state_words, views_words
from shopapp.platform.rooms import Periodic, Room


def attach(app: Flask) -> None:
    """Count what is looked at, let browsers tell of taps, and give templates the words of figures."""
    init_usage(app)
    init_seeing(app)
    app.jinja_env.globals.update(views_words=views_words, state_words=state_words)
    app.jinja_env.filters["grouped"] = grouped
    # A tap is told by the browser and not by a form; it changes nothing but a count.
    app.extensions["csrf"].exempt(usage_storefront.tapped)


ROOM = Room(
    name="content",
    blueprints=(
        storefront_views.blueprint,
        backoffice_views.blueprint,
        usage_storefront.blueprint,
        usage_backoffice.blueprint,
    ),
    jobs={"told-picture": make_picture_sizes, "news-due": tell_news, "page-due": tell_page},
    periodic=(
        Periodic("content.forget_visits", timedelta(minutes=30), forget_visits),
        Periodic("content.forget_counts", timedelta(hours=12), forget_counts),
        Periodic("content.forget_texts", timedelta(hours=1), forget_texts),
    ),
    panels={"storefront.footer": (usage_panels.figures,), "backoffice.shop": (panels.told,)},
    capabilities=CAPABILITIES,
    attach=attach,
)
