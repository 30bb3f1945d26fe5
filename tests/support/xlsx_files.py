"""Workbooks as offices make them, and as nobody should."""

import io
import re
import struct
import zipfile
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import xlsxwriter

SHEET = "xl/worksheets/sheet1.xml"
Fill = Callable[[Any], None]
Content = bytes | Iterable[bytes]


def made(fill: Fill, **options: Any) -> bytes:
    """A workbook that XlsxWriter makes."""
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory, {"in_memory": True, **options}) as book:
        fill(book)
    return memory.getvalue()


def table(*rows: tuple[Any, ...], name: str = "Programmes") -> bytes:
    """A workbook of one sheet with these rows."""

    def fill(book: Any) -> None:
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)

    return made(fill)


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a workbook by their paths."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(content: Mapping[str, Content]) -> bytes:
    """A zip file; what is large comes in pieces."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, pieces in content.items():
            with archive.open(name, "w", force_zip64=False) as member:
                for piece in [pieces] if isinstance(pieces, bytes) else pieces:
                    member.write(piece)
    return memory.getvalue()


def changed(data: bytes, part: str, old: str, new: str) -> bytes:
    """The workbook with a piece of the XML of one part exchanged."""
    content = parts(data)
    text = content[part].decode()
    assert old in text, text
    return zipped({**content, part: text.replace(old, new).encode()})


def raw(rows: str, after: str = "", head: str = "key,name", styles: str = "") -> bytes:
    """A workbook whose sheet is this XML: rows below a heading, and what comes after them."""
    return streamed([rows.encode()], after, head, styles)


def streamed(rows: Iterable[bytes], after: str = "", head: str = "key,name", styles: str = "") -> bytes:
    """The same, with the rows in pieces."""
    content = parts(table(tuple(head.split(","))))
    start, end = re.split("</sheetData>", content[SHEET].decode())

    def pieces() -> Iterable[bytes]:
        yield start.encode()
        yield from rows
        yield f"</sheetData>{after}{end}".encode()

    if styles:
        content["xl/styles.xml"] = styles.encode()
    return zipped({**content, SHEET: pieces()})


def relabelled(data: bytes, part: str, *, size: int | None = None, crc: int | None = None) -> bytes:
    """The zip file with another unzipped size or checksum of one part in its directory."""
    start = _entry(data, part)
    changed_data = bytearray(data)
    if size is not None:
        struct.pack_into("<L", changed_data, start + 24, size)
    if crc is not None:
        struct.pack_into("<L", changed_data, start + 16, crc)
    return bytes(changed_data)


def overlapping(data: bytes, part: str, other: str) -> bytes:
    """The zip file with one part in the place of another."""
    changed_data = bytearray(data)
    (offset,) = struct.unpack_from("<L", data, _entry(data, other) + 42)
    struct.pack_into("<L", changed_data, _entry(data, part) + 42, offset)
    return bytes(changed_data)


def encrypted_flag(data: bytes, part: str) -> bytes:
    """The zip file with one part marked as encrypted."""
    changed_data = bytearray(data)
    changed_data[_entry(data, part) + 8] |= 1
    return bytes(changed_data)


def _entry(data: bytes, part: str) -> int:
    """Where the directory speaks of a part."""
    at = data.index(b"PK\x01\x02")
    while True:
        name, extra, comment = struct.unpack_from("<HHH", data, at + 28)
        if data[at + 46 : at + 46 + name] == part.encode():
            return at
        at = data.index(b"PK\x01\x02", at + 46 + name + extra + comment)
