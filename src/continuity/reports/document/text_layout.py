"""The width of text in a terminal, and lines that fit it."""

import unicodedata
from collections.abc import Iterator

_RIGHT_TO_LEFT_CLASSES = frozenset({"R", "AL", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
"""The Unicode classes of characters that run, or make others run, against the direction of the page."""

_ISOLATE_STARTS, _ISOLATE_END = "\u2068\u2066\u2067", "\u2069"


def has_right_to_left(text: str) -> bool:
    """Whether anything in the text runs, or makes others run, from right to left."""
    # Most names are plain letters, and a report of a network has a million of them.
    return not text.isascii() and any(
        unicodedata.bidirectional(character) in _RIGHT_TO_LEFT_CLASSES for character in text
    )


def isolate_direction(text: str) -> str:
    """The text, kept from turning round what stands beside it, by the characters Unicode has for that."""
    return f"\u2068{text}\u2069" if has_right_to_left(text) else text


def balance_isolates(line: str) -> str:
    """One line of a text that was isolated as a whole, so that the line by itself turns nothing beside it."""
    unclosed = sum(line.count(mark) for mark in _ISOLATE_STARTS) - line.count(_ISOLATE_END)
    return f"{_ISOLATE_STARTS[0] * -unclosed}{line}{_ISOLATE_END * unclosed}"


def display_width(text: str) -> int:
    """Return how many columns of a terminal the text takes, whatever UNICODE_VERSION says."""
    from rich.cells import cell_len

    return cell_len(text, "latest")


def wrap_text(text: str, width: int, first_width: int | None = None) -> list[str]:
    """The words of the text in lines of so many columns, of which wide letters take two; the first has its own width.

    Nothing is broken inside a word.
    """
    wrapped: list[str] = [""]
    for word in text.split():
        room = first_width if first_width is not None and len(wrapped) == 1 else width
        if wrapped[-1] and display_width(wrapped[-1]) + 1 + display_width(word) > room:
            wrapped.append(word)
        else:
            wrapped[-1] = f"{wrapped[-1]} {word}".lstrip()
    return list(map(balance_isolates, wrapped))


def split_long_words(text: str, width: int) -> str:
    """The text with words of more than so many columns cut into several; for a place that cannot be left."""
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
