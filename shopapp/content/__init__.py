"""What a shop tells: its news and pages of its own. How much it is looked at is counted in `usage/`."""
