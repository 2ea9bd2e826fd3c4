"""The text inside a VietQR code (EMVCo merchant-presented QR, NAPAS account transfer)."""

import re

from shopapp.kernel.folding import plain_ascii

_NAPAS = "A000000727"
_TO_ACCOUNT = "QRIBFTTA"
LONGEST_TRANSFER_TEXT = 25


def transfer_text(text: str) -> str:
    """What banks carry unharmed as the message of a transfer: A-Z, 0-9 and spaces, at most 25 characters."""
    return re.sub(r"[^A-Z0-9 ]+", "", plain_ascii(text).upper()).strip()[:LONGEST_TRANSFER_TEXT]


def vietqr_text(*, bin_code: str, account_number: str, amount: int, message: str) -> str:
    """The payload of a one-off transfer of `amount` đồng to an account.

    `bin_code` is the bank's six digits. Raises ValueError where a part is not what the format can carry.
    """
    if not re.fullmatch(r"\d{6}", bin_code) or not re.fullmatch(r"[0-9A-Za-z]{1,19}", account_number):
        raise ValueError("bank or account number has a wrong form")
    if not 0 < amount < 10**13:
        raise ValueError("amount out of range")
    beneficiary = _field("00", bin_code) + _field("01", account_number)
    account = _field("00", _NAPAS) + _field("01", beneficiary) + _field("02", _TO_ACCOUNT)
    text = (
        _field("00", "01")
        + _field("01", "12")
        + _field("38", account)
        + _field("53", "704")
        + _field("54", str(amount))
        + _field("58", "VN")
        + _field("62", _field("08", transfer_text(message)))
        + "6304"
    )
    return text + f"{_crc16(text.encode('ascii')):04X}"


def _field(name: str, value: str) -> str:
    return f"{name}{len(value):02d}{value}"


def _crc16(data: bytes) -> int:
    """CRC-16/CCITT-FALSE: polynomial 1021, start FFFF, no reflection, no final xor."""
    crc = 0xFFFF
    for byte in data:
        crc ^= byte << 8
        for _ in range(8):
            crc = ((crc << 1) ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return crc
