"""Delivery, returns, payment, complaints, prices: the pages the law asks of a shop, made from its settings alone.

They say what the owner has set and what the program does, and nothing else; so one that was never set says nothing.
"""
