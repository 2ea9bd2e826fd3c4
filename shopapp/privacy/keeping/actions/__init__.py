"""Every change to keeping periods and purges."""

from shopapp.privacy.keeping.actions.runs import JOB, Cause, begin_night, begin_run, finish, take
from shopapp.privacy.keeping.actions.settings import save_rules

__all__ = ["JOB", "Cause", "begin_night", "begin_run", "finish", "save_rules", "take"]
