"""Words for what the shop tells, and figures as people read them."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from shopapp.content.rules import Sort, State
from shopapp.platform.i18n import language
from shopapp.platform.web.headers import living


def grouped(number: int) -> str:
    """A count with its thousands apart: 12.345 (vi), 12,345 (en)."""
    return f"{number:,}".replace(",", ".") if language() == "vi" else f"{number:,}"


def views_words(views: int) -> Markup:
    """How often something was read, for a page that is the same for everybody."""
    words = ngettext("%(figure)s view", "%(figure)s views", views, figure=grouped(views))
    return living(Markup("<span>%s</span>") % words)


def place_words(place: str) -> str:
    """Where a link to a page stands."""
    return str({"menu": _("In the menu"), "footer": _("At the foot of every page")}.get(place, _("Nowhere")))


@dataclass(frozen=True)
class DeskWords:
    """What the pages of the desk call news or pages."""

    title: str
    lead: str
    add: str
    add_first: str
    none: str
    none_text: str
    preview: str


def desk_words(sort: Sort) -> DeskWords:
    """The words of one sort in the language of the answer."""
    preview = _("Only you see this page. Saving keeps it as visible or hidden as it is.")
    if sort is Sort.NEWS:
        return DeskWords(
            _("News"),
            _("News stand on the home page and under “News”, the newest first."),
            _("Write news"),
            _("Write the first news"),
            _("No news yet"),
            _("A title and a few sentences are enough: opening hours for Tết, new goods, a tip."),
            preview,
        )
    return DeskWords(
        _("Own pages"),
        _("Pages that stay, such as “About us” or a guide; a link to each stands in the menu or at the foot."),
        _("Write a page"),
        _("Write the first page"),
        _("No pages of your own yet"),
        _("“About us” is a good beginning: who you are, since when, what you care about."),
        preview,
    )


def state_words(state: State) -> str:
    """Whether visitors can read something."""
    return str({State.DRAFT: _("Draft"), State.PLANNED: _("Planned")}.get(state, _("Shown")))
