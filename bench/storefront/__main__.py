"""`python -m bench.storefront`: measure the five sample shops and say which goals are missed; exit 1 when any is."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

import click
from playwright.sync_api import Browser, sync_playwright

from bench.storefront import lighthouse, paint, weight
from bench.storefront.demo import Demo, DemoFailed, running_demo
from bench.storefront.pages import SHOPS, Target, targets
from tests.support.browser import launch_options, provide_browser

MEASUREMENTS = ("weight", "lighthouse", "paint")
Row = dict[str, Any]


@click.command()
@click.argument("what", nargs=-1, type=click.Choice(MEASUREMENTS))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document instead of tables.")
@click.option("--port", type=int, help="Measure the demo that runs on this port (its folder: SHOPAPP_DATA, else var).")
@click.option("--shop", "shops", multiple=True, type=click.Choice(SHOPS), help="Only this shop; may be repeated.")
@click.option("--page", "kinds", multiple=True, help='Only this kind of page, as "order form"; may be repeated.')
@click.option("--rounds", default=5, show_default=True, type=click.IntRange(1), help="Rounds of the first paint.")
def main(
    what: tuple[str, ...], as_json: bool, port: int | None, shops: tuple[str, ...], kinds: tuple[str, ...], rounds: int
) -> None:
    """Measure WHAT (all of it by default) on home, category, product, order form and policy of the sample shops."""
    try:
        with running_demo(port) as demo:
            pages = [target for target in targets(demo, shops or SHOPS) if not kinds or target.kind in kinds]
            results = {name: MEASURE[name](demo, pages, rounds) for name in what or MEASUREMENTS}
    except (DemoFailed, LookupError, RuntimeError, OSError) as error:
        raise click.ClickException(str(error)) from None
    if as_json:
        click.echo(json.dumps(results, ensure_ascii=False, indent=2))
    else:
        for name, rows in results.items():
            click.echo(f"\n{name}\n{table(rows)}")
    sys.exit(any(row["misses"] for rows in results.values() for row in rows))


@contextmanager
def a_browser() -> Iterator[Browser]:
    """A Chromium that reaches this machine alone."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        yield browser
        browser.close()


def weigh_all(demo: Demo, pages: Sequence[Target], _rounds: int) -> list[Row]:
    """Bytes of each page's first view."""
    with a_browser() as browser:
        found = [(target, weight.weigh(demo, target, browser)) for target in pages]
    return [
        {"page": target.name, "html": each.page, "css": each.style, "js": each.script, "first view": each.whole}
        | {"other hosts": len(each.strangers), "misses": each.misses}
        for target, each in found
    ]


def judge_all(demo: Demo, pages: Sequence[Target], _rounds: int) -> list[Row]:
    """Lighthouse's scores of each page, as a phone."""
    program, browser = lighthouse.find_lighthouse(), provide_browser()
    rows = []
    for target in pages:
        verdict = lighthouse.judge(demo, target, program=program, browser=browser)
        told = {"page": target.name} | verdict.scores | {"shift": round(verdict.shift, 4), "misses": verdict.misses}
        note(told)
        rows.append(told)
    return rows


def paint_all(demo: Demo, pages: Sequence[Target], rounds: int) -> list[Row]:
    """The first paint of each page on a slow phone, in milliseconds and as a multiple of the bare page's."""
    with a_browser() as browser:
        found = paint.measure(demo, pages, browser, rounds=rounds)
    return [
        {"page": target.name, "ms": round(each.milliseconds), "× bare": round(each.times_bare, 2)}
        | {"rounds": asdict(each), "misses": each.misses}
        for target, each in found.items()
    ]


MEASURE = {"weight": weigh_all, "lighthouse": judge_all, "paint": paint_all}


def note(row: Row) -> None:
    """Tell whoever waits how far it has come; standard output is for the result."""
    click.echo(" · ".join(f"{name} {value}" for name, value in row.items() if name != "rounds"), err=True)


def table(rows: Sequence[Row]) -> str:
    """Rows below each other, figures to the right; missed goals at the end of their line."""
    names = [name for name in rows[0] if name not in ("rounds", "misses")] if rows else []
    cells = [names, *([str(row[name]) for name in names] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    misses = ["goals missed", *("; ".join(row["misses"]) for row in rows)]
    lines = []
    for line, missed in zip(cells, misses, strict=True):
        first, *rest = (
            cell.ljust(w) if i == 0 else cell.rjust(w) for i, (cell, w) in enumerate(zip(line, widths, strict=True))
        )
        lines.append("  ".join([first, *rest, missed]).rstrip())
    return "\n".join(lines)


if __name__ == "__main__":
    main()
