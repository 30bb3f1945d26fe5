"""The table of findings as a reader sees and works it."""

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

LEVELS = ("Critical", "High", "Moderate", "Low")
"""From the worst on."""

_MONTHS = "January February March April May June July August September October November December".split()
_DAY = re.compile(rf"(\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}})|(\d{{4}})-(\d\d)-(\d\d)")

# Every cell by what stands first in it, before what is told about it in small print.
_CELLS = r"""rows => rows.filter(row => !row.hidden).map(row => [...row.cells].map(cell => {
  const words = [...cell.childNodes].filter(node => node.nodeName !== 'SMALL').map(node => node.textContent);
  return words.join(' ').replace(/\s+/g, ' ').trim();
}))"""


@dataclass(frozen=True)
class FindingsTable:
    """The table on one page."""

    page: "Page"

    @property
    def rows(self) -> list[list[str]]:
        """The cells of the rows that are shown, from the top."""
        return list(self.page.locator("#findings-table > tbody > tr").evaluate_all(_CELLS))

    @property
    def names(self) -> list[str]:
        """The programmes shown, from the top."""
        return self.column("Programme")

    @property
    def levels(self) -> list[str]:
        """The levels and statuses shown, from the top."""
        return [row[0] for row in self.rows]

    @property
    def headings(self) -> list[str]:
        """What stands over the columns."""
        return [text.strip() for text in self.page.locator("#findings-table > thead th").all_inner_texts()]

    @property
    def sorted_by(self) -> dict[str, str]:
        """By its heading, how a column is sorted, where it is."""
        headers = self.page.locator("#findings-table > thead th").all()
        found = {one.inner_text().strip(): one.get_attribute("aria-sort") or "" for one in headers}
        assert set(found.values()) <= {"none", "ascending", "descending"}
        return {heading: order for heading, order in found.items() if order != "none"}

    @property
    def told(self) -> str:
        """What is said of how many are shown."""
        return self.page.locator("#found").inner_text().strip()

    def column(self, heading: str) -> list[str]:
        """The cells under a heading, from the top."""
        place = self.place(heading)
        return [row[place] for row in self.rows]

    def place(self, heading: str) -> int:
        """Where the column of this heading stands."""
        return self.headings.index(heading)

    def button(self, heading: str) -> "Locator":
        """What sorts by a column."""
        return self.page.locator("#findings-table > thead th").nth(self.place(heading)).locator("button")

    def days(self, heading: str) -> list[date]:
        """The days of a column that are known, from the top."""
        return [day for cell in self.column(heading) if (day := first_day(cell))]


def first_day(text: str) -> date | None:
    """The first day that is written in a text, in words or in digits."""
    if (found := _DAY.search(text)) is None:
        return None
    if found[3]:
        return date(int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1]))
    return date(int(found[4]), int(found[5]), int(found[6]))
