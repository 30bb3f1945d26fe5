"""The pictures in docs/screenshots, taken anew of the demo by `make screenshots` in the system's chromium."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from playwright.sync_api import Browser

FOLDER = Path(__file__).parent / "screenshots"
AS_OF = "2026-11-23"
REPORT = ("report", "html", "--as-of", AS_OF)
BRIEF = ("handover", "luton", "--format", "html", "--as-of", AS_OF)
STATEMENT = ("partner", "show", "groundwork-london", "--statement", "--as-of", AS_OF)
WIDE, PHONE = (1200, 1500), (360, 900)

PICTURES = {
    "report.png": (REPORT, "h1", WIDE, "light"),
    "report-findings.png": (REPORT, "#findings", WIDE, "light"),
    "report-timeline.png": (REPORT, "#timeline", WIDE, "light"),
    "report-phone-dark.png": (REPORT, "#findings", PHONE, "dark"),
    "handover.png": (BRIEF, "h1", (900, 1200), "light"),
    "statement.png": (STATEMENT, "h1", (900, 1200), "light"),
}
"""By file, what is written, from which place on it is shown, in which size and whether dark."""


def chromium() -> str:
    """Where the browser is."""
    found = os.environ.get("CONTINUITY_TEST_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    return found or sys.exit("no browser: install chromium, or name one in CONTINUITY_TEST_CHROMIUM")


def continuity(*words: str) -> None:
    """Run the program of this environment."""
    command = [str(Path(sys.executable).with_name("continuity")), *words]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - its own command


def take(browser: "Browser", page: Path, name: str) -> None:
    """One picture of a page."""
    _, place, (width, height), scheme = PICTURES[name]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    opened = context.new_page()
    opened.goto(page.as_uri())
    opened.locator(place).first.evaluate("element => element.scrollIntoView()")
    opened.screenshot(path=FOLDER / name)
    context.close()


def main() -> None:
    """Make the demo, write its documents and take the pictures."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        demo = Path(folder)
        continuity("demo", str(demo), "--as-of", AS_OF)
        browser = driver.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        for name, (words, *_) in PICTURES.items():
            page = demo / f"{name}.html"
            continuity("--db", str(demo / "continuity.db"), *words, "-o", str(page))
            take(browser, page, name)
        browser.close()


if __name__ == "__main__":
    main()
