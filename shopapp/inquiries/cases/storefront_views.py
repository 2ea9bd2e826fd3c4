"""The public form for reports of misuse; what is sent lives on as a thread behind its link."""

from collections.abc import Sequence

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from shopapp.inquiries import wording
from shopapp.inquiries.cases.actions import send_report
from shopapp.inquiries.cases.forms import ReportForm
from shopapp.inquiries.queries import FileRow
from shopapp.inquiries.rules import AlreadySent, Sent
from shopapp.inquiries.web import (
    TEN_MINUTES,
    allow_uploads,
    file_rules,
    in_one_transaction,
    keep_from_visitor,
    limit_files,
    list_kept,
    make_own_form,
    sending_of,
)
from shopapp.kernel import clock
from shopapp.platform.access import open_to_all
from shopapp.platform.web.gate import current_shop
from shopapp.platform.web.limits import limit_or_429
from shopapp.records.queries import current_policy_id

blueprint = Blueprint("cases_storefront", __name__)

REPORTS = 20


@blueprint.get("/bao-cao-an-ninh")
@open_to_all
def report() -> str:
    """The form; `?don=<code>` fills the order's code in."""
    form = ReportForm()
    form.settle_key()
    form.policy.data = str(current_policy_id(current_shop()) or "")
    form.order_code.data = request.args.get("don", "")[:40]
    return _page(form, ())


@blueprint.post("/bao-cao-an-ninh")
@open_to_all
def send() -> Response | tuple[str, int]:
    """Take a report in; its page shows the receipt number."""
    allow_uploads()
    shop, now = current_shop(), clock.now()
    limit_or_429(shop, "safety_report", limit=REPORTS, window=TEN_MINUTES)
    limit_files(shop)
    form = ReportForm()
    kept = list_kept(shop, form, now=now)
    is_valid = form.validate()
    shown, policy_id = form.policy.data, current_policy_id(shop)
    form.policy.data = str(policy_id or "")
    kept += keep_from_visitor(shop, form, now=now)
    if not is_valid or shown != form.policy.data or form.files.errors:
        return _page(form, kept, is_new_policy=shown != form.policy.data), 422
    kind, draft = form.to_report(policy_id)
    sending = sending_of(form, draft, kept, scope=kind.value)
    try:
        sent: Sent = in_one_transaction(lambda: send_report(shop, kind, draft, sending, now=now))
    except AlreadySent:
        make_own_form(shop, form)
        return _page(form, kept, was_sent=True), 409
    return redirect(url_for("inquiries_storefront.thread", token=sent.token), 303)


def _page(form: ReportForm, kept: Sequence[FileRow], *, is_new_policy: bool = False, was_sent: bool = False) -> str:
    extra = []
    if is_new_policy:
        words = _("The privacy policy was renewed while this page was open. Please look at it and send again.")
        extra.append(("#policy-note", words))
    if was_sent:
        words = _("This form was already sent, with other content. Send again to make this a second report.")
        extra.append(("#send", words))
    return render_template(
        "inquiries/storefront/report.html",
        form=form,
        kept=kept,
        extra=extra,
        agreement=wording.agreement(),
        **file_rules(),
    )
