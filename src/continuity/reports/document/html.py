"""A document as simple HTML that a word processor opens too: headings, paragraphs, lists and tables, nothing else."""

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from continuity.reports.document import text_layout
from continuity.reports.document.model import NOT_RECORDED, Page
from continuity.reports.wording import english
from continuity.reports.wording.labels import reason_words

if TYPE_CHECKING:
    from jinja2 import Environment, Template


def write(page: Page) -> str:
    """The document as one file without a script, which asks nothing of any other place."""
    return _template().render(page=page, not_recorded=NOT_RECORDED)


@cache
def _template() -> "Template":
    return environment().get_template("page.html.j2")


@cache
def environment() -> "Environment":
    """The templates of the package, which are found inside a wheel too; everything they print is escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("continuity.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {
        "english": english.english,
        "reason_words": reason_words,
        "figure": english.figure,
        "dated": dated,
        "timed": timed,
        "day": day,
        "spaced": spaced,
        "isolated": isolated,
    }
    return made


def dated(text: str) -> Markup:
    """The text with its days as people write them."""
    return Markup(english.spelled(str(escape(text)), spaced))  # noqa: S704 # escaped just here


def timed(text: str) -> Markup:
    """The same with each day as a program reads it too, and in one piece."""
    return Markup(english.spelled(str(escape(text)), day))  # noqa: S704 # escaped just here


def spaced(value: date) -> str:
    """A day as people write it; no line breaks inside it."""
    return english.english(value).replace(" ", "\u00a0")


def day(value: date) -> Markup:
    """The same with the day as a program reads it, by which a table is sorted."""
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), spaced(value))


def isolated(text: str) -> Markup:
    """The text, kept from turning round what stands beside it where its own script runs from right to left."""
    if text_layout.turns(text):
        return Markup("<bdi>{}</bdi>").format(text)
    return escape(text)
