"""The way back right after a change: a notice on the next page whose button sends one form."""

from flask import flash

UNDO = "undo"


def offer_undo(text: str, action: str, **fields: str | int) -> None:
    """Say on the next back-office page what was done, with a button that posts `fields` to `action` to take it back."""
    notice = {"text": text, "action": action, "fields": {name: str(value) for name, value in fields.items()}}
    flash(notice, UNDO)  # type: ignore[arg-type]  # The session keeps any JSON; the frame knows this category.
