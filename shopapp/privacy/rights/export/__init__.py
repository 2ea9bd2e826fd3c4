"""Copies of somebody's data to take away: made by the worker into one file, kept for a few days, then deleted."""
