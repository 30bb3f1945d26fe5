"""What can be a mail address: one, bare, in the letters every mail server takes."""

import re

from continuity.errors import BadValue

LONGEST = 254
LONGEST_LOCAL = 64
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"({_ATOM}(?:\.{_ATOM})*)@((?:{_LABEL}\.)+(?!\d+\Z){_LABEL}|localhost)")
_SEVERAL = re.compile(r"@[^@]*[,;\s][^@]*@")


def checked(address: str) -> str:
    """One mail address that can be one, without the spaces around it.

    Letters beyond ASCII are refused, not converted: not every server passes them on, and converting the name of a
    domain by the wrong one of two standards reaches somebody else.

    Raises:
        BadValue: it cannot be one; the hint says what is wrong.
    """
    bare = address.strip(" ")
    found = _ADDRESS.fullmatch(bare)
    if found is None or len(bare) > LONGEST or len(found[1]) > LONGEST_LOCAL:
        raise BadValue(f'"{_shown(address)}" is no mail address', _hint(bare))
    return bare


def domain(address: str) -> str:
    """What stands behind the @ of a checked address."""
    return address.rpartition("@")[2].lower()


def _hint(text: str) -> str:
    if _SEVERAL.search(text):
        return "give one address at a time"
    if "<" in text:
        return "give the address alone, without the name before it"
    if not text.isascii():
        return (
            "only plain letters travel everywhere: ask for such an address; a domain also has a form that begins xn--"
        )
    return "write it as name@example.org"


def _shown(text: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in text[: LONGEST + 1])
