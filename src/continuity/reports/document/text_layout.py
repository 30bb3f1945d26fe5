"""Width, wrapping and direction of text in a terminal."""

import unicodedata
from collections.abc import Iterator

_RIGHT_TO_LEFT_CLASSES = frozenset({"R", "AL", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
"""Unicode classes of right-to-left characters and of direction controls."""

_ISOLATE_STARTS, _ISOLATE_END = "\u2068\u2066\u2067", "\u2069"


def has_right_to_left(text: str) -> bool:
    """Return whether the text has right-to-left characters or direction controls."""
    # Most names are plain letters, and a report of a network has a million of them.
    return not (text.isascii() or _RIGHT_TO_LEFT_CLASSES.isdisjoint(map(unicodedata.bidirectional, text)))


def isolate_direction(text: str) -> str:
    """Isolate right-to-left text from its surroundings with Unicode marks."""
    return f"\u2068{text}\u2069" if has_right_to_left(text) else text


def balance_isolates(line: str) -> str:
    """Close the isolates in one line of a wrapped text."""
    unclosed = sum(line.count(mark) for mark in _ISOLATE_STARTS) - line.count(_ISOLATE_END)
    return f"{_ISOLATE_STARTS[0] * -unclosed}{line}{_ISOLATE_END * unclosed}"


def display_width(text: str) -> int:
    """Return the text's width in terminal columns, whatever UNICODE_VERSION says."""
    from rich.cells import cell_len

    return cell_len(text, "latest")


def wrap_text(text: str, width: int, first_width: int | None = None) -> list[str]:
    """Wrap the text to `width` terminal columns, never inside a word."""
    wrapped: list[str] = [""]
    for word in text.split():
        room = first_width if first_width is not None and len(wrapped) == 1 else width
        if wrapped[-1] and display_width(wrapped[-1]) + 1 + display_width(word) > room:
            wrapped.append(word)
        else:
            wrapped[-1] = f"{wrapped[-1]} {word}".lstrip()
    return list(map(balance_isolates, wrapped))


def split_long_words(text: str, width: int) -> str:
    """Break words wider than `width` terminal columns into pieces."""
    return " ".join(piece for word in text.split() for piece in _split_word(word, width))


def _split_word(word: str, width: int) -> Iterator[str]:
    if display_width(word) <= width:
        yield word
        return
    piece = ""
    for character in word:
        if display_width(piece + character) > width:
            yield piece
            piece = ""
        piece += character
    yield piece
