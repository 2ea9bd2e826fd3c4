"""The shop's settings: a page a section, tried before it is saved, taken back with one press."""

from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from shopapp.frames.theme import BadColour, page_css
from shopapp.kernel import clock
from shopapp.platform.access import Permission, require
from shopapp.platform.database import transaction
from shopapp.platform.i18n import LANGUAGES, relative
from shopapp.platform.web.gate import current_face, current_principal, current_shop
from shopapp.platform.web.preview import changed_rows, differences, pressed, preview_bar, typed
from shopapp.platform.web.undo import offer_undo
from shopapp.shops.actions import hold_logo, save_section, undo_section
from shopapp.shops.desk import FOLDER, choices_from, colour_sample, contrast_words, missing_words, try_out
from shopapp.shops.forms import FORMS, LookForm, SectionForm, copied_day
from shopapp.shops.mark import logo_of, plate_of
from shopapp.shops.queries import find_mark, find_section, get_profile
from shopapp.shops.rules import (
    LogoGone,
    NothingToUndo,
    Profile,
    SavedSection,
    SectionMoved,
    section_of,
    with_presets,
    with_section,
)
from shopapp.shops.swatches import swatches
from shopapp.shops.uploads import ACCEPT, allow_upload, logo_gone, receive_logo
from shopapp.shops.words import SECTIONS, SectionWords

blueprint = Blueprint("shops_backoffice", __name__, url_prefix=FOLDER)


def _section_routes(words: SectionWords) -> None:
    """The three routes of one section; each has an address of its own, so that none can be made up."""
    kind, address = FORMS[words.name], f"/{words.slug}"

    @blueprint.get(address, endpoint=f"edit_{words.name}")
    @require(Permission.SHOP_CHANGE)
    def edit() -> str:
        """The section as it stands, to be changed."""
        shop, saved = current_shop(), find_section(current_shop(), words.name)
        stands = get_profile(shop)
        suggested = with_presets(stands, shop.kind)
        is_new = section_of(suggested, words.name) != section_of(stands, words.name)
        return _page(words, kind.of(suggested, saved), saved, is_suggested=is_new)

    @blueprint.post(address, endpoint=f"save_{words.name}")
    @require(Permission.SHOP_CHANGE)
    def save() -> ResponseReturnValue:
        """Whatever button was pressed: try, save, one row more or less. What was typed stays until it is saved."""
        return _take(words)

    @blueprint.post(f"{address}/hoan-tac", endpoint=f"undo_{words.name}")
    @require(Permission.SHOP_CHANGE)
    def undo() -> ResponseReturnValue:
        """Bring back what stood in the section before its last save."""
        return _undo(words)


for _words in SECTIONS:
    _section_routes(_words)


def _take(words: SectionWords) -> ResponseReturnValue:
    shop, button, kind = current_shop(), pressed(), FORMS[words.name]
    if kind is LookForm:
        allow_upload()
    form = kind(formdata=copied_day(changed_rows(request.form, button, kind.rows), button))
    if isinstance(form, LookForm):
        receive_logo(shop, form, now=clock.now())
    if button not in ("save", "preview", "preview-said"):
        form.take(button)
        return _page(words, form, find_section(shop, words.name))
    if not form.validate_on_submit():
        return _page(words, form, find_section(shop, words.name)), 422
    return _save(words, form) if button == "save" else _try(words, form, is_said=button == "preview-said")


def _try(words: SectionWords, form: SectionForm, *, is_said: bool) -> str:
    """The page as it would be, in the shop's own language or in the further one."""
    shop = current_shop()
    tried = with_section(get_profile(shop), form.values())
    bar = preview_bar(f"{FOLDER}/{words.slug}", form.carried(typed()))
    said_in = str(form.said_in.data) if is_said and form.said_in.data in LANGUAGES else shop.language
    return str(try_out(shop, words, tried, current_face(), bar, in_language=said_in))


