"""Keeping periods: rules of each shop, the nightly purge, its preview and its record."""
