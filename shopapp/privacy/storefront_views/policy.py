"""The policy as visitors read it: the version in force, and every earlier one."""

from flask import Blueprint, abort, render_template

from shopapp.content.counting import count_as
from shopapp.platform.access import open_to_all
from shopapp.platform.i18n import language
from shopapp.platform.web.gate import current_shop
from shopapp.platform.web.headers import same_for_everybody
from shopapp.privacy.queries import list_versions
from shopapp.privacy.rules import compare
from shopapp.records import queries
from shopapp.records.models import PolicyVersion
from shopapp.records.rules import PolicyText

blueprint = Blueprint("privacy_storefront", __name__)


@blueprint.get("/chinh-sach-bao-mat")
@open_to_all
def policy() -> str:
    """The policy in force."""
    version = queries.current_policy(current_shop())
    return _page(version, is_current=True)


@blueprint.get("/chinh-sach-bao-mat/<int:number>")
@open_to_all
def policy_version(number: int) -> str:
    """One version, as it stood."""
    if number > 10**6:
        abort(404)
    version = queries.find_policy(current_shop(), number)
    return _page(version, is_current=False)


@blueprint.get("/chinh-sach-bao-mat/<int:number>/thay-doi")
@open_to_all
def changes(number: int) -> str:
    """What is different in a version from the one before it."""
    shop = current_shop()
    new = queries.find_policy(shop, number) if 1 < number <= 10**6 else None
    old = queries.find_policy(shop, number - 1) if new is not None else None
    if new is None or old is None:
        abort(404)
    same_for_everybody()
    sections = compare(_in_language(old), _in_language(new))
    return render_template("privacy/storefront/changes.html", old=old, new=new, sections=sections)


def _in_language(version: PolicyVersion) -> PolicyText:
    found: PolicyText = version.text.get(language()) or version.text["vi"]
    return found


def _page(version: PolicyVersion | None, *, is_current: bool) -> str:
    if version is None:
        abort(404)
    same_for_everybody()
    shop, sections = current_shop(), _in_language(version)
    count_as("policy", str(version.number))
    versions = list_versions(shop)
    newest = versions[0].number
    return render_template(
        "privacy/storefront/policy.html",
        version=version,
        sections=sections,
        versions=versions,
        is_outdated=not is_current and version.number != newest,
    )
