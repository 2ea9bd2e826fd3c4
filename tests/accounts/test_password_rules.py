"""Which passwords are good enough, and how they are kept."""

import unicodedata

import pytest

from shopapp.accounts.passwords import hash_password, is_outdated, is_right
from shopapp.accounts.rules import Names, PasswordFault, WeakPassword, check_password, normal_password

NAMES = Names("Nguyễn Thị Lan Anh", "lan.anh@hoa.example", "+84900000101", "Tiệm Hoa Mẫu")


def fault_of(password: str) -> PasswordFault | None:
    try:
        check_password(password, NAMES)
    except WeakPassword as refusal:
        return refusal.fault
    return None


@pytest.mark.parametrize("password", ["bảy kýtự"[:7], "a1!B2@c", ""])
def test_a_short_password_is_refused(password: str) -> None:
    assert fault_of(password) is PasswordFault.SHORT


def test_a_password_of_200_characters_is_taken_and_of_201_is_not() -> None:
    long = "mưa rơi trên mái tôn cũ " * 9
    assert fault_of(long[:200]) is None
    assert fault_of(long[:201]) is PasswordFault.LONG


@pytest.mark.parametrize(
    "password",
    [
        "12345678",
        "password",
        "matkhau1",
        "matkhau123",
        "anhyeuem",
        "anhyeuem1",
        "qwertyui",
        "iloveyou",
        "88888888",
        "15081995",
        "1995-08-15",
        "admin123",
        "vietnam1",
        "truongsa99",
        "abcd1234",
        "11223344",
        "khongbiet",
    ],
)
def test_what_others_would_try_first_is_refused(password: str) -> None:
    assert fault_of(password) in (PasswordFault.COMMON, PasswordFault.PERSONAL)


@pytest.mark.parametrize(
    "password",
    [
        "lan.anh1990",
        "LanAnh@1990",
        "nguyenlananh",
        "Nguyễn Thị Lan Anh",
        "0900000101",
        "lananh000101",
        "tiemhoamau",
        "TiemHoaMau2026",
        "hoamau123456",
        "lan.anh@hoa.example",
        "hoa.example1",
    ],
)
def test_a_password_built_from_ones_own_names_is_refused(password: str) -> None:
    assert fault_of(password) in (PasswordFault.COMMON, PasswordFault.PERSONAL)


@pytest.mark.parametrize(
    "password",
    ["bốn con mèo uống trà", "hoa nở trên đường tàu", "tq7#mZ2p!x", "correct horse battery", "  có dấu cách  "],
)
def test_a_password_that_is_hard_to_guess_is_taken_whatever_it_is_made_of(password: str) -> None:
    assert fault_of(password) is None


def test_the_same_letters_composed_differently_are_the_same_password() -> None:
    stored = hash_password(unicodedata.normalize("NFC", "mưa đêm ở Huế"))
    assert is_right(stored, unicodedata.normalize("NFD", "mưa đêm ở Huế"))
    assert normal_password("  a  ") == "  a  "


def test_passwords_are_kept_as_argon2id_with_19_mebibytes(real_passwords: None) -> None:
    stored = hash_password("bốn con mèo uống trà")
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert not is_outdated(stored)
    assert is_outdated(stored.replace("m=19456", "m=8192"))


def test_an_account_without_a_password_is_opened_by_none() -> None:
    assert not is_right("", "")
    assert not is_right("", "bốn con mèo uống trà")
    assert not is_right("no hash at all", "bốn con mèo uống trà")
