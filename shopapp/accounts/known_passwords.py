"""Passwords that are tried first: the 30,000 most used of leaked lists, and what people in Vietnam choose.

The leaked ones come with the zxcvbn package (its `passwords` list, most used first); the Vietnamese ones are our own,
because lists made of English leaks do not know them. Pure.
"""

import re
from functools import lru_cache

from zxcvbn.frequency_lists import FREQUENCY_LISTS

from shopapp.kernel.folding import fold

# Without marks and spaces, as people type them.
# fmt: off
VIETNAMESE: tuple[str, ...] = (
    "matkhau", "matkhaumoi", "matkhaucu", "khongcomatkhau", "quenmatkhau", "doimatkhau", "anhyeuem", "emyeuanh",
    "yeuanh", "yeuem", "yeuemnhieu", "yeuanhnhieu", "anhnhoem", "emnhoanh", "yeumaimai", "mimai", "maimai",
    "mainhomai", "khongbiet", "khongco", "khongnho", "khongquen", "taikhoan", "dangnhap", "dangky", "quantri",
    "cuahang", "banhang", "muahang", "giaohang", "khachhang", "vietnam", "vietnamvodich", "hanoi", "saigon",
    "hochiminh", "thanhphohochiminh", "danang", "haiphong", "cantho", "dalat", "nhatrang", "vungtau", "binhduong",
    "dongnai", "nghean", "thanhhoa", "quangninh", "truongsa", "hoangsa", "giadinh", "giadinhtoi", "giadinhlasomot",
    "tinhyeu", "tinhban", "hanhphuc", "binhan", "binhyen", "mayman", "phattai", "phatloc", "anlanh", "congchua",
    "hoangtu", "conyeu", "conyeume", "conyeucuame", "mevabe", "bome", "chame", "boyeu", "meyeu", "emyeume",
    "vochong", "voyeu", "chongyeu", "emgai", "anhtrai", "beyeu", "becon", "cunyeu", "meocon", "cunconyeu",
    "buonban", "lamgiau", "tienbac", "nhieutien", "giausang", "daigia", "dephoi", "xinhdep", "dethuong",
    "hoahong", "hoamai", "hoasen", "mattroi", "matrang", "bautroi", "trungthu", "tetnguyendan", "chucmungnammoi",
    "sinhnhat", "chucmungsinhnhat", "xinchao", "tambiet", "camon", "xinloi", "hocsinh", "sinhvien", "lophoc",
    "bongda", "lienquan", "vuonglien", "zalo", "facebook", "iloveyou", "admin", "password", "qwerty", "abc123",
)
# fmt: on
_LEAKED = frozenset(FREQUENCY_LISTS["passwords"])


def is_known(password: str) -> bool:
    """Whether the password is on a list: as it is, without marks, or a listed Vietnamese word with some figures."""
    folded = fold(password)
    compact = re.sub(r"[^a-z0-9]", "", folded)
    return bool({password.casefold(), folded, compact} & _LEAKED or re.sub(r"\d{0,6}$", "", compact) in _words())


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    return frozenset(VIETNAMESE)
