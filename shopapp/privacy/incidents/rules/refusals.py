"""Why something about an incident cannot be done."""

from shopapp.kernel.refusal import Refusal


class NoSuchIncident(Refusal):
    """The shop has no such incident, or no such part of it."""


class AlreadyClosed(Refusal):
    """A closed incident is only added to."""


class ChangedMeanwhile(Refusal):
    """Somebody else has changed it since the page was opened; their words stand."""


class StillRunning(Refusal):
    """A clock has neither been reported in time nor said to be needless, so the incident is not at its end."""


class StillTelling(Refusal):
    """People are being counted or told at this moment."""


class AlreadyTold(Refusal):
    """Telling has begun: who is concerned and what they are told stands."""


class NobodyToTell(Refusal):
    """Nobody concerned can be told by the chosen way."""


class NoWords(Refusal):
    """The notice has no text for the chosen way."""
