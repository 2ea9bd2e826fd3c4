"""VietQR: a known vector, and what the format cannot carry."""

import pytest

from shopapp.kernel.vietqr import transfer_text, vietqr_text


def test_the_known_vector() -> None:
    text = vietqr_text(bin_code="970436", account_number="0011001234567", amount=250000, message="DH1A2B3C")
    assert text == (
        "00020101021238570010A00000072701270006970436011300110012345670208QRIBFTTA"
        "530370454062500005802VN62120808DH1A2B3C630467E6"
    )


def test_the_message_is_what_banks_carry() -> None:
    assert transfer_text("Đơn hàng số 12 – cảm ơn quý khách!") == "DON HANG SO 12  CAM ON QU"


@pytest.mark.parametrize(("bin_code", "account", "amount"), [("97043", "1", 1), ("970436", "", 1), ("970436", "1", 0)])
def test_what_the_format_cannot_carry_is_refused(bin_code: str, account: str, amount: int) -> None:
    with pytest.raises(ValueError, match=r"form|range"):
        vietqr_text(bin_code=bin_code, account_number=account, amount=amount, message="X")
