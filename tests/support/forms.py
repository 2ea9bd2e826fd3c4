"""A form of a page as a browser would send it untouched."""

from html.parser import HTMLParser


class _Reader(HTMLParser):
    def __init__(self, page: str, action: str) -> None:
        super().__init__()
        self.action, self.fields = action, list[tuple[str, str]]()
        self._inside, self._select, self._text = False, "", ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = given.get("action", "").partition("#")[0] == self.action
        if not self._inside:
            return
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "input" and name and (given.get("type") not in ("checkbox", "radio") or "checked" in given):
            self.fields.append((name, value))
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in given:
            self.fields.append((self._select, value))
        elif tag == "textarea":
            self._text = name
            self.fields.append((name, ""))

    def handle_data(self, data: str) -> None:
        if self._inside and self._text:
            name, text = self.fields[-1]
            self.fields[-1] = (name, (text + data).lstrip("\r\n"))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        elif tag == "textarea":
            self._text = ""
        elif tag == "select":
            self._select = ""


def filled(page: str, action: str) -> dict[str, str | list[str]]:
    """The fields of the last form of `page` that is sent to `action`; several of a name as a list."""
    found: dict[str, str | list[str]] = {}
    for name, value in _Reader(page, action).fields:
        before = found.get(name)
        if before is None or name == "csrf_token":
            found[name] = value
        else:
            found[name] = [*(before if isinstance(before, list) else [before]), value]
    return found
