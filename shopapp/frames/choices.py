"""What a shop may choose of its look, as values of the look's own tokens; the look's rules stay what they are."""

from collections.abc import Mapping
from functools import lru_cache

from shopapp.platform.tenancy.refs import LookChoices

_SYSTEM = 'system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif'
# Every family named draws all Vietnamese marks. Weight and spacing belong to the letters: a look's thin or tight
# setting was drawn for its own.
_HEADINGS = {
    "system": f"--display:{_SYSTEM};--h-weight:650;--h-space:-.01em;--h-line:1.28",
    "serif": '--display:ui-serif,"New York","Sitka Display","Noto Serif Display","Palatino Linotype","Noto Serif",'
    "Georgia,serif;--h-weight:400;--h-space:-.01em;--h-line:1.28",
    "rounded": f'--display:ui-rounded,"SF Pro Rounded",Nunito,"Varela Round",Quicksand,{_SYSTEM};--h-weight:750;'
    "--h-space:-.015em;--h-line:1.26",
}
# The last three are names of the look of animals alone, which has softer shapes than others.
_CORNERS = {
    "square": "--round:0px;--pic-round:0px;--pill:0px;--bulge:0px;--swell:0px",
    "round": "--round:14px;--pic-round:20px",
}
_PICTURES = {"square": "--ratio:1", "portrait": "--ratio:4/5", "wide": "--ratio:3/2"}
_SPACE = {"dense": "--rhythm:44px", "airy": "--rhythm:clamp(80px,10vw,136px)"}
# What may lie below a logo that its page's head would swallow.
PLATES = {"pale": "#ffffff", "ink": "#17181b"}
TOKENS: Mapping[str, Mapping[str, str]] = {
    "headings": _HEADINGS,
    "corners": _CORNERS,
    "pictures": _PICTURES,
    "space": _SPACE,
}


@lru_cache(maxsize=256)
def choices_css(choices: LookChoices) -> str:
    """The rules of what was chosen, "" where nothing was. They follow the look's, so they hold."""
    plate = _plate_css(choices.plate)
    chosen = [TOKENS[name].get(getattr(choices, name), "") for name in TOKENS]
    tokens = ";".join(part for part in chosen if part)
    rules = (f":root{{{tokens}}}" if tokens else "") + plate
    return f"@layer theme{{{rules}}}" if rules else ""


def _plate_css(plate: str) -> str:
    """ "pale-dark" is a pale plate in the dark mode alone."""
    name, _, mode = plate.partition("-")
    if name not in PLATES or mode not in ("", "light", "dark"):
        return ""
    rule = f".logo{{background:{PLATES[name]};padding:4px 8px;border-radius:6px}}"
    return f"@media screen and (prefers-color-scheme:{mode}){{{rule}}}" if mode else rule
