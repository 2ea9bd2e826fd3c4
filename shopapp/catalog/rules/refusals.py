"""Why the catalogue says no, each refusal named for the fact."""

from shopapp.kernel.refusal import Refusal


class SoldOut(Refusal):
    """Less is left of a variant than was asked for; `left` says how much (0 when it is no longer offered)."""

    def __init__(self, variant_id: int, left: int) -> None:
        super().__init__(f"variant {variant_id} has {left} left")
        self.variant_id, self.left = variant_id, left


class StockMoved(Refusal):
    """The stock is no longer what the shopkeeper saw when typing a new one; `left` is what it is now."""

    def __init__(self, variant_id: int, left: int | None) -> None:
        super().__init__(f"variant {variant_id} moved to {left}")
        self.variant_id, self.left = variant_id, left


class NoSuchProduct(Refusal):
    """The shop has no such product or variant."""


class SlugTaken(Refusal):
    """Another category or product of this shop has this slug."""


class BadDraft(Refusal):
    """A value of a draft is one the catalogue cannot hold; the text names it."""


class ChangedMeanwhile(Refusal):
    """Somebody else has saved this product or category since the form was opened; nothing was changed."""


class TooManyPictures(Refusal):
    """A product has no room for so many pictures; `most` is how many it may have."""

    def __init__(self, most: int) -> None:
        super().__init__(f"at most {most} pictures")
        self.most = most


class HasOptions(Refusal):
    """What is one of its kind cannot come in several choices."""
