"""Complaints: an inquiry with a topic, a time by which it is answered and settled, and reminders before both.

The times are those of the shop's settings at the moment it came in; a complaint keeps what its sender was told.
"""
