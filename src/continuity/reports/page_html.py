"""A document as simple HTML that a word processor opens too: headings, paragraphs, lists and tables, nothing else."""

from functools import cache
from typing import TYPE_CHECKING

from continuity.reports import markup
from continuity.reports.pages import NOT_RECORDED, Page

if TYPE_CHECKING:
    from jinja2 import Template


def write(page: Page) -> str:
    """The document as one file without a script, which asks nothing of any other place."""
    return _template().render(page=page, not_recorded=NOT_RECORDED)


@cache
def _template() -> "Template":
    return markup.environment().get_template("page.html.j2")
