"""The page on complaints: where to send one, what belongs in it, each step with its time, whom else to turn to."""

from flask_babel import gettext as _
from markupsafe import Markup

from shopapp.inquiries.rules import MOST_FILES
from shopapp.platform.i18n import language, show_day
from shopapp.records.law import Authority, the_law
from shopapp.shops.capabilities import hours_in_words
from shopapp.shops.complaint_times import Topic
from shopapp.shops.terms_words import FIRST_WORDS, words_for
from shopapp.shops.words import TOPICS, answer_words, resolve_words
from shopapp.site.pages.shape import Material, PageKind, Part, Table, listed, told


def _parts(material: Material) -> tuple[Part, ...]:
    return told(_channels(material), _contents(material), _steps(), _times(material), _first(material), _others())


def _channels(material: Material) -> Part:
    hours = hours_in_words(material.profile.hours)
    words = (
        _("By the form at any time, by phone in opening hours (%(hours)s), by e-mail or at the shop.", hours=hours),
        _("A complaint costs nothing, and nobody is treated worse for it."),
    )
    contacts = (material.hotline, *material.profile.departments)
    action = (_("Send a complaint"), "/lien-he?loai=khieu-nai")
    return Part("kenh", _("Where to send it"), tuple(str(one) for one in words), contacts=contacts, action=action)


def _contents(material: Material) -> Part:
    wanted = (
        _("what it is about, out of the list of topics"),
        _("the order code, if it is about an order"),
        _("what happened and what you would like the shop to do"),
        _(
            "up to %(count)s pictures or PDF files of at most %(size)s MB each",
            count=MOST_FILES,
            size=material.megabytes,
        ),
        _("how the shop reaches you"),
    )
    return Part("gui-gi", _("What belongs in it"), lists=(("", tuple(str(one) for one in wanted)),))


def _steps() -> Part:
    steps = (
        (_("Taken in"), _("At once: you get a case number and a page of its own that shows both times as dates.")),
        (_("First answer"), _("Within the first time of the table below, counted in hours day and night.")),
        (_("Settled"), _("Within the second time of the table, counted in working days from Monday to Friday.")),
        (
            _("Not content?"),
            _("Write on at the same page: the shop looks at it again. Or turn to one of the places below."),
        ),
    )
    return Part("cac-buoc", _("Step by step"), steps=tuple((str(a), str(b)) for a, b in steps))


def _times(material: Material) -> Part:
    times = material.profile.complaint_times
    rows = tuple((str(TOPICS[t]), answer_words(times[t]), resolve_words(times[t])) for t in Topic)
    table = Table(
        _("First answer and end"), (_("Topic"), _("First answer"), _("Settled within")), rows, frozenset({1, 2})
    )
    words = _("How often these times were kept is published.")
    return Part("thoi-han", _("Times by topic"), (words,), table=table, links=((_("Page of proof"), "/minh-bach"),))


def _first(material: Material) -> Part:
    words = _(
        "The shop is reminded of a complaint before each of its two times ends, and once more when one has passed."
    )
    lists = listed({_("Before all others come"): words_for(FIRST_WORDS, material.profile.complaint_first)})
    return Part("uu-tien", _("What comes first"), (words,), lists=lists)


def _others() -> Part:
    data = _("About personal data")
    spoken = language()
    places: dict[str, list[str]] = {}
    for one in the_law().authorities:
        places.setdefault(data if one.topic else "", []).append(_authority(one, spoken))
    as_of = min(one.as_of for one in the_law().authorities)
    words = _("If the shop's answer does not help, you may turn to (as of %(day)s):", day=show_day(as_of))
    links = (
        (_("See, correct or delete my data"), "/du-lieu-cua-toi"),
        (_("Report a safety problem"), "/bao-cao-an-ninh"),
    )
    lists = tuple((word, tuple(entries)) for word, entries in places.items())
    return Part("noi-khac", _("Whom else to turn to"), (words,), lists=lists, links=links)


def _authority(one: Authority, spoken: str) -> str:
    if not one.phone:
        return f"{one.name(spoken)}: {one.how(spoken)}"
    # Numbers that cost nothing are no subscribers' numbers, so they are grouped here.
    shown = f"{one.phone[:4]} {one.phone[4:]}"
    return Markup('%s: <a href="tel:%s">%s</a>, %s') % (one.name(spoken), one.phone, shown, one.how(spoken))


def _title() -> str:
    return str(_("Complaints"))


def _lead_words(material: Material) -> str:
    return str(
        _("How a complaint reaches %(shop)s, and by when it is answered and settled.", shop=material.profile.name)
    )


COMPLAINTS = PageKind(
    "complaints", "/khieu-nai", _title, _lead_words, _parts, ("complaints", "departments", "hours", "profile")
)
