"""Fields that offer the words of a closed vocabulary, so that pages can say the same in every language."""

from collections.abc import Mapping
from typing import Any

from wtforms import SelectField

from shopapp.shops import terms_words
from shopapp.shops.forms.base import Boxes


class OneOf(SelectField):
    """One of a vocabulary; what no browser could have sent is refused in words."""

    def __init__(self, label: Any, vocabulary: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(label, choices=(), validate_choice=False, **kwargs)
        self.vocabulary = vocabulary
        # Something is always chosen, so nobody has to be told that it may be left out.
        self.flags.required = True

    def iter_choices(self) -> Any:
        self.choices = terms_words.choices(self.vocabulary)
        return super().iter_choices()

    def pre_validate(self, form: Any) -> None:
        if self.data not in self.vocabulary:
            self.data = next(iter(self.vocabulary))


class SomeOf(Boxes):
    """Any number of a vocabulary, as boxes to tick."""

    def __init__(self, label: Any, vocabulary: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(label, choices=(), validate_choice=False, **kwargs)
        self.vocabulary = vocabulary

    def iter_choices(self) -> Any:
        self.choices = terms_words.choices(self.vocabulary)
        return super().iter_choices()

    def chosen(self) -> list[str]:
        """What was ticked, in the order of the vocabulary."""
        return [code for code in self.vocabulary if code in (self.data or ())]
