"""What stands in the form, as texts by field name; and the small steps that change its lines."""

from collections.abc import Mapping, Sequence

from shopapp.orders.rules.drafts import MOST_LINES

Typed = dict[str, str]
LinePair = tuple[str, str]


def lines_of(typed: Mapping[str, str]) -> list[LinePair]:
    """(variant, quantity) of every line, as typed."""
    numbers = {name.split("-")[1] for name in typed if name.startswith("lines-")}
    places = sorted(int(number) for number in numbers if number.isascii() and number.isdigit())
    return [(typed.get(f"lines-{at}-variant", ""), typed.get(f"lines-{at}-quantity", "")) for at in places]


def chosen_ids(typed: Mapping[str, str]) -> list[int]:
    """The variants of all lines, as far as what was typed is a number."""
    return [int(text) for text, _ in lines_of(typed) if text.isascii() and text.isdigit() and len(text) <= 15]


def with_lines(typed: Mapping[str, str], lines: Sequence[LinePair]) -> Typed:
    """The same with these lines, numbered from 0."""
    kept = {name: value for name, value in typed.items() if not name.startswith("lines-")}
    for at, (variant, quantity) in enumerate(lines[:MOST_LINES]):
        kept |= {f"lines-{at}-variant": variant, f"lines-{at}-quantity": quantity}
    return kept


def with_line(typed: Mapping[str, str], variant: str, quantity: str) -> Typed:
    """The same with one more line; what is in the order already stays as it is."""
    lines = lines_of(typed)
    if variant in {chosen for chosen, _ in lines}:
        return dict(typed)
    return with_lines(typed, [*lines, (variant, quantity or "1")])


def with_place(typed: Mapping[str, str], province: str, ward: str) -> Typed:
    """The same with that ward chosen; what was typed to find it has served."""
    kept = {name: value for name, value in typed.items() if name != "ward_find"}
    return kept | {"province": province, "ward": ward}


def take_step(typed: Mapping[str, str], step: str) -> Typed:
    """What the button `step` does: "add", "remove-2" (a line, counted from 0), "place-79-26740"; others only tidy."""
    verb, _, at = step.partition("-")
    if verb == "place":
        province, _, ward = at.partition("-")
        return with_place(typed, province, ward)
    if verb == "remove" and at.isdigit() and at.isascii():
        return with_lines(typed, [line for place, line in enumerate(lines_of(typed)) if str(place) != at])
    if verb == "add" and typed.get("add_variant"):
        added = with_line(typed, typed["add_variant"], typed.get("add_quantity", ""))
        return {name: value for name, value in added.items() if name not in ("add_variant", "add_quantity")}
    return with_lines(typed, lines_of(typed))
