"""Owns orders: the form and its draft, placing, lines, states, numbers, what visitor and staff may change.

Offers: `actions.place_order`, `take_phone_order`, `advance`, `mark_called`, `mark_paid`, `assign`, `add_note`,
`change_by_visitor`, `cancel_by_visitor`; reads in `queries`; what the form asks in `rules.asked_fields`.
"""
