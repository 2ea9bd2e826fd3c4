"""The forms of the shop's sections, by the section's name."""

from shopapp.shops.forms.base import SectionForm
from shopapp.shops.forms.complaints import ComplaintsForm
from shopapp.shops.forms.days import ClosuresForm, HoursForm, copied_day
from shopapp.shops.forms.look import LanguagesForm, LookForm
from shopapp.shops.forms.payment import PaymentForm
from shopapp.shops.forms.profile import DepartmentsForm, LegalForm, ProfileForm
from shopapp.shops.forms.returns import ReturnsForm
from shopapp.shops.forms.terms import PricingForm, ReceivingForm
from shopapp.shops.forms.words import AskedForm, HomeForm, TextsForm

FORMS: dict[str, type[SectionForm]] = {
    "profile": ProfileForm,
    "look": LookForm,
    "languages": LanguagesForm,
    "hours": HoursForm,
    "closures": ClosuresForm,
    "home": HomeForm,
    "texts": TextsForm,
    "payment": PaymentForm,
    "departments": DepartmentsForm,
    "asked": AskedForm,
    "returns": ReturnsForm,
    "pricing": PricingForm,
    "receiving": ReceivingForm,
    "complaints": ComplaintsForm,
    "legal": LegalForm,
}

__all__ = ["FORMS", "LookForm", "SectionForm", "copied_day"]
