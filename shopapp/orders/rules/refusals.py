"""Why an order, or a change of one, is refused."""

from shopapp.kernel.refusal import Refusal


class NothingOrdered(Refusal):
    """The draft has no line."""


class NoLongerOffered(Refusal):
    """A variant is hidden, gone, another shop's, or has no price; `variant_id` says which."""

    def __init__(self, variant_id: int) -> None:
        super().__init__(str(variant_id))
        self.variant_id = variant_id


class NotDelivered(Refusal):
    """The shop does not deliver to that ward."""


class PriceChanged(Refusal):
    """Prices or the fee are no longer those that were shown."""


class PaymentNotOffered(Refusal):
    """The shop does not take this way of payment (any more)."""


class NoPolicy(Refusal):
    """The shop has no privacy policy, or its policy states other purposes, receivers or periods than the one shown."""


class ContentDiffers(Refusal):
    """An order was placed from this form already, with other content. `token` opens that order."""

    def __init__(self, token: str) -> None:
        super().__init__("the form was sent before with other content")
        self.token = token


class OrderGone(Refusal):
    """The shop has no such order."""


class StepNotAllowed(Refusal):
    """The order stands in a state from which it cannot make this step; `state` is where it stands."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class Frozen(StepNotAllowed):
    """Somebody has said that the order is not theirs; it makes no step until staff have decided."""


class NotFrozen(Refusal):
    """The order is not held back (any more), so there is nothing to decide."""


class TooLate(StepNotAllowed):
    """The shop has confirmed the order (or it has ended), so a visitor cannot change or cancel it any more."""
