"""What the policy says of itself and of the periods at which the program deletes by itself."""

from collections.abc import Sequence

from flask_babel import gettext as _

from shopapp.platform.capabilities import Capability, Heading, Paragraph
from shopapp.platform.tenancy.refs import ShopRef


def _changes(_shop: ShopRef) -> Sequence[Paragraph]:
    return [
        Paragraph(
            _(
                "This page is written by the program that runs the shop, from what it really does. "
                "When that changes, a new version with its own number and date appears here, "
                "and every earlier version stays readable."
            ),
            "/chinh-sach-bao-mat#versions",
        ),
        Paragraph(_("An order or inquiry keeps the version of the policy that was shown when it was sent.")),
        Paragraph(
            _("This policy holds for this shop's pages only, not for pages of others that are linked from here.")
        ),
    ]


def _open_period(_shop: ShopRef) -> Sequence[Paragraph]:
    return [
        Paragraph(
            _(
                "Orders, inquiries and the messages about them stay in the shop's database; "
                "the program does not delete them by itself yet."
            )
        )
    ]


CAPABILITIES = (
    Capability("privacy.changes", Heading.CHANGES, _changes),
    Capability("privacy.open_period", Heading.STORAGE_TIME, _open_period),
)
