"""Owns what a shop is: profile, logo and look, languages, legal identity, hours, departments, payment, its hosting.

Offers: `queries.get_profile`, `actions.create_shop`, `actions.change_profile`, `actions.set_menu`, `actions.touch`,
`logos.read_logo`.
"""
