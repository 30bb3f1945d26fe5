"""What the HTML templates do to text; whatever they put out is escaped."""

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from continuity.reports import prose
from continuity.reports.reason_words import reason_words

if TYPE_CHECKING:
    from jinja2 import Environment


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
        "english": prose.english,
        "reason_words": reason_words,
        "figure": prose.figure,
        "dated": dated,
        "timed": timed,
        "day": day,
        "spaced": spaced,
        "isolated": isolated,
    }
    return made


def dated(text: str) -> Markup:
    """The text with its days as people write them."""
    return Markup(prose.spelled(str(escape(text)), spaced))  # noqa: S704 # escaped just here


def timed(text: str) -> Markup:
    """The same with each day as a program reads it too, and in one piece."""
    return Markup(prose.spelled(str(escape(text)), day))  # noqa: S704 # escaped just here


def spaced(value: date) -> str:
    """A day as people write it; no line breaks inside it."""
    return prose.english(value).replace(" ", "\u00a0")


def day(value: date) -> Markup:
    """The same with the day as a program reads it, by which a table is sorted."""
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), spaced(value))


def isolated(text: str) -> Markup:
    """The text, kept from turning round what stands beside it where its own script runs from right to left."""
    if prose.turns(text):
        return Markup("<bdi>{}</bdi>").format(text)
    return escape(text)
