"""Records that are hard to lay out, or that somebody filled in to do harm."""

from continuity.domain.schema.tables import TABLES_BY_NAME
from support.sample_records import CITY, WORLD

World = dict[str, dict[str, dict[str, str]]]

SETS_A_MARK = "window.harmed = 1; alert(1)"
HOSTILE = {
    "a script": f"<script>{SETS_A_MARK}</script>",
    "a picture": f"\"'><img src=x onerror='{SETS_A_MARK}'>",
    "an end of the script": f"</script></style></details><script>{SETS_A_MARK}</script>",
    "an address": f"javascript:{SETS_A_MARK}",
    "300 letters": "Nachbarschaftsvermittlungsprogramm" * 9,
    "right to left": "برنامج الشباب \u202eevil",
    "emoji": "\N{FAMILY}\N{ZERO WIDTH JOINER}\N{RAINBOW}" * 40,
}

_EMPTY_CITY: World = {
    "cities": {"london": CITY},
    "offices": {"london/mayor": WORLD["offices"]["london/mayor"]},
    "rules": WORLD["rules"],
}

SPARSE: dict[str, World] = {
    "nothing is recorded": {},
    "a city without an office": {"cities": {"london": CITY}},
    "a city without a programme": _EMPTY_CITY,
    "a programme without dates": {
        **_EMPTY_CITY,
        "programmes": {"london/calm": {"city": "london", "office": "london/mayor", "name": "Calm"}},
    },
    "a programme without a change ahead": {
        "cities": {"london": CITY},
        "offices": {"london/warden": WORLD["offices"]["london/warden"]},
        "programmes": {"london/calm": {"city": "london", "office": "london/warden", "name": "Calm"}},
    },
}

LETTERS = ("zebra", "Émile", "apple", "Fig", "evening", "\u00e9clair")
"""Names in no order; the alphabet has apple, éclair, Émile, evening, Fig, zebra."""


def named(name: str) -> World:
    """A record with this name wherever somebody types a name."""
    return {
        table: {key: row | dict.fromkeys(_typed(table), name) for key, row in rows.items()}
        for table, rows in WORLD.items()
        if table != "settings"
    }


def _typed(table: str) -> list[str]:
    return [column.name for column in TABLES_BY_NAME[table].columns if column.name in ("name", "title", "owner")]


def lettered() -> World:
    """A city whose programmes bear `LETTERS`."""
    programmes = {
        f"london/{number}": {"city": "london", "office": "london/mayor", "name": name}
        for number, name in enumerate(LETTERS)
    }
    return {**_EMPTY_CITY, "programmes": programmes}
