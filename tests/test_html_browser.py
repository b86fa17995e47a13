"""The HTML report in a real browser: accessible, filtered by keyboard, unhurt by hostile documents, and printed in full."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hostile import hostile_report
from test_html import DRAFT, EVIL, linted

from hrlint.checking.catalogue import Catalogue
from hrlint.checking.finding import Report
from hrlint.reporting import html
from hrlint.reporting.view import View

FLAGS = """--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync
--disable-dev-shm-usage"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
STILL = {"name": "prefers-reduced-motion", "value": "reduce"}
SIZES = [(1280, 900), (390, 844)]


@pytest.fixture(scope="module")
def axe() -> str:
    """The source of axe-core."""
    spec = find_spec("axe_core_python")
    if spec is None or spec.origin is None:
        pytest.skip("axe-core-python is not installed")
    return (Path(spec.origin).parent / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    pytest.importorskip("selenium", reason="selenium is not installed")
    from selenium import webdriver

    chromium, driver = shutil.which("chromium") or shutil.which("chromium-browser"), shutil.which("chromedriver")
    if chromium is None or driver is None:
        pytest.skip("chromium and chromedriver are not installed")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in [*FLAGS.split(), f"--user-data-dir={tmp_path_factory.mktemp('browser')}"]:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    started = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    try:
        yield started
    finally:
        started.quit()


@pytest.fixture
def show(browser: Any, tmp_path: Path):
    """Shows a report, and gives the browser."""

    def opened(report: Report, *, size: tuple[int, int] = SIZES[0], scheme: str = "light", media: str = "") -> Any:
        path = tmp_path / "report.html"
        path.write_text(html.render(report, View()), encoding="utf-8")
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": [{"name": "prefers-color-scheme", "value": scheme}, STILL]})
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": size[0] < 500})
        browser.get_log("browser")
        browser.get(path.as_uri())
        return browser

    return opened


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=["desktop", "phone"])
@pytest.mark.parametrize("texts", [(DRAFT,), (DRAFT, EVIL)], ids=["one", "several"])
def test_axe_finds_no_violation(show, axe, catalogue: Catalogue, texts, size, scheme):
    page = show(linted(catalogue, *texts), size=size, scheme=scheme)
    for opened in (False, True):
        if opened:
            page.find_element("id", "all").click()
            page.execute_script("document.getElementById('filters').open = true")
        page.execute_script(axe)
        result = page.execute_async_script("axe.run(document, {runOnly: arguments[0]}).then(arguments[1])", RULES)
        assert [(violation["id"], [node["html"] for node in violation["nodes"]]) for violation in result["violations"]] == []
    assert page.execute_script("return document.documentElement.scrollWidth <= innerWidth"), "the page is wider than the screen"
    assert page.get_log("browser") == []


def test_a_hostile_report_runs_nothing(show, catalogue: Catalogue):
    for report in (linted(catalogue, EVIL), hostile_report()):
        page = show(report)
        assert page.get_log("browser") == []
        assert page.execute_script("return document.scripts.length") == 1
        assert page.execute_script("return performance.getEntriesByType('resource').length") == 0


def test_the_policy_stops_foreign_scripts(show, catalogue: Catalogue):
    page = show(linted(catalogue, DRAFT))
    page.execute_script(
        """const script = document.createElement('script'); script.textContent = 'window.ran = true'; document.body.append(script);
        document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="window.ran = true">');"""
    )
    assert page.execute_script("return window.ran") is None
    assert any("Content Security Policy" in entry["message"] for entry in page.get_log("browser"))


def test_filters_work_with_the_keyboard_alone(show, catalogue: Catalogue):
    from selenium.webdriver.common.keys import Keys

    report = linted(catalogue, DRAFT)
    page = show(report)
    number = len(report.findings)
    status = page.find_element("id", "shown")
    assert status.text == f"{number} of {number} questions shown"
    page.find_element("css selector", "#filters summary").send_keys(Keys.ENTER)
    marked = page.execute_script("return document.getElementById(document.querySelector('a.ref').hash.slice(1)).dataset.area")
    box = page.find_element("css selector", f"input[name=area][value={marked}]")
    box.send_keys(Keys.SPACE)
    left = [note.get_attribute("data-area") for note in page.find_elements("css selector", "article.note") if note.is_displayed()]
    assert marked not in left
    assert 0 < len(left) < number
    assert status.text == f"{len(left)} of {number} questions shown"
    assert not all(reference.is_displayed() for reference in page.find_elements("css selector", "a.ref"))
    alone = page.execute_script(
        """return [...document.querySelectorAll('mark[data-notes]')].filter(
            (mark) => mark.dataset.notes.split(' ').every((id) => document.getElementById(id).dataset.area === arguments[0])).length""",
        marked,
    )
    assert len(page.find_elements("css selector", "mark.off")) == alone > 0, "words that another area marks too stay marked"
    for other in page.find_elements("css selector", "input[name=area]:checked"):
        other.send_keys(Keys.SPACE)
    assert len(page.find_elements("css selector", "mark.off")) == len(page.find_elements("css selector", "mark[data-notes]")) > 0
    page.find_element("css selector", "button[type=reset]").send_keys(Keys.ENTER)
    page.execute_async_script("setTimeout(arguments[0], 50)")
    assert status.text == f"{number} of {number} questions shown"


def test_a_number_leads_to_its_question_and_opens_it(show, catalogue: Catalogue):
    from selenium.webdriver.common.keys import Keys

    page = show(linted(catalogue, DRAFT))
    reference = page.find_element("css selector", "a.ref")
    target = reference.get_attribute("hash")[1:]
    reference.send_keys(Keys.ENTER)
    page.execute_async_script("setTimeout(arguments[0], 50)")
    assert page.execute_script("return document.getElementById(arguments[0]).querySelector('details').open", target)
    assert page.execute_script("return document.activeElement.closest('article').id") == target
    page.find_element("id", "next").send_keys(Keys.ENTER)
    assert page.execute_script("return document.activeElement.closest('article').id") != target


def test_what_is_gone_to_does_not_lie_under_the_bar(show, catalogue: Catalogue):
    for size in SIZES:
        page = show(linted(catalogue, DRAFT), size=size)
        page.execute_async_script("document.getElementById('filters').open = true; setTimeout(arguments[0], 100)")
        page.execute_script("document.getElementById('next').click()")
        top, bottom = page.execute_script(
            "return [document.activeElement.getBoundingClientRect().top, document.querySelector('.tools').getBoundingClientRect().bottom]"
        )
        assert page.execute_script("return document.activeElement.tagName") == "SUMMARY"
        assert top >= bottom


def test_everything_is_printed(show, catalogue: Catalogue):
    page = show(linted(catalogue, DRAFT), media="print")
    page.execute_script("dispatchEvent(new Event('beforeprint'))")
    assert page.execute_script("return [...document.querySelectorAll('article.note details')].every((note) => note.open)")
    assert not page.find_element("id", "next").is_displayed()
    assert len(page.execute_cdp_cmd("Page.printToPDF", {})["data"]) > 10_000
