"""Draws the pictures of the five sample shops, so that they can be redrawn instead of being retouched."""
