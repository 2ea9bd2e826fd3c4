"""Placing once more, when another sending of the same form came between or the connection died."""

from collections.abc import Callable

from sqlalchemy.exc import IntegrityError, OperationalError

from shopapp.orders.actions import Placed


def at_most_twice(place: Callable[[], Placed]) -> Placed:
    """The order `place` makes, in a transaction it opens itself.

    What a unique key or a lost connection refused is tried once more: placing is idempotent by the form's key, so the
    second try finds what the first, or the other sending, has stored.
    """
    try:
        return place()
    except (IntegrityError, OperationalError):
        return place()
