"""How a sheet writes days: as the form that was named, or as the record does; never guessed."""

import re
from dataclasses import dataclass
from datetime import datetime

from continuity.errors import BadValue

_DAY_DIRECTIVES = ("%d", "%m")
_YEAR_DIRECTIVES = ("%Y", "%y")


@dataclass(frozen=True, slots=True)
class DateFormat:
    """The form of days in a file, such as `%d.%m.%Y`; without one only the record's own forms are read."""

    pattern: str = ""

    @classmethod
    def parse(cls, pattern: str) -> "DateFormat":
        """Parse the form of days that a user named.

        Raises:
            BadValue: it does not hold a day, a month and a year.
        """
        if not all(part in pattern for part in _DAY_DIRECTIVES) or not any(
            part in pattern for part in _YEAR_DIRECTIVES
        ):
            raise BadValue(f'"{pattern}" is no form of a day', "write it with %d, %m and %Y, such as %d/%m/%Y")
        try:
            datetime.strptime(datetime(2027, 5, 6).strftime(pattern), pattern)  # noqa: DTZ001, DTZ007 - a day has no zone
        except (ValueError, re.error):  # the latter where a part stands in it twice
            raise BadValue(
                f'"{pattern}" is no form of a day', "write it with %d, %m and %Y, such as %d/%m/%Y"
            ) from None
        return cls(pattern)

    def to_iso(self, text: str) -> str:
        """Rewrite a day as the record writes days; keep a text of another form."""
        if not self.pattern:
            return text
        try:
            return datetime.strptime(text.strip(), self.pattern).date().isoformat()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            return text
