"""A forgotten password: ask for a link by mail. The answer is the same for every address."""

from flask import render_template

from shopapp.accounts import actions
from shopapp.accounts.backoffice_views.base import blueprint
from shopapp.accounts.desk_forms import ForgottenForm
from shopapp.accounts.rules import RESET_FOR, RESETS_PER_ADDRESS, RESETS_WINDOW
from shopapp.kernel import clock
from shopapp.platform.access import open_to_all
from shopapp.platform.database import transaction
from shopapp.platform.i18n import language
from shopapp.platform.web.gate import current_shop
from shopapp.platform.web.limits import limit_or_429


@blueprint.get("/quan-tri/quen-mat-khau")
@open_to_all
def forgotten() -> str:
    """The form for the e-mail address."""
    return render_template("accounts/backoffice/forgotten.html", form=ForgottenForm(), sent_to="")


@blueprint.post("/quan-tri/quen-mat-khau")
@open_to_all
def ask_for_link() -> str | tuple[str, int]:
    """Note the wish; the worker mails a link if the address is a member of staff's."""
    shop, form = current_shop(), ForgottenForm()
    if not form.validate_on_submit():
        return render_template("accounts/backoffice/forgotten.html", form=form, sent_to=""), 422
    limit_or_429(shop, "staff_reset", limit=RESETS_PER_ADDRESS, window=RESETS_WINDOW)
    email, told = form.email.address, language()
    with transaction():
        actions.ask_reset(shop, email, language=told, now=clock.now())
    minutes = int(RESET_FOR.total_seconds() // 60)
    return render_template("accounts/backoffice/forgotten.html", form=form, sent_to=email, minutes=minutes)
