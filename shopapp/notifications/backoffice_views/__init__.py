"""The shop's side of messages: the outbox, and the words of every kind of message."""

from shopapp.notifications.backoffice_views import outbox, templates

blueprint = outbox.blueprint

__all__ = ["blueprint", "outbox", "templates"]
