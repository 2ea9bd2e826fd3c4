"""What the shopkeeper types about goods; each form hands over a draft and never touches the database."""

from shopapp.catalog.forms.offer import OfferForm, PressForm, tell_moved
from shopapp.catalog.forms.product import ProductForm
from shopapp.catalog.forms.small import CategoryForm, OptionsForm, PicturesForm

__all__ = ["CategoryForm", "OfferForm", "OptionsForm", "PicturesForm", "PressForm", "ProductForm", "tell_moved"]
