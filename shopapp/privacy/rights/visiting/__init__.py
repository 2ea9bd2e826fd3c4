"""Visits to one's own data: somebody proves a contact with a code and sees, for half an hour, what is bound to it."""
