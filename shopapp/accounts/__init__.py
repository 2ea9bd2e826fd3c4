"""Signing in: accounts of staff (and later customers), passwords, sessions, one-time links, proofs of a contact.

Offers `load_principal` to the gate, `create_staff` and `make_sign_in_link` to the command line, and to the rooms
that show something behind a link the one-time codes by which a visitor proves that a contact is theirs.
"""
