"""What Lighthouse says of a page on a phone. Node and Lighthouse are no part of the project."""

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.storefront.demo import Demo
from bench.storefront.pages import Target

VARIABLE = "LIGHTHOUSE"
ADVICE = f"Lighthouse was not found. Type: npm install --global lighthouse (or set {VARIABLE} to its program)"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LEAST = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
MOST_SHIFT = 0.02
# One run takes some ten seconds; one that takes so long hangs.
PATIENCE_SECONDS = 180
# Now and then the browser loses its trace, which says nothing of the page.
TRIES = 3
OWN_SCORES = ("binary", "numeric", "metricSavings")


@dataclass(frozen=True)
class Verdict:
    """Scores from 0 to 100 by category, the layout shift, and the audits that cost points in the last three."""

    scores: dict[str, int]
    shift: float
    faults: tuple[str, ...]

    @property
    def misses(self) -> list[str]:
        """The goals that are not reached, in words."""
        said = [f"{name} {self.scores[name]} < {least}" for name, least in LEAST.items() if self.scores[name] < least]
        said += [f"layout shift {self.shift:.3f} > {MOST_SHIFT}"] if self.shift > MOST_SHIFT else []
        return said + [f"audit {fault}" for fault in self.faults]


def find_lighthouse() -> str:
    """The program. Raises LookupError with the line to type."""
    found = shutil.which(os.environ.get(VARIABLE) or "lighthouse")
    if found is None:
        raise LookupError(ADVICE)
    return found


def judge(demo: Demo, target: Target, *, program: str, browser: Path) -> Verdict:
    """The first run as a phone that comes to an end. Raises RuntimeError when none does."""
    failures: list[RuntimeError] = []
    while len(failures) < TRIES:
        try:
            return run(demo, target, program=program, browser=browser)
        except RuntimeError as failure:
            failures.append(failure)
    raise failures[-1]


def run(demo: Demo, target: Target, *, program: str, browser: Path) -> Verdict:
    """One run. Raises RuntimeError when Lighthouse fails."""
    flags = "--headless=new" + (" --no-sandbox" if os.geteuid() == 0 else "")
    done = subprocess.run(  # noqa: S603  # The program the caller named, with fixed words.
        [
            program,
            demo.url(target.shop, target.path),
            "--quiet",
            "--output=json",
            "--output-path=stdout",
            f"--chrome-flags={flags}",
            f"--only-categories={','.join(CATEGORIES)}",
        ],
        env=os.environ | {"CHROME_PATH": str(browser)},
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"Lighthouse failed at {target.name}: {done.stderr.strip()[-400:]}")
    return read_report(json.loads(done.stdout))


def read_report(report: dict[str, Any]) -> Verdict:
    """The part of Lighthouse's report that the goals are about."""
    if "runtimeError" in report:
        raise RuntimeError(str(report["runtimeError"].get("message")))
    categories, audits = report["categories"], report["audits"]
    faults = [
        f"{name}/{told['id']}"
        for name in CATEGORIES[1:]
        for told in categories[name]["auditRefs"]
        if told["weight"] and audits[told["id"]]["scoreDisplayMode"] in OWN_SCORES and audits[told["id"]]["score"] != 1
    ]
    # The report rounds down nothing: 0.98 is told as such.
    scores = {name: round(100 * (categories[name]["score"] or 0)) for name in CATEGORIES}
    return Verdict(scores, float(audits["cumulative-layout-shift"]["numericValue"]), tuple(faults))
