"""The zip file a workbook is: its parts by name, within bounds that hold however the file lies about its sizes."""

import io
import struct
import zipfile
import zlib
from typing import IO

from continuity.errors import FileTrouble
from continuity.importers.xlsx.file_type import check_bytes, check_parts, damaged, too_large
from continuity.importers.xlsx.xml_stream import Handler, stream

# Pictures are what makes an office's workbook large; 20,000 rows of text come to 3 MB.
FILE_BYTES = 50_000_000
# A workbook has about five parts and two a sheet; pictures come on top.
MEMBERS = 5_000
# A million formatted rows of ten cells are 250 MB.
PART_BYTES = 256_000_000
TOTAL_BYTES = 512_000_000
# All that is not rows or text is small; 65,000 cell styles, Excel's most, are 9 MB.
SMALL_PART_BYTES = 16_000_000

_CHUNK = 65_536
_ENTRY = b"PK\x01\x02"
_END = b"PK\x05\x06"
_LOCAL_HEADER = 30
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
# All that zipfile raises on damaged bytes.
_DAMAGE = (
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


class Package:
    """The parts of one workbook.

    Attributes:
        file: what to call it in problems.
    """

    def __init__(self, file: str, data: bytes) -> None:
        """Open the zip file and look at its directory.

        Raises:
            FileTrouble: it is no workbook, is damaged, or holds more than the bounds allow.
        """
        self.file = file
        self._left = TOTAL_BYTES
        if len(data) > FILE_BYTES:
            raise too_large(self.file, f"it has {len(data)} bytes, {FILE_BYTES} at most", "take out pictures")
        check_bytes(file, data)
        if data.count(_ENTRY) > MEMBERS:
            raise too_large(self.file, f"it holds more than {MEMBERS} parts", "take out pictures")
        self._archive = self._opened(data)
        self._parts = {_folded(info.filename): info for info in self._archive.infolist()}
        check_parts(file, self._parts.keys())
        self._check_directory(len(data))

    def __contains__(self, part: str) -> bool:
        return _folded(part) in self._parts

    def read(self, part: str, handler: Handler, most: int = SMALL_PART_BYTES) -> None:
        """Hand the XML of a part over to a handler.

        Args:
            part: its path.
            handler: is told of elements and text.
            most: how many unzipped bytes are read.

        Raises:
            FileTrouble: there is no such part, it is damaged, or it holds more than it may.
        """
        if part not in self:
            raise damaged(self.file, f"{part} is missing")
        try:
            source = self._archive.open(self._parts[_folded(part)])
        except _DAMAGE:
            raise damaged(self.file, f"{part} cannot be unzipped") from None
        with source:
            stream(self.file, part, _Bounded(self, part, source, most), handler)

    def spend(self, count: int) -> None:
        """Count unzipped bytes against what the whole file may hold.

        Raises:
            FileTrouble: it holds more.
        """
        self._left -= count
        if self._left < 0:
            raise too_large(self.file, f"it unzips to more than {TOTAL_BYTES} bytes")

    def _opened(self, data: bytes) -> zipfile.ZipFile:
        if _END not in data:
            raise FileTrouble(f"{self.file} is cut off: its end is missing", "fetch or copy it again")
        try:
            return zipfile.ZipFile(io.BytesIO(data))
        except _DAMAGE:
            raise damaged(self.file, "its list of parts cannot be read") from None

    def _check_directory(self, size: int) -> None:
        members = sorted(self._archive.infolist(), key=lambda info: info.header_offset)
        if len(self._parts) != len(members):
            raise damaged(self.file, "a part stands in it twice")
        if any(info.flag_bits & _ENCRYPTED for info in members):
            raise FileTrouble(f"{self.file} is a zip file with a password", "remove the password and save it again")
        if any(info.compress_type not in _METHODS for info in members):
            raise damaged(self.file, "a part is packed in a way Excel does not know")
        ends = [info.header_offset + _LOCAL_HEADER + info.compress_size for info in members]
        starts = [info.header_offset for info in members[1:]]
        if any(end > start for end, start in zip(ends, [*starts, size], strict=True)):
            raise damaged(self.file, "its parts overlap")
        self._check_sizes(members)

    def _check_sizes(self, members: list[zipfile.ZipInfo]) -> None:
        largest = max(members, key=lambda info: info.file_size)
        if largest.file_size > PART_BYTES:
            raise too_large(self.file, f"it unzips to {largest.file_size} bytes in {_shown(largest.filename)}")
        if sum(info.file_size for info in members) > TOTAL_BYTES:
            raise too_large(self.file, f"it unzips to more than {TOTAL_BYTES} bytes")


class _Bounded:
    """The unzipped bytes of a part, counted as they come: the directory may name a smaller size."""

    def __init__(self, package: Package, part: str, source: IO[bytes], most: int) -> None:
        self._package = package
        self._part = part
        self._source = source
        self._left = self._most = most

    def __iter__(self) -> "_Bounded":
        return self

    def __next__(self) -> bytes:
        try:
            chunk = self._source.read(_CHUNK)
        except _DAMAGE:
            raise damaged(self._package.file, f"{self._part} cannot be unzipped") from None
        if not chunk:
            raise StopIteration
        self._left -= len(chunk)
        self._package.spend(len(chunk))
        if self._left < 0:
            raise too_large(self._package.file, f"{self._part} unzips to more than {self._most} bytes")
        return chunk


def _folded(part: str) -> str:
    """The name of a part as the format compares it: letters of either case; some programs write backslashes."""
    return part.replace("\\", "/").lstrip("/").casefold()


def _shown(name: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in name[:60])
