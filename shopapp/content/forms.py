"""News and pages as they are typed: title, text and picture first, everything else if one likes."""

from datetime import datetime, time
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FileField, HiddenField, SelectField

from shopapp.content.queries import DeskText
from shopapp.content.rules import (
    LONGEST_ALT,
    LONGEST_BODY,
    LONGEST_SUMMARY,
    LONGEST_TITLE,
    PLACES,
    Sort,
    TextDraft,
    is_slug,
)
from shopapp.content.words import place_words
from shopapp.kernel.clock import at_local, local
from shopapp.platform.web.fields import Clock, Day
from shopapp.platform.web.forms import AllOf, AtMost, Line, Lines, Needed, ShopForm

_MORNING = time(8)


class TextForm(ShopForm):
    """Adds news or a page, or changes it. `picture_id` is the picture it has, or the one that waits for its form."""

    version = HiddenField()
    picture_id = HiddenField()
    title = Line(_l("Title"), [Needed(_l("Please type a title.")), AtMost(LONGEST_TITLE)])
    body = Lines(_l("Text"), [AtMost(LONGEST_BODY)])
    summary = Line(_l("In one sentence"), [AtMost(LONGEST_SUMMARY)])
    picture = FileField(_l("Picture"))
    picture_alt = Line(_l("What the picture shows"), [AtMost(LONGEST_ALT)])
    without_picture = BooleanField(_l("Leave the picture out"))
    place = SelectField(_l("Where a link to it stands"), validate_choice=False)
    day = Day(_l("Day of publication"))
    clock = Clock(_l("Time"))
    slug = Line(_l("Address of the page"), [AtMost(80)])
    title_en = Line(_l("Title in English"), [AtMost(LONGEST_TITLE)])
    summary_en = Line(_l("In one sentence, in English"), [AtMost(LONGEST_SUMMARY)])
    body_en = Lines(_l("Text in English"), [AtMost(LONGEST_BODY)])
    alt_en = Line(_l("What the picture shows, in English"), [AtMost(LONGEST_ALT)])

    def settle(self, sort: Sort, text: DeskText | None = None) -> None:
        """Leave out what does not fit: a place for news; an address that visitors know already."""
        if sort is Sort.NEWS:
            del self.place
        else:
            self.place.choices = [(place, place_words(place)) for place in PLACES]
            self.place.validators = [AllOf(lambda: set(PLACES), _("Please choose where the link stands."))]
        if text is not None and text.published_at is not None:
            del self.slug

    @classmethod
    def of(cls, text: DeskText) -> "TextForm":
        """The form as it stands before anything is typed."""
        english = text.wordings.get("en", {})
        moment = local(text.published_at) if text.published_at else None
        data: dict[str, Any] = {
            "version": text.version,
            "picture_id": text.picture_id or "",
            "title": text.title,
            "body": text.body,
            "summary": text.summary,
            "picture_alt": text.picture_alt,
            "place": text.place,
            "day": moment.date().isoformat() if moment else "",
            "clock": moment.strftime("%H:%M") if moment else "",
            "slug": text.slug,
            "title_en": english.get("title", ""),
            "summary_en": english.get("summary", ""),
            "body_en": english.get("body", ""),
            "alt_en": english.get("alt", ""),
        }
        return cls(formdata=None, data=data)

    def is_good(self) -> bool:
        """Whether it can be taken over."""
        is_valid = self.validate_on_submit()
        if "slug" in self and self.slug.data and not self.slug.errors and not is_slug(self.slug.data):
            self.slug.errors = [
                _("An address has lower-case letters without accents, digits and hyphens: hoa-hong-do.")
            ]
            is_valid = False
        if self.clock.data and not self.day.data and not self.day.errors:
            self.day.errors = [_("Please choose the day too, or leave the time empty.")]
            is_valid = False
        return bool(is_valid)

    def has_more(self) -> bool:
        """Whether something in the folded parts has to be seen."""
        return any(field.errors for field in self if field.name in ("day", "clock", "slug", "place"))

    def has_english(self) -> bool:
        """Whether the folded part in English holds anything, or something has to be seen there."""
        fields = (self.title_en, self.summary_en, self.body_en, self.alt_en)
        return any(field.data or field.errors for field in fields)

    def seen_version(self) -> int:
        """The version the page showed; -1 where it was changed."""
        return _number(self.version.data) or -1

    def seen_picture(self) -> int | None:
        """The picture it has or that waits for it."""
        return None if self.without_picture.data else _number(self.picture_id.data)

    def is_to_be_shown(self, button: str) -> bool:
        """Whether that button lets visitors see it: the one that says so, or saving what has a day."""
        return button == "publish" or (button == "save" and self.day.day is not None)

    def to_draft(self, slug: str, *, moment: datetime | None) -> TextDraft:
        """What was typed, shown from `moment` on or not at all."""
        english = {
            "title": self.title_en.data,
            "summary": self.summary_en.data,
            "body": self.body_en.data,
            "alt": self.alt_en.data,
        }
        said = {name: str(text) for name, text in english.items() if text}
        return TextDraft(
            slug=slug,
            title=self.title.data or "",
            summary=self.summary.data or "",
            body=self.body.data or "",
            published_at=moment,
            wordings={"en": said} if said else {},
            picture_id=self.seen_picture(),
            picture_alt=self.picture_alt.data or "",
            place=self.place.data or "footer" if "place" in self else "footer",
        )

    def moment(self, now: datetime, known: datetime | None = None) -> datetime:
        """From when on it is shown: the day and time typed, in the morning where no time was; `known` to the second
        where that is what was typed."""
        if self.day.day is None:
            return now
        at = time.fromisoformat(self.clock.clock) if self.clock.clock else _MORNING
        typed = at_local(self.day.day, at)
        return known if known is not None and known.replace(second=0, microsecond=0) == typed else typed


class PressForm(ShopForm):
    """A button and nothing else."""


def _number(typed: Any) -> int | None:
    digits = str(typed or "")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 15 else None
