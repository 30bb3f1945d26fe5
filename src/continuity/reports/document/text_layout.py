"""The width of text in a terminal, and lines that fit it."""

import unicodedata
from collections.abc import Iterator

_TURNING = frozenset({"R", "AL", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})
"""The Unicode classes of characters that run, or make others run, against the direction of the page."""


_ISOLATES, _ISOLATED = "\u2068\u2066\u2067", "\u2069"


_UNSEEN = frozenset({"Mn", "Me", "Cf"})


def turns(text: str) -> bool:
    """Whether anything in the text runs, or makes others run, from right to left."""
    # Most names are plain letters, and a report of a network has a million of them.
    return not text.isascii() and any(unicodedata.bidirectional(character) in _TURNING for character in text)


def isolated(text: str) -> str:
    """The text, kept from turning round what stands beside it, by the characters Unicode has for that."""
    return f"\u2068{text}\u2069" if turns(text) else text


def balanced(line: str) -> str:
    """One line of a text that was isolated as a whole, so that the line by itself turns nothing beside it."""
    open_ones = sum(line.count(mark) for mark in _ISOLATES) - line.count(_ISOLATED)
    return f"{_ISOLATES[0] * -open_ones}{line}{_ISOLATED * open_ones}"


def cells(text: str) -> int:
    """How many columns of a terminal the text takes: wide letters two, marks on a letter and what is not seen none."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(unicodedata.category(character) in _UNSEEN for character in text)


def lines(text: str, width: int, first: int | None = None) -> list[str]:
    """The words of the text in lines of so many columns, of which wide letters take two; the first has its own width.

    Nothing is broken inside a word.
    """
    found: list[str] = [""]
    for word in text.split():
        room = first if first is not None and len(found) == 1 else width
        if found[-1] and cells(found[-1]) + 1 + cells(word) > room:
            found.append(word)
        else:
            found[-1] = f"{found[-1]} {word}".lstrip()
    return list(map(balanced, found))


def chopped(text: str, width: int) -> str:
    """The text with words of more than so many columns cut into several; for a place that cannot be left."""
    return " ".join(piece for word in text.split() for piece in _pieces(word, width))


def _pieces(word: str, width: int) -> Iterator[str]:
    if cells(word) <= width:
        yield word
        return
    piece = ""
    for character in word:
        if cells(piece + character) > width:
            yield piece
            piece = ""
        piece += character
    yield piece
