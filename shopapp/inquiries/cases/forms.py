"""What is filled in about safety cases: the public report, and the note with which staff end a case."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField

from shopapp.accounts.signals import MisuseKind
from shopapp.inquiries.cases.rules import REPORTED_KINDS
from shopapp.inquiries.forms.fields import LONGEST_BODY, CheckedForm, Files, FilingForm, choices_of
from shopapp.inquiries.rules import InquiryDraft, Kind
from shopapp.inquiries.wording import MISUSES, agreement
from shopapp.platform.i18n import language
from shopapp.platform.web.forms import AllOf, AtMost, Email, Line, Lines, Needed, Phone

_OFFERED = {kind.value: MISUSES[kind] for kind in REPORTED_KINDS}
_CHOOSE: Any = _l("Please choose what it is about.")


class ReportForm(FilingForm):
    """A report by anybody. It asks what `rules.asked_fields("security", …)` names, and what it is about."""

    policy = HiddenField()
    misuse = RadioField(
        _l("What is it about?"),
        [Needed(_CHOOSE), AllOf(lambda: set(_OFFERED), _CHOOSE)],
        choices=choices_of(_OFFERED.items()),
        validate_choice=False,
    )
    body = Lines(_l("What happened, and when"), [AtMost(LONGEST_BODY), Needed(_l("Please write what happened."))])
    order_code = Line(_l("Order code"), [AtMost(40)])
    files = Files(_l("Pictures or PDF"))
    name = Line(_l("Full name"), [AtMost()])
    phone = Phone(_l("Phone number"))
    email = Email(_l("E-mail"), [AtMost(254)])

    def to_report(self, policy_version_id: int | None) -> tuple[MisuseKind, InquiryDraft]:
        """What is reported, as plain values."""
        draft = InquiryDraft(
            kind=Kind.SECURITY,
            name=self.name.data or "",
            phone=self.phone.e164,
            email=self.email.address,
            address="",
            body=self.body.data or "",
            language=language(),
            order_code=self.order_code.data or "",
            policy_version_id=policy_version_id,
            wording=agreement() if policy_version_id is not None else "",
        )
        return MisuseKind(self.misuse.data), draft


class CloseForm(CheckedForm):
    """What was found; it stays with the shop."""

    note = Lines(
        _l("What was found and done"), [AtMost(LONGEST_BODY), Needed(_l("Please note what was found and done."))]
    )
