"""A page as a strict reader sees it: every element closed in turn, with what the tests ask about."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

EMPTY = frozenset({"meta", "br", "link", "img", "hr", "input"})


@dataclass
class Table:
    caption: str = ""
    headings: list[dict[str, str]] = field(default_factory=list)
    widths: set[int] = field(default_factory=set)


class Page(HTMLParser):
    """Raises AssertionError where an element is closed out of turn or left open."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.ids: list[str] = []
        self.tables: list[Table] = []
        self.texts: dict[str, list[str]] = {}
        self.drawings: list[dict[str, str]] = []
        self._cells = 0
        self.feed(text)
        self.close()
        assert not self.open, f"left open: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        found = {name: value or "" for name, value in attrs}
        assert len(found) == len(attrs), f"an attribute of {tag} stands twice"
        self.attributes += [(tag, name, value) for name, value in found.items()]
        self.ids += [found["id"]] if "id" in found else []
        self._table(tag, found)
        if tag == "svg":
            self.drawings.append(found)
        if tag not in EMPTY:
            self.open.append(tag)

    def _table(self, tag: str, found: dict[str, str]) -> None:
        if tag == "table":
            self.tables.append(Table())
        if tag == "tr":
            self._cells = 0
        if tag in ("td", "th"):
            self._cells += int(found.get("colspan", "1"))
        if tag == "th":
            self.tables[-1].headings.append(found)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in EMPTY:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"{tag} closed, but nothing is open"
        assert self.open.pop() == tag, f"{tag} closed out of turn"
        if tag == "tr":
            self.tables[-1].widths.add(self._cells)

    def handle_data(self, data: str) -> None:
        if self.open:
            self.texts.setdefault(self.open[-1], []).append(data)
        if "caption" in self.open:
            self.tables[-1].caption += data

    def text(self, tag: str) -> str:
        return " ".join(self.texts.get(tag, []))
