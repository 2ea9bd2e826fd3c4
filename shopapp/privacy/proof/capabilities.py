"""What the page of proof lets the policy say."""

from collections.abc import Sequence

from flask_babel import gettext as _

from shopapp.platform.capabilities import Capability, Heading, Paragraph
from shopapp.platform.tenancy.refs import ShopRef


def _proof(_shop: ShopRef) -> Sequence[Paragraph]:
    return [
        Paragraph(
            _(
                "A public page counts what was really done: requests answered in time, data deleted, who receives "
                "data, how often contact data was opened, demands of authorities, complaints, incidents. The program "
                "computes every figure."
            ),
            "/minh-bach",
        )
    ]


CAPABILITIES = (Capability("privacy.proof", Heading.PROTECTION, _proof),)
