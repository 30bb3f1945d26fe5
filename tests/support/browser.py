"""A real browser: the chromium of this system, or the one that CONTINUITY_TEST_CHROMIUM names."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Dialog, Page

NAMES = ("chromium", "chromium-browser", "google-chrome")
VARIABLE = "CONTINUITY_TEST_CHROMIUM"
MISSING = f"no browser: install chromium, or name one in {VARIABLE}"
QUIET = ("--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")


def chromium() -> str | None:
    """Where the browser is; None where there is none."""
    return os.environ.get(VARIABLE) or next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def running(executable: str) -> Iterator["Browser"]:
    """The browser, until the end of the block."""
    from playwright.sync_api import sync_playwright

    # Its sandbox does not start for root, who runs the tests in most containers.
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=executable, args=[*QUIET, "--no-first-run", *as_root])
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Visit:
    """One page, opened from its file, and what was heard of it meanwhile.

    Attributes:
        page: the page.
        context: what it was opened in, by itself.
        heard: what it wrote to the console, raised or popped up.
        requests: the addresses it asked for, its own first.
    """

    page: "Page"
    context: "BrowserContext"
    heard: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


def visit(browser: "Browser", path: Path, **options: Any) -> Visit:
    """Open a file, with options of the browser's context: color_scheme, java_script_enabled, viewport and more."""
    context = browser.new_context(**options)
    context.set_default_timeout(10_000)
    page = context.new_page()
    found = Visit(page, context)

    def popped_up(dialog: "Dialog") -> None:
        found.heard.append(dialog.message)
        dialog.dismiss()

    page.on("console", lambda message: found.heard.append(message.text))
    page.on("pageerror", lambda error: found.heard.append(str(error)))
    page.on("dialog", popped_up)
    page.on("request", lambda request: found.requests.append(request.url))
    page.goto(path.as_uri())
    return found
