"""Who collects the data, where it lies, how to reach the shop."""

from collections.abc import Sequence

from flask_babel import gettext as _

from shopapp.kernel.contacts import show_phone
from shopapp.platform.capabilities import Capability, Heading, Paragraph
from shopapp.platform.settings import current_settings
from shopapp.platform.tenancy.refs import OpeningHours, ShopRef
from shopapp.shops.queries import get_profile


def _collector(shop: ShopRef) -> Sequence[Paragraph]:
    profile = get_profile(shop)
    name, address = profile.legal.name or profile.name, profile.legal.address or profile.address
    paragraphs = [Paragraph(_("Personal data is collected by %(name)s, %(address)s.", name=name, address=address))]
    if profile.legal.code:
        paragraphs.append(
            Paragraph(
                _(
                    "Business code %(code)s; legal representative: %(person)s.",
                    code=profile.legal.code,
                    person=profile.legal.representative,
                )
            )
        )
    paragraphs.append(
        Paragraph(
            _(
                "Telephone %(phone)s (%(hours)s), e-mail %(email)s.",
                phone=show_phone(profile.hotline),
                hours=hours_in_words(profile.hours),
                email=profile.email,
            )
        )
    )
    for d in profile.departments:
        contact = ", ".join(part for part in (show_phone(d.phone) if d.phone else "", d.email) if part)
        paragraphs.append(Paragraph(_("%(department)s: %(contact)s.", department=d.name, contact=contact)))
    return paragraphs


def _where_it_lies(shop: ShopRef) -> Sequence[Paragraph]:
    hosting = get_profile(shop).hosting
    operator = hosting.host or current_settings().operator_name
    if not operator:
        return []
    words = [
        Paragraph(
            _(
                "%(host)s runs the machines on which this shop's data lies, in %(country)s, "
                "and processes it on the shop's behalf only.",
                host=operator,
                country=hosting.country or _("Vietnam"),
            )
        )
    ]
    if hosting.backups:
        words.append(Paragraph(_("Backups are kept at: %(place)s.", place=hosting.backups)))
    return words


def hours_in_words(hours: Sequence[OpeningHours]) -> str:
    """Opening hours as one phrase: "07:00–20:00 every day", or each span with its days."""
    if not hours:
        return str(_("see the contact page"))
    if len(hours) == 1 and len(hours[0].days) == 7:
        return str(_("%(opens)s–%(closes)s every day", opens=hours[0].opens, closes=hours[0].closes))
    return "; ".join(f"{_days_in_words(span.days)} {span.opens}–{span.closes}" for span in hours)


def _days_in_words(days: Sequence[int]) -> str:
    """Days of the week (0 is Monday); three or more in a row are said as the first and the last of them."""
    names = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
    in_order = sorted(days)
    if len(in_order) > 2 and in_order[-1] - in_order[0] == len(in_order) - 1:
        return f"{names[in_order[0]]} – {names[in_order[-1]]}"
    return ", ".join(names[day] for day in in_order)


CAPABILITIES = (
    Capability("shops.collector", Heading.COLLECTOR, _collector),
    Capability("shops.hosting", Heading.RECEIVERS, _where_it_lies),
)