def _save(words: SectionWords, form: SectionForm) -> ResponseReturnValue:
    shop, who, seen = current_shop(), current_principal().account_id, form.seen_version
    try:
        with transaction():
            if isinstance(form, LookForm) and form.mark is not None:
                hold_logo(shop, form.mark.key, now=clock.now())
            version = save_section(shop, words.name, form.values(), seen=seen, account_id=who, now=clock.now())
    except SectionMoved as moved:
        return _moved(words, form, moved), 409
    except LogoGone:
        flash(logo_gone(), "warning")
        return redirect(f"{FOLDER}/{words.slug}", 303)
    if version == seen:
        flash(_("Nothing was different, so nothing was changed."), "message")
    else:
        offer_undo(_("Saved. Customers see it from now on."), f"{FOLDER}/{words.slug}/hoan-tac", seen=version)
    return redirect(f"{FOLDER}/{words.slug}", 303)


def _undo(words: SectionWords) -> ResponseReturnValue:
    who, action = current_principal().account_id, f"{FOLDER}/{words.slug}/hoan-tac"
    text = request.form.get("seen", "")
    seen = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
    try:
        with transaction():
            version = undo_section(current_shop(), words.name, seen=seen, account_id=who, now=clock.now())
    except NothingToUndo:
        flash(_("This cannot be taken back any more: somebody has saved it again meanwhile."), "warning")
    else:
        offer_undo(_("Taken back: customers see what stood there before."), action, seen=version)
    return redirect(f"{FOLDER}/{words.slug}", 303)


@blueprint.get("/mau.svg")
@require(Permission.SHOP_SEE)
def sample() -> Response:
    """Button and link in a colour (`?mau=` and six digits) that may not be saved yet."""
    try:
        return Response(colour_sample(current_shop().kind, _colour()), mimetype="image/svg+xml")
    except BadColour:
        abort(404)


@blueprint.get("/giao-dien.css")
@require(Permission.SHOP_SEE)
def theme() -> Response:
    """The look of a preview: the shop's own in another colour (`?mau=` and six digits) and with other choices."""
    try:
        css = page_css(current_shop().kind, _colour(), choices_from(request.args), request.args.get("trang", ""))
        return Response(css, mimetype="text/css")
    except BadColour:
        abort(404)


def _colour() -> str:
    return f"#{request.args.get('mau', '').lower()}"


def _moved(words: SectionWords, form: SectionForm, moved: SectionMoved) -> str:
    """The form again with everything typed, and what somebody else has saved in the meantime."""
    shop = current_shop()
    now: Profile = get_profile(shop)
    saved = SavedSection(moved.version, moved.saved_at, moved.account_id)
    other = differences(FORMS[words.name].of(now, saved), form)
    form.seen.data = str(moved.version)
    return _page(words, form, saved, other=other)


def _page(words: SectionWords, form: SectionForm, saved: SavedSection, **more: Any) -> str:
    own = saved.account_id == current_principal().account_id
    return render_template(
        "shops/backoffice/section.html",
        words=words,
        form=form,
        saved=saved,
        saved_when=relative(saved.saved_at) if saved.saved_at else "",
        is_own=own,
        action=f"{FOLDER}/{words.slug}",
        **(_extra(words, form) | more),
    )


def _extra(words: SectionWords, form: SectionForm) -> dict[str, Any]:
    """What single sections show beside their fields."""
    shop = current_shop()
    if words.name == "languages":
        return {"missing": missing_words(get_profile(shop))}
    if isinstance(form, LookForm):
        mark = form.mark or find_mark(shop, str(form.logo.data or ""))
        return {"logo": logo_of(mark), "plate": plate_of(mark, shop.kind, current_face().colour), "accept": ACCEPT}
    if words.name != "profile":
        return {}
    colour = form["colour"].data or ""
    try:
        words_on_it = contrast_words(shop.kind, colour)
    except BadColour:
        colour, words_on_it = "", []
    sample = f"{FOLDER}/mau.svg?mau={colour[1:]}" if colour else ""
    return {"contrast": words_on_it, "sample": sample, "swatches": swatches(shop.kind)}
