"""What an order costs. Prices come from the shop's tables, never from what a browser sends."""

import hashlib
from dataclasses import dataclass

from shopapp.delivery.rules import Fee


@dataclass(frozen=True)
class PricedLine:
    """A line with its price as it stands now; `unit_price` in đồng."""

    variant_id: int
    product_id: int
    name: str
    variant_label: str
    unit_price: int
    quantity: int

    @property
    def amount(self) -> int:
        """What the line costs, in đồng."""
        return self.unit_price * self.quantity


@dataclass(frozen=True)
class Quote:
    """What is ordered and what it costs; `fee` is None while the place is unknown or not delivered to."""

    lines: tuple[PricedLine, ...]
    fee: Fee | None

    @property
    def goods_total(self) -> int:
        """All lines together, in đồng."""
        return sum(line.amount for line in self.lines)

    @property
    def total(self) -> int:
        """Goods and delivery, in đồng."""
        return self.goods_total + (self.fee.amount if self.fee else 0)

    def digest(self) -> str:
        """The same for the same lines, prices and fee: a review page carries it to prove what was shown."""
        parts = [f"{line.variant_id}×{line.quantity}@{line.unit_price}" for line in self.lines]
        fee = self.fee.amount if self.fee else "none"
        return hashlib.sha256(f"{';'.join(sorted(parts))}|{fee}".encode()).hexdigest()[:32]
