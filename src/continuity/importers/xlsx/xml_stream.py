"""XML as a stream: only handlers hold anything in memory."""

from collections.abc import Iterable
from typing import Protocol
from xml.parsers import expat

from continuity.errors import FileError
from continuity.importers.xlsx.file_type import build_damaged_error, build_too_large_error

# A million formatted rows of ten cells.
MAX_ELEMENTS = 12_000_000
# The parts that are read nest seven deep; what others put between them stays well under this.
MAX_DEPTH = 100
# The longest tag Excel writes lists the ranges of a rule; the parser reads an open tag again at each chunk.
MAX_TAG_BYTES = 262_144
# The parser keeps every name it has seen; the format has a few hundred.
MAX_NAMES = 10_000

_NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/package/2006/relationships",
    "http://schemas.openxmlformats.org/package/2006/content-types",
)


class XmlHandler(Protocol):
    """Receives the events of a document; extension elements have an empty tag."""

    def start_element(self, tag: str, attributes: dict[str, str]) -> None:
        """Handle the start of an element."""

    def end_element(self, tag: str) -> None:
        """Handle the end of an element."""

    def add_text(self, text: str) -> None:
        """Handle a piece of text, perhaps partial."""


def parse_xml(file: str, part: str, chunks: Iterable[bytes], handler: XmlHandler) -> None:
    """Parse the chunks of one part. Raise FileError for broken XML, a document type, entities or excessive size."""
    _XmlParser(file, part, handler).feed(chunks)


class _XmlParser:
    def __init__(self, file: str, part: str, handler: XmlHandler) -> None:
        self._file = file
        self._part = part
        self._handler = handler
        self._elements = self._depth = self._fed_bytes = 0
        self._tags: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._parser = expat.ParserCreate(namespace_separator=" ", intern=self._names)
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = handler.add_text
        self._parser.StartDoctypeDeclHandler = self._reject_doctype
        self._parser.StartNamespaceDeclHandler = self._ignore_namespace

    def feed(self, chunks: Iterable[bytes]) -> None:
        for chunk in chunks:
            self._parse(chunk, last=False)
            self._fed_bytes += len(chunk)
            if self._fed_bytes - self._parser.CurrentByteIndex > MAX_TAG_BYTES or len(self._names) > MAX_NAMES:
                raise self._build_disproportion_error()
        self._parse(b"", last=True)

    def _parse(self, chunk: bytes, *, last: bool) -> None:
        try:
            self._parser.Parse(chunk, last)
        except expat.ExpatError:
            raise self._build_broken_error() from None
        except (LookupError, ValueError):
            if self._elements:
                raise
            # the XML declaration names an encoding that Python does not have
            raise self._build_broken_error() from None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        self._depth += 1
        if self._elements > MAX_ELEMENTS or self._depth > MAX_DEPTH:
            raise self._build_disproportion_error()
        tag = self._tags.get(name)
        if tag is None:
            space, _, local = name.rpartition(" ")
            tag = self._tags[name] = local if space in _NAMESPACES else ""
        self._handler.start_element(tag, attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._handler.end_element(self._tags[name])

    def _reject_doctype(self, *_: object) -> None:
        message = f"{self._file} is no workbook Excel wrote: {self._part} declares a document type"
        raise FileError(message, 'open it in Excel and save it as "Excel Workbook (.xlsx)"')

    def _ignore_namespace(self, *_: object) -> None:
        """Count prefixes among the names; expat counts only handled ones."""

    def _build_broken_error(self) -> FileError:
        return build_damaged_error(self._file, f"the XML of {self._part} is broken")

    def _build_disproportion_error(self) -> FileError:
        return build_too_large_error(self._file, f"{self._part} is out of all proportion")
