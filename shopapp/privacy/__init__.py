"""Owns the privacy policy page: written by the capabilities that are registered, and by nothing else.

Offers `actions.publish`, which makes a new version whenever what the program does or what the shop set has changed.
"""
