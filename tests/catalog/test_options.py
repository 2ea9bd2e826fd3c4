"""What a change of choices means for the variants there are."""

import pytest

from shopapp.catalog.rules import BadDraft, Option, check_options, options_of, plan_variants

SIZES = [Option("Cỡ", ("S", "M"))]
KNOWN = [(1, ("S",)), (2, ("M",))]
BOTH = [Option("Cỡ", ("S", "M")), Option("Màu", ("Đỏ", "Trắng"))]


@pytest.mark.parametrize(
    ("old", "known", "new", "plan"),
    [
        # A choice added, taken away, renamed, put first.
        (SIZES, KNOWN, [Option("Cỡ", ("S", "M", "L"))], [("S", 1, 1), ("M", 2, 2), ("L", None, 1)]),
        (SIZES, KNOWN, [Option("Cỡ", ("M",))], [("M", 2, 2)]),
        (SIZES, KNOWN, [Option("Cỡ", ("Nhỏ", "M"))], [("Nhỏ", 1, 1), ("M", 2, 2)]),
        (SIZES, KNOWN, [Option("Cỡ", ("M", "S"))], [("M", 2, 2), ("S", 1, 1)]),
        # The option itself renamed, by a value it keeps; a first one, and the last one gone.
        (SIZES, KNOWN, [Option("Kích thước", ("S", "L", "M"))], [("S", 1, 1), ("L", None, 1), ("M", 2, 2)]),
        ([], [(7, ())], [Option("Cỡ", ("S", "M"))], [("S", 7, 7), ("M", None, 7)]),
        (SIZES, KNOWN, [], [("", 1, 1)]),
        # A second option: what there was becomes its first value.
        (SIZES, KNOWN, BOTH, [("S Đỏ", 1, 1), ("S Trắng", None, 1), ("M Đỏ", 2, 2), ("M Trắng", None, 2)]),
    ],
)
def test_variants_go_on_under_new_choices(
    old: list[Option],
    known: list[tuple[int, tuple[str, ...]]],
    new: list[Option],
    plan: list[tuple[str, int | None, int | None]],
) -> None:
    assert [(" ".join(p.values), p.id, p.like) for p in plan_variants(old, known, new)] == plan


def test_an_option_taken_away_keeps_one_variant_of_each_rest() -> None:
    known = [(1, ("S", "Đỏ")), (2, ("S", "Trắng")), (3, ("M", "Đỏ")), (4, ("M", "Trắng"))]
    plan = plan_variants(BOTH, known, [Option("Màu", ("Đỏ", "Trắng"))])
    assert [(p.values, p.id) for p in plan] == [(("Đỏ",), 1), (("Trắng",), 2)]


def test_no_variant_is_used_twice_and_none_is_forgotten() -> None:
    known = [(1, ("S", "Đỏ")), (2, ("S", "Trắng")), (3, ("M", "Đỏ")), (4, ("M", "Trắng"))]
    for new in (BOTH, BOTH[::-1], [*BOTH, Option("Gói", ("Giấy", "Hộp"))], SIZES):
        ids = [p.id for p in plan_variants(BOTH, known, new) if p.id is not None]
        assert len(ids) == len(set(ids)) == min(4, len(plan_variants(BOTH, known, new)))


@pytest.mark.parametrize(
    "options",
    [
        [Option("Cỡ", ())],
        [Option("Cỡ", ("S", "s"))],
        [Option("", ("S",))],
        [Option("Cỡ", ("x" * 41,))],
        [Option("Cỡ", ("S",)), Option("cỡ", ("M",))],
        [Option(str(n), tuple(str(v) for v in range(5))) for n in range(3)],
        [Option(str(n), ("a",)) for n in range(4)],
    ],
)
def test_options_that_cannot_be_offered_are_refused(options: list[Option]) -> None:
    with pytest.raises(BadDraft):
        check_options(options)


def test_options_are_read_from_variants() -> None:
    assert options_of(["Cỡ", "Màu"], [("S", "Đỏ"), ("S", "Trắng"), ("M", "Đỏ")]) == tuple(BOTH)
