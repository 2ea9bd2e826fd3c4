"""The page on delivery: where to, for how much, when, and what happens at the door."""

from datetime import timedelta

from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from markupsafe import Markup

from shopapp.delivery import places
from shopapp.delivery.rules import AREAS, SCHEDULE, Area, Schedule, earliest
from shopapp.kernel.clock import local_day
from shopapp.kernel.money import format_money
from shopapp.platform.i18n import language, show_day
from shopapp.platform.web.opening import closure_words
from shopapp.shops.complaint_times import Topic
from shopapp.shops.terms import Receiving
from shopapp.shops.terms_words import CARRIER_WORDS, CHECK_WORDS
from shopapp.shops.words import times_words
from shopapp.site.pages.shape import Material, PageKind, Part, Table, told

# More provinces than this are counted in the table, and named below it.
_FEW = 4
_HOUR, _DAY = 60, 24 * 60


def _parts(material: Material) -> tuple[Part, ...]:
    return told(
        _where(material),
        _when(material),
        _receiving(material),
        _pickup(material),
        _changing(),
        _late(material),
    )


def _where(material: Material) -> Part:
    title = _("Where to, and for how much")
    if not material.areas:
        words = _("The shop does not deliver at present. Please call to ask what is possible.")
        return Part("phi", title, (words,), contacts=(material.hotline,))
    rows = tuple(_row(area) for area in material.areas)
    headings = (_("Area"), _("Fee"), _("Free of charge from"))
    table = Table(_("Delivery fees by area"), headings, rows, frozenset({1, 2}))
    folds = tuple((_("Places of “%(area)s”", area=a.name), _places(a)) for a in material.areas)
    words = _("The fee for your address is shown in the order form before you order, and is part of the total there.")
    return Part("phi", title, (_limit(material.areas), words), table=table, folds=folds)


def _row(area: Area) -> tuple[str, ...]:
    free = format_money(area.free_from, language()) if area.free_from is not None else "–"
    fee = format_money(area.fee, language()) if area.fee else _("free of charge")
    name = Markup("%s <small>%s</small>") % (area.name, area.note) if area.note else area.name
    return (name, fee, free if area.fee else "–")


def _places(area: Area) -> str:
    names = dict(places.provinces())
    if not area.wards:
        rest = _("all wards and communes that no other area names")
        return f"{', '.join(names[code] for code in names if code in area.provinces)}: {rest}."
    named = [
        f"{names[code]}: {', '.join(name for ward, name in places.wards(code) if ward in area.wards)}"
        for code in names
        if code in area.provinces
    ]
    return "; ".join(named) + "."


def _limit(areas: tuple[Area, ...]) -> str:
    everywhere = {code for area in areas if not area.wards for code in area.provinces}
    served = {code for area in areas for code in area.provinces}
    names = dict(places.provinces())
    if everywhere >= set(names):
        return str(_("The shop delivers to every province and city of Vietnam."))
    if len(served) > _FEW:
        return str(
            _(
                "The shop delivers within Vietnam to the places below, in %(count)s provinces and cities.",
                count=len(served),
            )
        )
    named = ", ".join(names[code] for code in names if code in served)
    if served <= everywhere:
        return str(_("The shop delivers in all of %(places)s, and no further.", places=named))
    return str(_("The shop delivers in the wards below of %(places)s, and no further.", places=named))


def _when(material: Material) -> Part:
    schedule = material.schedule
    first = earliest(schedule, material.now) if material.areas else None
    words = [_lead(schedule)] if material.areas else []
    if first is not None:
        slot = f", {first.slot.span}" if first.slot else ""
        day = f"{format_date(first.day, 'EEEE')}, {show_day(first.day)}{slot}"
        words.append(_("Ordered now, the earliest delivery is on %(when)s.", when=day))
    words += _closed(schedule, material) if material.areas else []
    table = None
    if schedule.slots and material.areas:
        rows = tuple((slot.label, slot.span) for slot in schedule.slots)
        table = Table(_("Times of day"), (_("Delivery slot"), _("From – to")), rows, frozenset({1}))
    return Part("khi-nao", _("When the shop delivers"), tuple(str(one) for one in words), table=table)


