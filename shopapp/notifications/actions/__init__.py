"""Every change to the outbox: queueing, sending again, cancelling, and marking what became of a delivery."""

from shopapp.notifications.actions.queue import queue_message, queue_messages
from shopapp.notifications.actions.staff import cancel_message, send_again, send_failed_again, stop_purpose

__all__ = ["cancel_message", "queue_message", "queue_messages", "send_again", "send_failed_again", "stop_purpose"]
