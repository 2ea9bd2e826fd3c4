"""The one base class of every "no" an action may give."""


class Refusal(Exception):
    """A change was refused for a reason a person can act on.

    Subclasses are named for the fact (`SoldOut`); views word them for people. Nothing of the refused change is kept.
    """