def _lead(schedule: Schedule) -> str:
    words = [str(_("You choose the day yourself, up to %(days)s days ahead.", days=schedule.days_ahead))]
    if schedule.lead_minutes:
        words.append(str(_("The shop needs %(time)s to prepare an order.", time=_span(schedule.lead_minutes))))
    if schedule.cut_off:
        cut_off = f"{schedule.cut_off:%H:%M}"
        words.append(str(_("What is ordered from %(time)s on counts as ordered the next day.", time=cut_off)))
    return " ".join(words)


def _span(minutes: int) -> str:
    if minutes % _DAY == 0:
        return str(ngettext("%(num)s day", "%(num)s days", minutes // _DAY))
    if minutes % _HOUR == 0:
        return str(ngettext("%(num)s hour", "%(num)s hours", minutes // _HOUR))
    return str(ngettext("%(num)s minute", "%(num)s minutes", minutes))


def _closed(schedule: Schedule, material: Material) -> list[str]:
    today = local_day(material.now)
    last = schedule.last_day(material.now)
    words = []
    if schedule.closed_weekdays:
        monday = today - timedelta(days=today.weekday())
        days = ", ".join(format_date(monday + timedelta(days=at), "EEEE") for at in sorted(schedule.closed_weekdays))
        words.append(str(_("No deliveries on %(days)s.", days=days)))
    dates = [show_day(day) for day in sorted(schedule.closed_dates) if today <= day <= last]
    if dates:
        words.append(str(_("No deliveries on %(days)s.", days=", ".join(dates))))
    for closure in schedule.closures:
        if closure.last_day >= today:
            words.append(closure_words(closure, is_now=closure.holds(today)))
    return words


def _receiving(material: Material) -> Part:
    terms = material.profile.receiving
    title = _("At the door")
    failed = _("If a delivery does not succeed, the shop calls to agree on another time.")
    wrong = _("Something is wrong or missing? The page on returns says what to do.")
    links = ((_("Returns and guarantee"), "/doi-tra"),)
    if terms is None:
        return Part("nhan-hang", title, (failed, wrong), links=links)
    facts = {
        _("Who delivers"): (str(CARRIER_WORDS[terms.carried_by]),),
        _("What you may look at"): (str(CHECK_WORDS[terms.check]),),
        _("If nobody is there"): (*_absent(terms), str(failed)),
    }
    return Part("nhan-hang", title, (wrong,), lists=tuple(facts.items()), links=links, own=terms.note)


def _absent(terms: Receiving) -> tuple[str, ...]:
    words = []
    if terms.wait_minutes:
        words.append(_("The deliverer calls and waits %(minutes)s minutes.", minutes=terms.wait_minutes))
    if terms.may_leave:
        words.append(_("If you agree on the phone, it can be left with a neighbour or at the gate."))
    if terms.tries > 1:
        words.append(_("The fee pays for %(count)s deliveries; one after that is paid anew.", count=terms.tries))
    else:
        words.append(_("The fee pays for one delivery; a second way is paid anew, and only after you have agreed."))
    return tuple(str(one) for one in words)


def _pickup(material: Material) -> Part:
    terms, profile = material.profile.receiving, material.profile
    if terms is None or not terms.pickup:
        return Part("den-lay", "")
    words = _(
        "You may collect at the shop: %(address)s. Please call first, so that it is ready.", address=profile.address
    )
    return Part("den-lay", _("Collecting at the shop"), (words,), contacts=(material.hotline,))


def _changing() -> Part:
    words = _(
        "As long as the shop has not confirmed the order, you can change its time, the recipient's phone, the address "
        "line and the card on the order's own page, or cancel it. After that, please call."
    )
    return Part(
        "doi-lich", _("Changing or cancelling a delivery"), (words,), links=((_("Look up an order"), "/tra-cuu"),)
    )


def _late(material: Material) -> Part:
    times = material.profile.complaint_times[Topic.DELIVERY]
    words = _("Something arrived late or not at all? Complaints about deliveries: %(times)s.", times=times_words(times))
    return Part(
        "tre", _("When a delivery is late"), (words,), links=((_("Send a complaint"), "/lien-he?loai=khieu-nai"),)
    )


def _title() -> str:
    return str(_("Delivery"))


def _lead_words(material: Material) -> str:
    return str(
        _("Where %(shop)s delivers, for how much, when, and what happens at the door.", shop=material.profile.name)
    )


DELIVERY = PageKind(
    "delivery",
    "/giao-hang",
    _title,
    _lead_words,
    _parts,
    (AREAS, SCHEDULE, "receiving", "closures", "complaints", "profile"),
)
