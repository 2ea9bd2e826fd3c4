"""Forms of orders. They check and hand over drafts; they never touch the database."""

from shopapp.orders.forms.order import OrderForm, keep_typed
from shopapp.orders.forms.small import ChangeForm, CodeForm, LookupForm, ReviewForm, review_form

__all__ = ["ChangeForm", "CodeForm", "LookupForm", "OrderForm", "ReviewForm", "keep_typed", "review_form"]
