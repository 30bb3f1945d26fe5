"""Time zones of cities."""

from functools import cache
from importlib.resources import files
from zoneinfo import available_timezones

from continuity.domain.schema.tables import CITIES
from continuity.domain.schema.values import parse_cell
from continuity.domain.values.keys import slugify
from continuity.errors import BadValue
from continuity.services.lookup import suggest_keys

_MAIN_ZONE_MARKS = ("most of", "(mainland)")
"""How the time zone database marks the zone of a country's main part."""


def find_timezone(country: str, city: str) -> str | None:
    """Find a city's time zone in the IANA zone.tab; None if its country (ISO 3166-1) has several likely ones."""
    zones = _load_zones().get(country, ())
    named_zones = [zone for zone, _ in zones if slugify(zone.rpartition("/")[2].replace("_", " ")) == slugify(city)]
    main_zones = [zone for zone, remark in zones if any(mark in remark for mark in _MAIN_ZONE_MARKS)]
    single_zones = [zone for zone, _ in zones] if len(zones) == 1 else []
    return next(iter((*named_zones, *single_zones, *main_zones)), None)


def parse_timezone(text: str) -> str:
    """Parse the IANA name of a time zone. Raise BadValue, with near misses, for an unknown name."""
    try:
        zone = parse_cell(CITIES.get_column("timezone"), text)
    except BadValue as error:
        hint = suggest_keys(text[:60], {zone for zone in available_timezones() if "/" in zone})
        raise BadValue(error.message, hint or error.hint) from None
    if zone is None:
        raise BadValue("the time zone is empty", "write an IANA name, such as Europe/Berlin")
    return str(zone)


@cache
def _load_zones() -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    text = (files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8")
    for line in text.splitlines():
        if not line.startswith("#"):
            country, _, zone, *remark = line.split("\t")
            found[country] = (*found.get(country, ()), (zone, remark[0] if remark else ""))
    return found
