"""Owns a shop's customer records: who ordered or asked, by which contact, and where the record came from.

Offers: `actions.remember_guest`, `queries.find_customer`.
"""
