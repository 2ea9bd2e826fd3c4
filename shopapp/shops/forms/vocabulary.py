"""Fields that offer the words of a closed vocabulary, so that pages can say the same in every language."""

from collections.abc import Mapping
from typing import Any

from wtforms import RadioField, SelectField

from shopapp.shops import terms_words
from shopapp.shops.forms.base import Boxes


class _One:
    """One of a vocabulary; something is always chosen, so nobody has to be told that it may be left out."""

    vocabulary: Mapping[str, Any]
    choices: Any
    data: Any
    flags: Any

    def __init__(self, label: Any, vocabulary: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(label, choices=(), validate_choice=False, **kwargs)  # type: ignore[call-arg]  # WTForms' field.
        self.vocabulary = vocabulary
        self.flags.required = True

    def process_data(self, value: Any) -> None:
        """Nothing chosen yet is the first."""
        self.data = value if value in self.vocabulary else next(iter(self.vocabulary))

    def iter_choices(self) -> Any:
        """The words in the language of whoever reads the form."""
        self.choices = terms_words.choices(self.vocabulary)
        return super().iter_choices()  # type: ignore[misc]  # as above

    def pre_validate(self, form: Any) -> None:
        """What no browser could have sent is taken as the first."""
        if self.data not in self.vocabulary:
            self.data = next(iter(self.vocabulary))


class Unit(_One, SelectField):
    """One of few short words."""


class OneOf(_One, RadioField):
    """One of a few sentences, to be tapped: a phone would cut them off in a list."""


class SomeOf(Boxes):
    """Any number of a vocabulary, as boxes to tick."""

    def __init__(self, label: Any, vocabulary: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(label, choices=(), validate_choice=False, **kwargs)
        self.vocabulary = vocabulary

    def iter_choices(self) -> Any:
        """The words in the language of whoever reads the form."""
        self.choices = terms_words.choices(self.vocabulary)
        return super().iter_choices()

    def chosen(self) -> list[str]:
        """What was ticked, in the order of the vocabulary."""
        return [code for code in self.vocabulary if code in (self.data or ())]
