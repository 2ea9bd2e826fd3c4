"""What the policy says of research: only while a shop has a contractor for it."""

from collections.abc import Sequence

from flask_babel import gettext as _

from shopapp.kernel.clock import now
from shopapp.platform.capabilities import Capability, Heading, Paragraph
from shopapp.platform.i18n import show_day
from shopapp.platform.personal_data import Purpose
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.privacy.research.queries import running_projects


def _research(shop: ShopRef) -> Sequence[Paragraph]:
    projects = running_projects(shop, now=now())
    if not projects:
        return []
    names = ", ".join(
        str(_("%(name)s until %(day)s", name=p.name, day=show_day(p.ends_on))) if p.ends_on else p.name
        for p in projects
    )
    return [
        Paragraph(
            _(
                "Research (%(projects)s): of orders of customers who agreed to it separately, month, province, way of "
                "payment, number of pieces and amounts are given under a name made up for this project alone, never "
                "names, contacts or addresses. When the project ends, the key of the made-up names is destroyed.",
                projects=names,
            ),
            "/tai-khoan/du-lieu",
        )
    ]


def _facts(shop: ShopRef) -> Sequence[str]:
    return [f"{p.name} until {p.ends_on}: {', '.join(sorted(p.fields))}" for p in running_projects(shop, now=now())]


CAPABILITIES = (Capability("consent.research", Heading.SCOPE, _research, Purpose.RESEARCH, _facts),)
