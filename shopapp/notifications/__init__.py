"""Owns the outbox: messages written with the change that causes them, delivered after its commit.

Offers `actions.queue_message` and `queue_messages`, `send_again`, `cancel_message`, `queries.list_messages`, and the
channels by which messages leave.
"""
