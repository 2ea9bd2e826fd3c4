"""Drafts, states and search words."""

from typing import Any

import pytest

from shopapp.catalog.rules import (
    UNLIMITED,
    BadDraft,
    ProductDraft,
    VariantDraft,
    check_product,
    is_slug,
    label_of,
    product_draft_from,
    search_words,
    searchable,
    state_of,
)


@pytest.mark.parametrize(
    ("units", "is_unique", "state"),
    [
        (None, False, "in"),
        (UNLIMITED + 3, False, "in"),
        (4, False, "in"),
        (3, False, "low"),
        (0, False, "out"),
        (1, True, "one"),
        (0, True, "sold"),
    ],
)
def test_state_tells_what_is_left(units: int | None, is_unique: bool, state: str) -> None:
    assert state_of(units, is_unique=is_unique) == state


def test_search_words_are_folded_and_few() -> None:
    assert search_words("  Hoa HỒNG đỏ ") == ["hoa", "hong", "do"]
    assert search_words("đèn led") == ["den", "led"]
    assert len(search_words("a " * 3000)) == 8
    assert search_words("🌹" * 5000) == []
    assert search_words("40_% nước, (mắm)") == ["40", "nuoc", "mam"]
    assert search_words(" \u200b\x00 ") == []


def test_search_words_of_decomposed_accents_are_the_same() -> None:
    assert search_words("hoa ho\u0302\u0300ng") == ["hoa", "hong"]


def test_searchable_holds_name_facts_and_codes_without_accents() -> None:
    draft = ProductDraft("a", "Đèn LED", facts=(("Màu", "Đỏ"),), variants=(VariantDraft(code="BIEN-7"),))
    assert searchable(draft) == "den led\n do bien 7"


@pytest.mark.parametrize("text", ["hoa-hong", "a", "2-lan", "x" * 80])
def test_slugs_are_plain_words(text: str) -> None:
    assert is_slug(text)


@pytest.mark.parametrize("text", ["", "-a", "a-", "a--b", "Hoa", "hoa hồng", "a\x00", "x" * 81, "a/b", "🌹", "a\n"])
def test_other_texts_are_no_slugs(text: str) -> None:
    assert not is_slug(text)


@pytest.mark.parametrize(
    "differences",
    [
        {"slug": "Hoa Hồng"},
        {"name": "  "},
        {"name": "x" * 161},
        {"summary": "x" * 301},
        {"pricing": "auction"},
        {"variants": ()},
        {"variants": (VariantDraft(values=("Đỏ",)),)},
        {"option_names": ("Cỡ", "Màu"), "variants": (VariantDraft(values=("S",)),)},
        {"variants": (VariantDraft(price=-1),)},
        {"variants": (VariantDraft(stock=-1),)},
        {"variants": (VariantDraft(price=10**15),)},
        {"is_unique": True, "variants": (VariantDraft(stock=2),)},
        {"is_unique": True, "variants": (VariantDraft(stock=None),)},
    ],
)
def test_a_draft_the_catalogue_cannot_hold_is_refused(differences: dict[str, Any]) -> None:
    with pytest.raises(BadDraft):
        check_product(ProductDraft(**({"slug": "hoa", "name": "Hoa"} | differences)))


def test_a_sample_becomes_a_draft() -> None:
    data = {
        "slug": "ao",
        "name": "Áo",
        "category": "do-mac",
        "facts": [["Vải", "Lanh"]],
        "pricing": "fixed",
        "unique": False,
        "options": ["Cỡ", "Màu"],
        "variants": [{"values": ["S", "Trắng"], "price": 420000, "stock": None, "code": "M-1"}],
        "featured": True,
    }
    draft = product_draft_from(data, {"do-mac": 7})
    check_product(draft)
    assert draft.category_id == 7
    assert draft.facts == (("Vải", "Lanh"),)
    assert draft.variants == (VariantDraft(("S", "Trắng"), 420000, None, "M-1"),)
    assert label_of(draft.variants[0].values) == "S · Trắng"
