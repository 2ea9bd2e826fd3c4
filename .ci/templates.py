"""Template lint: nothing inline that the content security policy would block, nothing too long to read.

Refused: `<style>`, `<script>` without `src`, `style=`, `on…=` handlers, `javascript:` addresses, loading from
another host, templates over 80 lines, and what Jinja cannot parse. Data blocks such as JSON-LD are never run,
so they may stand. Mails are exempt from the rules on styles: mail programs know nothing but inline ones, and
no policy is sent with them.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, TemplateSyntaxError

TEMPLATES = Path("templates")
LINES = 80
COMMENT = re.compile(r"\{#.*?#\}|<!--.*?-->", re.DOTALL)
# Blanked before tags are looked for, so that a `>` inside an expression does not end a tag.
EXPRESSION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
TAG = re.compile(r"<([a-zA-Z][\w-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>", re.DOTALL)
ATTRIBUTE = re.compile(r"""(?<![\w-])([a-zA-Z_:@][\w:.-]*)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>]+))?""")
LOADING = {
    "link": "href",
    "script": "src",
    "img": "src",
    "source": "src",
    "iframe": "src",
    "video": "src",
    "use": "href",
}
DATA_BLOCK = {"application/ld+json", "application/json"}


def blank(match: re.Match[str]) -> str:
    """As many line ends and characters as before, so that line numbers stay true."""
    return re.sub(r"[^\n]", "·", match.group())


def attributes_of(tag: str) -> dict[str, str]:
    return {name.lower(): value.strip("\"'") for name, value in ATTRIBUTE.findall(tag)}


def faults_of_tag(name: str, attributes: dict[str, str], *, is_mail: bool) -> Iterator[str]:
    if name == "style" and not is_mail:
        yield "<style> is blocked by the policy: put the rule into a style sheet"
    if name == "script" and "src" not in attributes and attributes.get("type") not in DATA_BLOCK:
        yield "inline <script> is blocked by the policy: put it into a file"
    for attribute, value in attributes.items():
        if attribute == "style" and not is_mail:
            yield "style= is blocked by the policy: give it a class"
        if attribute.startswith("on"):
            yield f"{attribute}= is blocked by the policy: listen from a file"
        if value.lower().startswith("javascript:"):
            yield f"{attribute}= holds a javascript: address"
    loaded = attributes.get(LOADING.get(name, ""), "")
    is_reference = name == "link" and attributes.get("rel") in {"canonical", "alternate"}
    if not is_reference and re.match(r"(?:https?:)?//", loaded):
        yield f"<{name}> loads from another host"


def faults(text: str, *, is_mail: bool, environment: Environment) -> Iterator[tuple[int, str]]:
    """(line, sentence) for each fault of one template."""
    try:
        environment.parse(text)
    except TemplateSyntaxError as error:
        yield error.lineno, f"Jinja cannot read it: {error.message}"
    lines = text.count("\n")
    if lines > LINES:
        yield lines, f"{lines} lines are more than {LINES}: move a part into a macro or an include"
    bare = EXPRESSION.sub(blank, COMMENT.sub(blank, text))
    for match in TAG.finditer(bare):
        line = bare.count("\n", 0, match.start()) + 1
        for sentence in faults_of_tag(match[1].lower(), attributes_of(match[2]), is_mail=is_mail):
            yield line, sentence


def is_mail(path: Path) -> bool:
    """The frame of the mails and what hangs in it."""
    return "mail" in path.parts or path.stem == "mail"


def main() -> int:
    # Only parsed, never rendered: escaping does not matter, but bandit's rule wants it said.
    environment = Environment(
        autoescape=True, extensions=["jinja2.ext.i18n", "jinja2.ext.do", "jinja2.ext.loopcontrols"]
    )
    paths = sorted(path for path in TEMPLATES.rglob("*") if path.suffix in {".html", ".txt", ".xml", ".svg"})
    if not paths:
        print("templates/ holds no template", file=sys.stderr)
        return 1
    count = 0
    for path in paths:
        text = path.read_text(encoding="utf-8")
        for line, sentence in faults(text, is_mail=is_mail(path), environment=environment):
            print(f"{path}:{line}: {sentence}", file=sys.stderr)
            count += 1
    if not count:
        print(f"Templates: {len(paths)} without a fault.")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
