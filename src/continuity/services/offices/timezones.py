"""Time zones: that of a city, where its country has one, or one that is most of it, or one named for the city; and
whether a name is one.
"""

from functools import cache
from importlib.resources import files
from zoneinfo import available_timezones

from continuity.domain.schema.tables import CITIES
from continuity.domain.schema.values import parse_cell
from continuity.domain.values.keys import slug
from continuity.errors import BadValue
from continuity.services.lookup import suggestion

_MOST = ("most of", "(mainland)")
"""How the time zone database marks the zone of a country's main part."""


def zone_of(country: str, city: str) -> str | None:
    """The zone; None where the country has several and none of them is surely the city's.

    Source: zone.tab of the IANA time zone database, which lists the zones of each country.

    Args:
        country: ISO 3166-1.
        city: its name.
    """
    zones = _zones().get(country, ())
    named = [zone for zone, _ in zones if slug(zone.rpartition("/")[2].replace("_", " ")) == slug(city)]
    main = [zone for zone, remark in zones if any(mark in remark for mark in _MOST)]
    only = [zone for zone, _ in zones] if len(zones) == 1 else []
    return next(iter((*named, *only, *main)), None)


def known_zone(text: str) -> str:
    """The IANA name of a time zone.

    Raises:
        BadValue: there is none of this name; near misses are suggested.
    """
    try:
        zone = parse_cell(CITIES.column("timezone"), text)
    except BadValue as error:
        near = suggestion(text[:60], {zone for zone in available_timezones() if "/" in zone})
        raise BadValue(error.message, near or error.hint) from None
    if zone is None:
        raise BadValue("the time zone is empty", "write an IANA name, such as Europe/Berlin")
    return str(zone)


@cache
def _zones() -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    text = (files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            country, _, zone, *remark = line.split("\t")
            found[country] = (*found.get(country, ()), (zone, remark[0] if remark else ""))
    return found
