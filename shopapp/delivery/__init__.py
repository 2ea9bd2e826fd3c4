"""Owns where, when and for how much a shop delivers: areas with fees, slots, cut-off, and the country's places.

Offers: `places` (provinces and wards), `queries.fee_for`, `queries.get_schedule`, `actions.set_up`.
"""
