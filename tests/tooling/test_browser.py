"""The tests' browser: found, started as it must be, and never skipped in silence."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, Page

from tests.support import browser
from tests.support.browser import find_browser, launch_options, provide_browser


def program(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_text("#!/bin/sh\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine with no browser: an empty PATH, no applications, an empty cache. The folder is its PATH."""
    monkeypatch.delenv("SHOPAPP_TEST_BROWSER", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path / "cache"))
    monkeypatch.setattr(browser, "APPLICATIONS", ())
    return tmp_path


def test_the_browser_draws_vietnamese_and_runs_scripts(page: Page) -> None:
    page.set_content("<!doctype html><html lang=vi><title>Tiệm</title><main><h1>Đặt hàng</h1></main>")

    assert page.evaluate("document.querySelector('h1').textContent.normalize('NFC')") == "Đặt hàng"


def test_the_browser_reaches_no_other_machine(page: Page) -> None:
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://shop.example/")


def test_axe_finds_a_fault_and_none_where_there_is_none(page: Page) -> None:
    whole = "<!doctype html><html lang=vi><title>Tiệm</title><main><h1>Hoa</h1>{}</main></html>"

    page.set_content(whole.format('<img src="data:,">'))
    assert [fault["id"] for fault in Axe().run(page).response["violations"]] == ["image-alt"]

    page.set_content(whole.format('<img src="data:," alt="Bó hồng">'))
    assert Axe().run(page).response["violations"] == []


def test_the_sandbox_is_off_for_root_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert "--no-sandbox" in launch_options()["args"]
    assert launch_options()["chromium_sandbox"] is False

    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert "--no-sandbox" not in launch_options()["args"]
    assert launch_options()["chromium_sandbox"] is True


def test_the_first_browser_of_the_list_is_taken(bare: Path) -> None:
    program(bare, "microsoft-edge")
    assert find_browser() == bare / "microsoft-edge"

    program(bare, "chromium")
    assert find_browser() == bare / "chromium"

    program(bare, "chromium-headless-shell")
    assert find_browser() == bare / "chromium-headless-shell"


def test_a_shell_that_playwright_installed_is_found(bare: Path) -> None:
    folder = bare / "cache" / "chromium_headless_shell-1234" / "chrome-headless-shell-linux64"
    folder.mkdir(parents=True)
    shell = program(folder, "chrome-headless-shell")

    assert find_browser() == shell


def test_a_variable_chooses_the_browser(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(bare, "chromium")
    monkeypatch.setenv("SHOPAPP_TEST_BROWSER", str(program(bare, "mine")))

    assert find_browser() == bare / "mine"


def test_a_variable_that_names_no_program_is_refused(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOPAPP_TEST_BROWSER", str(bare / "missing"))

    with pytest.raises(LookupError, match="not a program that can be run"):
        provide_browser()


def test_a_missing_browser_is_installed(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install = program(bare, "install")
    install.write_text(f"#!/bin/sh\n/bin/cp {install} {bare}/chromium\n", encoding="utf-8")
    monkeypatch.setattr(browser, "installers", lambda: iter([[["false"]], [[str(install)]]]))
    monkeypatch.setenv("PATH", f"{bare}:/bin:/usr/bin")
    monkeypatch.setattr(browser, "ON_PATH", ("chromium-of-this-test",))
    install.write_text(f"#!/bin/sh\n/bin/cp {install} {bare}/chromium-of-this-test\n", encoding="utf-8")

    assert provide_browser() == bare / "chromium-of-this-test"


def test_without_a_browser_the_line_to_type_is_said(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "installers", lambda: iter([]))

    with pytest.raises(LookupError, match="sudo apt-get install chromium"):
        provide_browser()
