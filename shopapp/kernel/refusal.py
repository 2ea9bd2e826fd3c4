"""The one base class of every "no" an action may give."""

from typing import ClassVar


class Refusal(Exception):
    """A change was refused for a reason a person can act on.

    Subclasses are named for the fact (`SoldOut`); views word them for people. Nothing of the refused change is kept,
    unless the class says `is_remembered`: a wrong try at a code has to be counted although it is refused.
    """

    is_remembered: ClassVar[bool] = False
