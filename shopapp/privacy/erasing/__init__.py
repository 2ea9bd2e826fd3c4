"""Erasing what is held about somebody: the one engine behind requests, periods and restored backups."""
