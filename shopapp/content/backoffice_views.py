"""The shop's news and pages at its own desk: written, looked at before anybody else, shown, planned, hidden, undone."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from shopapp.content import actions, queries
from shopapp.content.forms import PressForm, TextForm
from shopapp.content.queries import Around, DeskText, PostLine
from shopapp.content.rules import ChangedMeanwhile, NoSuchText, NothingToUndo, SlugTaken, Sort, State, state_of
from shopapp.content.uploads import ACCEPT, picture_of, receive
from shopapp.content.words import DeskWords, desk_words
from shopapp.kernel import clock
from shopapp.platform.access import Permission, require
from shopapp.platform.database import transaction
from shopapp.platform.i18n import show_moment
from shopapp.platform.settings import current_settings
from shopapp.platform.web.gate import current_shop
from shopapp.platform.web.preview import differences, pressed, preview_bar, typed
from shopapp.platform.web.undo import offer_undo

blueprint = Blueprint("content_backoffice", __name__, url_prefix="/quan-tri/cua-hang")
ONE = "/<int(max=999999999999999):text_id>"
PRESSES = "'hien', 'an', 'hoan-tac', 'xoa', 'khoi-phuc'"


@dataclass(frozen=True)
class Desk:
    """One of the two sorts at the desk: where it stands and what it is called."""

    sort: Sort
    path: str

    @property
    def home(self) -> str:
        """The list."""
        return f"/quan-tri/cua-hang{self.path}"

    @property
    def words(self) -> DeskWords:
        """What its pages say, in the language of the answer."""
        return desk_words(self.sort)

    def one(self, text_id: int) -> str:
        """The page on which one of them is changed."""
        return f"{self.home}/{text_id}"

    def public(self, slug: str) -> str:
        """Where visitors read it."""
        return f"/{'tin-tuc' if self.sort is Sort.NEWS else 'trang'}/{slug}"


NEWS, PAGES = Desk(Sort.NEWS, "/tin-tuc"), Desk(Sort.PAGE, "/trang")


def _routes_of_all(desk: Desk) -> None:
    """The routes of one sort; each sort has addresses of its own, so that none can be made up."""
    path, name = desk.path, desk.sort.value

    @blueprint.get(path, endpoint=f"list_{name}")
    @require(Permission.SHOP_SEE)
    def index() -> str:
        """All of them, drafts and planned ones too."""
        return _list_page(desk)

    @blueprint.get(f"{path}/moi", endpoint=f"new_{name}")
    @require(Permission.SHOP_CHANGE)
    def new() -> str:
        """An empty form."""
        form = TextForm(formdata=None)
        form.settle(desk.sort)
        return _form_page(desk, form)

    @blueprint.post(f"{path}/moi", endpoint=f"add_{name}")
    @require(Permission.SHOP_CHANGE)
    def add() -> ResponseReturnValue:
        """Show it, keep it as a draft, or look at it first."""
        return _take(desk, None)


def _routes_of_one(desk: Desk) -> None:
    """The routes of one that is there."""
    path, name = desk.path, desk.sort.value

    @blueprint.get(f"{path}{ONE}", endpoint=f"edit_{name}")
    @require(Permission.SHOP_CHANGE)
    def edit(text_id: int) -> str:
        """The form with what it says now."""
        text = _found(desk, text_id)
        form = TextForm.of(text)
        form.settle(desk.sort, text)
        return _form_page(desk, form, text)

    @blueprint.post(f"{path}{ONE}", endpoint=f"save_{name}")
    @require(Permission.SHOP_CHANGE)
    def save(text_id: int) -> ResponseReturnValue:
        """Take the changes over, or look at them first."""
        return _take(desk, _found(desk, text_id))

    @blueprint.post(f"{path}{ONE}/<any({PRESSES}):press>", endpoint=f"press_{name}")
    @require(Permission.SHOP_CHANGE)
    def press(text_id: int, press: str) -> ResponseReturnValue:
        """Show it at once, hide it, take the last save back, throw it away or bring it back."""
        return _press(desk, text_id, press)


for _desk in (NEWS, PAGES):
    _routes_of_all(_desk)
    _routes_of_one(_desk)


def _take(desk: Desk, text: DeskText | None) -> ResponseReturnValue:
    shop, button, form = current_shop(), pressed(), TextForm()
    form.settle(desk.sort, text)
    is_valid = form.is_good()
    is_received = receive(shop, form, now=clock.now())
    picture_of(shop, form)
    if button == "edit":
        return _form_page(desk, form, text)
    if not is_valid or not is_received:
        return _form_page(desk, form, text), 422
    if button == "preview":
        return _preview_page(desk, form, text)
    try:
        return _add(desk, form, button) if text is None else _change(desk, form, text, button)
    except SlugTaken:
        form.slug.errors = [_("Another page has this address. Please choose another one.")]
        return _form_page(desk, form, text), 409
    except ChangedMeanwhile:
        return _moved(desk, form, text), 409
    except NoSuchText:
        abort(404)


def _add(desk: Desk, form: TextForm, button: str) -> ResponseReturnValue:
    shop, now = current_shop(), clock.now()
    with transaction():
        slug = form.slug.data or actions.propose_slug(shop, desk.sort, form.title.data or "")
        moment = form.moment(now) if form.is_to_be_shown(button) else None
        draft = form.to_draft(slug, moment=moment)
        text_id = actions.add_text(shop, desk.sort, draft, now=now)
    flash(_told(state_of(draft.published_at, now), draft.published_at), "success")
    return redirect(desk.one(text_id), 303)


def _change(desk: Desk, form: TextForm, text: DeskText, button: str) -> ResponseReturnValue:
    shop, now = current_shop(), clock.now()
    is_shown = text.state is not State.DRAFT or form.is_to_be_shown(button)
    slug = (form.slug.data if "slug" in form else "") or text.slug
    draft = form.to_draft(slug, moment=form.moment(now, text.published_at) if is_shown else None)
    with transaction():
        version = actions.change_text(shop, desk.sort, text.id, draft, seen=form.seen_version(), now=now)
    words = _told(state_of(draft.published_at, now), draft.published_at)
    offer_undo(words, f"{desk.one(text.id)}/hoan-tac", seen=version)
    return redirect(desk.one(text.id), 303)


def _press(desk: Desk, text_id: int, press: str) -> ResponseReturnValue:
    shop, now, here = current_shop(), clock.now(), desk.one(text_id)
    try:
        with transaction():
            if press == "hien":
                actions.show_from(shop, desk.sort, text_id, now, now=now)
            elif press == "an":
                actions.show_from(shop, desk.sort, text_id, None, now=now)
            elif press == "xoa":
                actions.remove_text(shop, desk.sort, text_id, now=now)
            elif press == "khoi-phuc":
                actions.restore_text(shop, desk.sort, text_id, now=now)
            else:
                actions.undo_text(shop, desk.sort, text_id, seen=_seen(), now=now)
    except NoSuchText:
        abort(404)
    except NothingToUndo:
        flash(_("This cannot be taken back any more: it has been saved again meanwhile."), "warning")
        return redirect(here, 303)
    if press == "xoa":
        offer_undo(_("Thrown away. For a day it can be brought back."), f"{here}/khoi-phuc")
        return redirect(desk.home, 303)
    after = _found(desk, text_id)
    words = {
        "hien": _("Visitors see it now."),
        "an": _("Hidden: visitors do not see it any more."),
        "khoi-phuc": _("It is back, as it was."),
    }.get(press, _("Taken back: what stood there before stands there again."))
    if press == "khoi-phuc":
        flash(words, "success")
    else:
        offer_undo(words, f"{here}/hoan-tac", seen=after.version)
    return redirect(here, 303)


def _seen() -> int:
    text = request.form.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def _told(state: State, moment: Any) -> str:
    if state is State.DRAFT:
        return str(_("Kept as a draft; visitors do not see it."))
    if state is State.PLANNED:
        return str(_("Saved. Visitors see it from %(moment)s on.", moment=show_moment(moment)))
    return str(_("Saved. Visitors see it now."))


def _moved(desk: Desk, form: TextForm, text: DeskText | None) -> str:
    """The form again with everything typed, and what somebody else has saved in the meantime."""
    now = _found(desk, text.id) if text else None
    if now is None:
        abort(404)
    saved = TextForm.of(now)
    saved.settle(desk.sort, now)
    form.version.data = str(now.version)
    form.picture.data = saved.picture.data = None
    return _form_page(desk, form, now, others=differences(saved, form))


def _found(desk: Desk, text_id: int) -> DeskText:
    found = queries.find_text(current_shop(), desk.sort, text_id, now=clock.now())
    if found is None:
        abort(404)
    return found


def _list_page(desk: Desk) -> str:
    after = request.args.get("sau", "")
    place = int(after) if after.isascii() and after.isdigit() and len(after) <= 15 else None
    texts, has_more = queries.list_texts(current_shop(), desk.sort, now=clock.now(), after=place)
    next_href = f"{desk.home}?sau={texts[-1].id}" if has_more else ""
    said = {"words": desk.words, "texts": texts, "next_href": next_href}
    return render_template("content/backoffice/index.html", desk=desk, **said)


def _form_page(
    desk: Desk, form: TextForm, text: DeskText | None = None, *, others: list[tuple[str, str]] | None = None
) -> str:
    return render_template(
        "content/backoffice/edit.html",
        desk=desk,
        words=desk.words,
        form=form,
        text=text,
        picture=picture_of(current_shop(), form),
        others=others,
        accept=ACCEPT,
        megabytes=current_settings().upload_megabytes,
        press=PressForm(formdata=None),
    )


def _preview_page(desk: Desk, form: TextForm, text: DeskText | None) -> str:
    """The page as it would be, over it a bar that sends what was typed on."""
    shop, now = current_shop(), clock.now()
    fields = [(name, value) for name, value in typed() if name not in ("picture", "picture_id", "without_picture")]
    fields.append(("picture_id", form.picture_id.data or ""))
    if form.without_picture.data:
        fields.append(("without_picture", "y"))
    moment = max(form.moment(now), text.published_at or now) if text else form.moment(now)
    line = PostLine(
        text.id if text else 0,
        (text.slug if text else "") or "xem-truoc",
        form.title.data or "",
        form.summary.data or "",
        moment,
        text.views if text else 0,
        picture_of(shop, form),
    )
    bar = preview_bar(desk.one(text.id) if text else f"{desk.home}/moi", fields, says=desk.words.preview)
    name, about = ("post", {"around": Around(None, None, ())}) if desk.sort is Sort.NEWS else ("page", {})
    template = f"content/storefront/{name}.html"
    context = {name: line, "body": form.body.data or "", "changed_at": now, "preview_bar": bar, **about}
    return render_template(template, **context)
