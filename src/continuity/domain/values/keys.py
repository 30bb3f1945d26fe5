"""Keys people can type: what they look like, and how one is made."""

import re
import unicodedata

from continuity.errors import BadValue

MAX_KEY_LENGTH = 200
_KEY_PATTERN = re.compile(r"[a-z0-9][a-z0-9._-]*(/[a-z0-9.][a-z0-9._-]*)*")
_TRANSLITERATIONS = str.maketrans({"æ": "ae", "ø": "o", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ł": "l"})


def slugify(text: str) -> str:
    """Format a text as one part of a key: lower-case ASCII with single hyphens; empty where nothing is left."""
    lowered = text.casefold().translate(_TRANSLITERATIONS)
    plain = unicodedata.normalize("NFKD", lowered).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9.]+", "-", plain).strip("-")


def validate_key(text: str) -> str:
    """Return a text in the form of a key. Raise BadValue for capitals, spaces, or anything else hard to type."""
    if len(text) <= MAX_KEY_LENGTH and _KEY_PATTERN.fullmatch(text):
        return text
    suggestion = "/".join(part for part in map(slugify, text[:MAX_KEY_LENGTH].split("/")) if part)
    example = f", such as {suggestion}" if _KEY_PATTERN.fullmatch(suggestion) else ""
    raise BadValue(f'"{text[:60]}" cannot be a key', f"keys are lower-case letters, digits, - and /{example}")
