"""The zip file of a workbook: parts by name, within bounds that hold for forged sizes."""

import io
import struct
import zipfile
import zlib
from typing import IO

from continuity.errors import FileError
from continuity.importers.xlsx.file_type import build_damaged_error, build_too_large_error, check_bytes, check_parts
from continuity.importers.xlsx.xml_stream import XmlHandler, parse_xml

# Pictures are what makes an office's workbook large; 20,000 rows of text come to 3 MB.
MAX_FILE_BYTES = 50_000_000
# A workbook has about five parts and two a sheet; pictures come on top.
MAX_MEMBERS = 5_000
# A million formatted rows of ten cells are 250 MB.
MAX_PART_BYTES = 256_000_000
MAX_TOTAL_BYTES = 512_000_000
# All that is not rows or text is small; 65,000 cell styles, Excel's most, are 9 MB.
MAX_SMALL_PART_BYTES = 16_000_000

_CHUNK = 65_536
_ENTRY_SIGNATURE = b"PK\x01\x02"
_END_SIGNATURE = b"PK\x05\x06"
_LOCAL_HEADER = 30
_COMPRESSION_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED_FLAG = 0x1
# All that zipfile raises on damaged bytes.
_DAMAGE_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


class WorkbookArchive:
    """The parts of one workbook; `file` is its name in problems."""

    def __init__(self, file: str, data: bytes) -> None:
        """Open the zip file. Raise FileError if it is not a workbook, damaged or above the bounds."""
        self.file = file
        self._remaining_bytes = MAX_TOTAL_BYTES
        if len(data) > MAX_FILE_BYTES:
            detail = f"it has {len(data)} bytes, {MAX_FILE_BYTES} at most"
            raise build_too_large_error(self.file, detail, "take out pictures")
        check_bytes(file, data)
        if data.count(_ENTRY_SIGNATURE) > MAX_MEMBERS:
            raise build_too_large_error(self.file, f"it holds more than {MAX_MEMBERS} parts", "take out pictures")
        self._archive = self._open(data)
        self._parts = {_normalise_part_name(info.filename): info for info in self._archive.infolist()}
        check_parts(file, self._parts.keys())
        self._check_directory(len(data))

    def __contains__(self, part: str) -> bool:
        return _normalise_part_name(part) in self._parts

    def read_part(self, part: str, handler: XmlHandler, max_bytes: int = MAX_SMALL_PART_BYTES) -> None:
        """Parse a part's XML, up to `max_bytes` unzipped. Raise FileError if it is missing, damaged or too large."""
        if part not in self:
            raise build_damaged_error(self.file, f"{part} is missing")
        try:
            source = self._archive.open(self._parts[_normalise_part_name(part)])
        except _DAMAGE_ERRORS:
            raise build_damaged_error(self.file, f"{part} cannot be unzipped") from None
        with source:
            parse_xml(self.file, part, _BoundedChunks(self, part, source, max_bytes), handler)

    def count_unzipped(self, count: int) -> None:
        """Count unzipped bytes. Raise FileError above the limit of the whole file."""
        self._remaining_bytes -= count
        if self._remaining_bytes < 0:
            raise build_too_large_error(self.file, f"it unzips to more than {MAX_TOTAL_BYTES} bytes")

    def _open(self, data: bytes) -> zipfile.ZipFile:
        if _END_SIGNATURE not in data:
            raise FileError(f"{self.file} is cut off: its end is missing", "fetch or copy it again")
        try:
            return zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGE_ERRORS:
            raise build_damaged_error(self.file, "its list of parts cannot be read") from None

    def _check_directory(self, size: int) -> None:
        members = sorted(self._archive.infolist(), key=lambda info: info.header_offset)
        if len(self._parts) != len(members):
            raise build_damaged_error(self.file, "a part stands in it twice")
        if any(info.flag_bits & _ENCRYPTED_FLAG for info in members):
            raise FileError(f"{self.file} is a zip file with a password", "remove the password and save it again")
        if any(info.compress_type not in _COMPRESSION_METHODS for info in members):
            raise build_damaged_error(self.file, "a part is packed in a way Excel does not know")
        ends = [info.header_offset + _LOCAL_HEADER + info.compress_size for info in members]
        starts = [info.header_offset for info in members[1:]]
        if any(end > start for end, start in zip(ends, [*starts, size], strict=True)):
            raise build_damaged_error(self.file, "its parts overlap")
        self._check_sizes(members)

    def _check_sizes(self, members: list[zipfile.ZipInfo]) -> None:
        largest = max(members, key=lambda info: info.file_size)
        if largest.file_size > MAX_PART_BYTES:
            detail = f"it unzips to {largest.file_size} bytes in {_to_printable(largest.filename)}"
            raise build_too_large_error(self.file, detail)
        if sum(info.file_size for info in members) > MAX_TOTAL_BYTES:
            raise build_too_large_error(self.file, f"it unzips to more than {MAX_TOTAL_BYTES} bytes")


class _BoundedChunks:
    """Unzipped bytes of a part, counted on arrival: the directory may understate them."""

    def __init__(self, archive: WorkbookArchive, part: str, source: IO[bytes], max_bytes: int) -> None:
        self._workbook_archive = archive
        self._part = part
        self._source = source
        self._remaining_bytes = self._max_bytes = max_bytes

    def __iter__(self) -> "_BoundedChunks":
        return self

    def __next__(self) -> bytes:
        try:
            chunk = self._source.read(_CHUNK)
        except _DAMAGE_ERRORS:
            raise build_damaged_error(self._workbook_archive.file, f"{self._part} cannot be unzipped") from None
        if not chunk:
            raise StopIteration
        self._remaining_bytes -= len(chunk)
        self._workbook_archive.count_unzipped(len(chunk))
        if self._remaining_bytes < 0:
            detail = f"{self._part} unzips to more than {self._max_bytes} bytes"
            raise build_too_large_error(self._workbook_archive.file, detail)
        return chunk


def _normalise_part_name(part: str) -> str:
    """Normalise capitals, and the backslashes that some programs write."""
    return part.replace("\\", "/").lstrip("/").casefold()


def _to_printable(name: str) -> str:
    return "".join(character if character.isprintable() else "?" for character in name[:60])
