"""The quote that keeps a spreadsheet from running a text cell as a formula (OWASP ASVS 1.2.10).
One quote is added to whatever begins with a trigger, quotes before it included, and one is taken away again, so that
every text survives the round trip.
"""

import re

from continuity.domain.schema.columns import ColumnKind

UNESCAPED_KINDS = frozenset({ColumnKind.DATE, ColumnKind.COUNT, ColumnKind.AMOUNT})
"""Kinds whose cells go out as they are, so that a negative amount stays a number."""

_FORMULA_START = re.compile(r"'*[=+\-@\t\r]")
_ESCAPED_FORMULA = re.compile(r"'+[=+\-@\t\r]")


def escape_formula(text: str) -> str:
    """Add a quote to a text that a spreadsheet might run."""
    return f"'{text}" if _FORMULA_START.match(text) else text


def unescape_formula(text: str) -> str:
    """Remove the quote that `escape_formula` added."""
    return text[1:] if _ESCAPED_FORMULA.match(text) else text
