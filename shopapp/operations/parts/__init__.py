"""The page on the portal's host that shows every part of the storefront, in every look, in light and in dark."""
