"""What the HTML templates do to text; whatever they put out is escaped."""

import re
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from continuity.reports import prose

if TYPE_CHECKING:
    from jinja2 import Environment

_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b", re.ASCII)


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
    made.filters |= {"english": prose.english, "named": prose.named, "dated": dated, "isolated": isolated}
    return made


def dated(text: str) -> Markup:
    """The text with its days marked, so that no line breaks inside one."""
    return Markup(_DAY.sub(r"<time>\g<0></time>", str(escape(text))))  # noqa: S704 # escaped just here


def isolated(text: str) -> Markup:
    """The text, kept from turning round what stands beside it where its own script runs from right to left."""
    if prose.turns(text):
        return Markup("<bdi>{}</bdi>").format(text)
    return escape(text)
