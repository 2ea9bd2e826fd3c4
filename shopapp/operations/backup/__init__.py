"""Backups of a whole instance: a consistent archive of tables, files and tombstones, and the way back from it."""
