"""Owns what a shop is: profile, legal identity, hours, departments, bank account, payment methods, its hosting.

Offers: `queries.get_profile`, `actions.create_shop`, `actions.change_profile`, `actions.set_menu`, `actions.touch`.
"""
