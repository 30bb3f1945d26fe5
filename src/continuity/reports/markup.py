"""What the HTML templates do to text; whatever they put out is escaped."""

import re
import unicodedata

from markupsafe import Markup, escape

_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b", re.ASCII)
_TURNING = frozenset({"R", "AL", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
"""The Unicode classes of characters that run, or make others run, against the direction of the page."""


def dated(text: str) -> Markup:
    """The text with its days marked, so that no line breaks inside one."""
    return Markup(_DAY.sub(r"<time>\g<0></time>", str(escape(text))))  # noqa: S704 # escaped just here


def isolated(text: str) -> Markup:
    """The text, kept from turning round what stands beside it where its own script runs from right to left."""
    if any(unicodedata.bidirectional(character) in _TURNING for character in text):
        return Markup("<bdi>{}</bdi>").format(text)
    return escape(text)
