"""Words for what the shop tells, and figures as people read them."""

from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

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
