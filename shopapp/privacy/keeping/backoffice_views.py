"""The page of a shop's keeping periods: what is kept how long, what the next purge removes, what the last one did."""

from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from shopapp.kernel import clock
from shopapp.platform.access import Permission, require
from shopapp.platform.database import transaction
from shopapp.platform.tenancy.refs import ShopRef
from shopapp.platform.web.gate import current_principal, current_shop
from shopapp.platform.web.preview import pressed
from shopapp.privacy.keeping import actions, queries
from shopapp.privacy.keeping.forms import KeepingForm
from shopapp.privacy.keeping.queries import PurgeRecord
from shopapp.privacy.keeping.rules import LIMITS, RULED, EditedMeanwhile, Rules, fingerprint, removes_more
from shopapp.privacy.keeping.wording import limits_words, outcome_words, period_words, read_rule, rule_words

blueprint = Blueprint("privacy_keeping", __name__, url_prefix="/quan-tri/cua-hang")

Page = tuple[str, int]
SHOWN_PURGES = 14


@blueprint.get("/luu-giu")
@require(Permission.SHOP_SEE)
def periods() -> Page:
    """The periods as they stand."""
    rules = queries.rules_of(current_shop())
    form = KeepingForm(seen=fingerprint(rules))
    form.show(rules)
    return _page(form, rules, 200)


@blueprint.post("/luu-giu")
@require(Permission.SHOP_CHANGE)
def save() -> Response | Page:
    """Show what the periods would delete, or keep them; what deletes more than before is looked at first."""
    shop, form, now = current_shop(), KeepingForm(), clock.now()
    present = queries.rules_of(shop)
    if not form.validate_on_submit():
        return _page(form, present, 422)
    rules = form.to_rules()
    is_looked_at = form.looked.data == fingerprint(rules) or not _deletes_more(shop, rules, present, now)
    if pressed() != "save" or not is_looked_at:
        form.looked.data = fingerprint(rules)
        return _page(form, rules, 200, is_trial=True)
    account_id = current_principal().account_id
    try:
        with transaction():
            actions.save_rules(shop, rules, seen=form.seen.data or "", account_id=account_id, now=now)
    except EditedMeanwhile:
        present = queries.rules_of(shop)
        form.seen.data = fingerprint(present)
        return _page(form, present, 409, is_moved=True)
    flash(_("Saved. The policy states the new periods in a moment, and the next night goes by them."), "success")
    return redirect(url_for(".periods"), 303)


def _deletes_more(shop: ShopRef, rules: Rules, present: Rules, now: datetime) -> bool:
    """Whether the next night would go further under new rules than under the present ones."""
    if not removes_more(rules, present):
        return False
    return queries.foresee(shop, rules, now=now) != queries.foresee(shop, present, now=now)


def _page(form: KeepingForm, rules: Rules, status: int, *, is_trial: bool = False, is_moved: bool = False) -> Page:
    shop, now = current_shop(), clock.now()
    page = render_template(
        "privacy/backoffice/keeping_periods.html",
        form=form,
        rows=[
            {
                "name": keep.value,
                "fields": form.of(keep),
                "words": rule_words(keep),
                "limits": limits_words(keep),
                "until_asked": LIMITS[keep].until_asked,
                "now": period_words(rules[keep]),
            }
            for keep in RULED
        ],
        foreseen=[
            outcome_words(found.step, found.count, found.waiting) for found in queries.foresee(shop, rules, now=now)
        ],
        purges=[_record(purge) for purge in queries.list_purges(shop, most=SHOWN_PURGES)],
        is_trial=is_trial,
        is_moved=is_moved,
    )
    return page, status


def _record(purge: PurgeRecord) -> dict[str, object]:
    ended: datetime = purge.finished_at or purge.started_at
    return {
        "at": ended,
        "lines": [
            (*outcome_words(line.holding, line.removed, line.waiting), ": ".join(read_rule(line.rule)))
            for line in purge.lines
        ],
    }
