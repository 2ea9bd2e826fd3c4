"""Where one may be sent after signing in: nowhere but into this shop's back office."""

import pytest

from shopapp.accounts.rules import own_path

OWN = [
    "/quan-tri",
    "/quan-tri/don-hang",
    "/quan-tri/don-hang?tim=hoa%20h%E1%BB%93ng&trang=2",
    "/quan-tri?lang=en",
    "/quan-tri/hoi-dap/17",
]
FOREIGN = [
    "",
    "/",
    "//evil.example",
    "///evil.example",
    "////evil.example/quan-tri",
    "/\\evil.example",
    "\\\\evil.example",
    "/\\/evil.example",
    "\\/evil.example",
    "https://evil.example",
    "https:evil.example",
    "https:/evil.example",
    "http://a.localhost@evil.example/quan-tri",
    "https://a.localhost/quan-tri",
    "//a.localhost@evil.example/quan-tri",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "mailto:x@evil.example",
    "evil.example",
    "evil.example/quan-tri",
    "quan-tri",
    "./quan-tri",
    "../quan-tri",
    " /quan-tri",
    "\t/quan-tri",
    "\n//evil.example",
    "/quan-tri\r\nSet-Cookie: a=b",
    "/quan-tri%0d%0aSet-Cookie:%20a=b",
    "/quan-tri%0D%0ALocation:%20//evil.example",
    "/quan-tri?x=%0d%0aLocation:%20//evil.example",
    "/quan-tri/%00",
    "/quan-tri/%5cevil.example",
    "/quan-tri/%5Cevil.example",
    "/quan-tri/%2f%2fevil.example",
    "/quan-tri/%2F/evil.example",
    "/%2f/evil.example",
    "/%5c/evil.example",
    "/%09/evil.example",
    "/.evil.example",
    "/@evil.example",
    "/quan-tri@evil.example",
    "/quan-tri/@evil.example",
    "/quan-tri:80@evil.example",
    "/quan-trix",
    "/quan-tri.evil.example",
    "/quan-tri//evil.example",
    "/quan-tri/../../evil.example",
    "/quan-tri/..//evil.example",
    "/quan-tri/./x",
    "/quan-tri/\\evil.example",
    "/quan-tri\\@evil.example",
    "/quan-tri?x=\\",
    "/quan-tri\x00",
    "/quan-tri /evil",
    "/quan-tri\u2028",
    "/quan-tri#@evil.example",
    "／／evil.example",
    "/quan-tri" + "a" * 2000,
    "/quan-tri?" + "a" * 2000,
]


@pytest.mark.parametrize("path", OWN)
def test_a_page_of_the_back_office_is_gone_to(path: str) -> None:
    assert own_path(path) == path


@pytest.mark.parametrize("path", FOREIGN)
def test_anything_else_is_not(path: str) -> None:
    assert own_path(path) is None
