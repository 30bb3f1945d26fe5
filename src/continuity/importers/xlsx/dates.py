"""Days in cells: Excel counts them and shows them by the cell's format, which may not be what was typed."""

from datetime import date, datetime, time

from continuity.errors import BadValue
from continuity.importers.xlsx.formats import Format, Shows

# Excel's last day, 9999-12-31, in the count from 1900.
_LAST = 2_958_466
# The count from 1900 has a 29 February 1900, which was none.
_NO_DAY = 60
_AS_TEXT = "in a cell formatted as text"


def counted_day(form: Format, serial: float, *, mac: bool) -> str:
    """The day a date-formatted cell holds, as YYYY-MM-DD.

    Args:
        form: the cell's number format.
        serial: days since the end of 1899, with a fraction for the time.
        mac: they are days since the beginning of 1904 instead.

    Raises:
        BadValue: it holds a time or no day, or shows only a part of it.
    """
    from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

    if form.shows is Shows.TIME:
        raise BadValue("the cell holds a time or a duration", f"write the day as YYYY-MM-DD {_AS_TEXT}")
    if not (mac or 1 <= serial < _LAST) or not 0 <= serial < _LAST or (int(serial) == _NO_DAY and not mac):
        raise BadValue("the cell holds a number that is no day", f"write the day as YYYY-MM-DD {_AS_TEXT}")
    try:
        moment = from_excel(serial, MAC_EPOCH if mac else WINDOWS_EPOCH)
    except OverflowError:
        raise BadValue("the cell holds a number that is no day", f"write the day as YYYY-MM-DD {_AS_TEXT}") from None
    if isinstance(moment, time):
        moment = datetime.combine(MAC_EPOCH, moment)
    return _day(form, moment)


def written_day(form: Format, text: str) -> str:
    """The day of a cell that holds it in letters, as "Strict" workbooks do.

    Raises:
        BadValue: it holds a time or no day, or shows only a part of it.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise BadValue("the cell holds no day", f"write the day as YYYY-MM-DD {_AS_TEXT}") from None
    return _day(form, moment.replace(tzinfo=None))


def _day(form: Format, moment: datetime) -> str:
    day = moment.date()
    if moment.time() != time():
        raise BadValue(f"the cell holds a time of day: {day} {moment:%H:%M:%S}", f"write the day alone: {day}")
    if form.shows is Shows.PART:
        raise BadValue(*_part(form, day))
    return day.isoformat()


def _part(form: Format, day: date) -> tuple[str, str]:
    shown = form.shown(day)
    if not shown:
        return f"the cell shows only a part of {day}", f"write the day as YYYY-MM-DD {_AS_TEXT}"
    if "y" not in form.code.casefold() or "m" not in form.code.casefold():
        return f"the cell shows {shown}: Excel made a day of it ({day})", f"write the day as YYYY-MM-DD {_AS_TEXT}"
    if day.day > 1:
        return f"the cell shows {shown} and holds {day}", f"write {day:%Y-%m} or {day} {_AS_TEXT}"
    return (
        f"the cell shows {shown}: Excel made a day of {day:%Y-%m} ({day})",
        f"write {day:%Y-%m} or the day as YYYY-MM-DD {_AS_TEXT}",
    )
