"""Fields that forms of inquiries share, and the form that may carry files."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, MultipleFileField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # Newer than its stubs.
from wtforms.validators import StopValidation
from wtforms.widgets import DateInput

from shopapp.inquiries.attachments import MEGABYTE, BadFile, CleanFile, clean_name, clean_upload
from shopapp.inquiries.rules import MOST_FILES, is_form_key
from shopapp.inquiries.wording import word_bad_file
from shopapp.kernel.clock import local_day, now
from shopapp.kernel.codes import new_token
from shopapp.kernel.folding import tidy
from shopapp.platform.settings import current_settings
from shopapp.platform.web.forms import ShopForm

LONGEST_BODY = 4000
ACCEPT = "image/jpeg,image/png,image/webp,application/pdf"


def choices_of(rows: Iterable[tuple[int | str, Any]], none: Any = "") -> list[Any]:
    """(value, words) pairs as a form offers them, after the words for none of them where `none` says so."""
    offered = [SelectChoice(str(value), words) for value, words in rows]
    return [SelectChoice("", none), *offered] if none else offered


class Whole(StringField):
    """A whole number as people type it ("1.500.000", "300"); after validation `number` holds it, None when empty."""

    number: int | None = None

    def __init__(self, *args: Any, low: int, high: int, message: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.low, self.high, self.message = low, high, message

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = tidy(str(valuelist[0]))[:40] if valuelist else ""

    def pre_validate(self, form: Any) -> None:
        if not self.data:
            return
        digits = re.sub(r"(?<=\d)[.,\s](?=\d{3}\b)", "", self.data)
        if not re.fullmatch(r"[0-9]{1,12}", digits) or not self.low <= int(digits) <= self.high:
            raise StopValidation(str(self.message))
        self.number = int(digits)


class Day(StringField):
    """A day from today on, in the form browsers send ("2026-12-24"); after validation `day` holds it."""

    widget = DateInput()
    day: date | None = None

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = tidy(str(valuelist[0]))[:40] if valuelist else ""

    def pre_validate(self, form: Any) -> None:
        if not self.data:
            return
        try:
            self.day = date.fromisoformat(self.data)
        except ValueError:
            raise StopValidation(str(_l("Please choose a day from the calendar."))) from None
        if self.day < local_day(now()):
            raise StopValidation(str(_l("This day has passed. Please choose today or a later day.")))


class Files(MultipleFileField):
    """Files of one sending. `check` judges them by content: good ones go to `accepted`, each bad one is named."""

    accepted: tuple[CleanFile, ...] = ()

    def check(self, already_kept: int) -> bool:
        """Whether every file can be taken and together they are not too many."""
        megabytes = current_settings().upload_megabytes
        accepted: list[CleanFile] = []
        errors: list[str] = []
        uploads = [upload for upload in self.data or () if getattr(upload, "filename", "")]
        for upload in uploads[:MOST_FILES]:
            try:
                accepted.append(clean_upload(upload.filename, upload.stream, longest=megabytes * MEGABYTE))
            except BadFile as error:
                errors.append(word_bad_file(error, shown_name(upload.filename), megabytes))
        if len(uploads) + already_kept > MOST_FILES:
            errors.append(_("At most %(count)s files can be sent at a time.", count=MOST_FILES))
            accepted = accepted[: max(0, MOST_FILES - already_kept)]
        self.accepted = tuple(accepted)
        self.errors = [*self.errors, *errors]
        return not errors


def shown_name(name: str) -> str:
    """A visitor's file name, harmless enough to be shown in a message, with the ending it came with."""
    stem = clean_name(name, "image/jpeg").rpartition(".")[0]
    ending = re.sub(r"[^A-Za-z0-9]", "", name.rpartition(".")[2])[:5]
    return f"{stem}.{ending}" if ending and "." in name else stem


class CheckedForm(ShopForm):
    """A form that checks its token itself, so that an outdated one costs nothing of what was typed."""

    @property
    def is_stale(self) -> bool:
        """Whether the page was open for so long that its token is no longer taken."""
        return bool(self.csrf_token.errors)

    def validate(self, extra_validators: Any = None) -> bool:
        """As every form, with our words for an outdated token."""
        is_valid = bool(super().validate(extra_validators))
        if self.is_stale:
            words = _("The page was open for a long time. Everything you typed is still here: please send it again.")
            self.csrf_token.errors = [words]
        return is_valid


class FilingForm(CheckedForm):
    """A form that may carry files. `kept_count`: how many were kept for it from an earlier try."""

    form_key = HiddenField()
    kept_count = 0

    def settle_key(self) -> str:
        """The key of this form: the posted one, or a new one when none fit for use was posted."""
        if not is_form_key(self.form_key.data or ""):
            self.form_key.data = new_token()
        return str(self.form_key.data)

    def validate(self, extra_validators: Any = None) -> bool:
        """Everything that can be judged without the database; files only in a form that is really ours."""
        is_valid = super().validate(extra_validators)
        return not self.is_stale and self.files.check(self.kept_count) and is_valid
