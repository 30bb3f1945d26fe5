"""XML read as a stream: nothing is kept that a handler does not keep, whatever the document looks like."""

from collections.abc import Iterable
from typing import Protocol
from xml.parsers import expat

from continuity.errors import FileTrouble
from continuity.importers.xlsx.file_type import damaged, too_large

# A million formatted rows of ten cells.
ELEMENTS = 12_000_000
# The parts that are read nest seven deep; what others put between them stays well under this.
DEPTH = 100
# The longest tag Excel writes lists the ranges of a rule; the parser reads an open tag again at each chunk.
TAG_BYTES = 262_144
# The parser keeps every name it has seen; the format has a few hundred.
NAMES = 10_000

_SPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/package/2006/relationships",
    "http://schemas.openxmlformats.org/package/2006/content-types",
)


class Handler(Protocol):
    """What is told of a document; elements of extensions come with an empty tag."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """A piece of text, perhaps not the whole of it."""


def stream(file: str, part: str, chunks: Iterable[bytes], handler: Handler) -> None:
    """Parse the chunks of one part.

    Raises:
        FileTrouble: the XML is broken, declares a document type or entities, or is out of all proportion.
    """
    _Stream(file, part, handler).feed(chunks)


class _Stream:
    def __init__(self, file: str, part: str, handler: Handler) -> None:
        self._file = file
        self._part = part
        self._handler = handler
        self._elements = self._depth = self._fed = 0
        self._tags: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._parser = expat.ParserCreate(namespace_separator=" ", intern=self._names)
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = handler.text
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartNamespaceDeclHandler = self._namespace

    def feed(self, chunks: Iterable[bytes]) -> None:
        for chunk in chunks:
            self._parse(chunk, last=False)
            self._fed += len(chunk)
            if self._fed - self._parser.CurrentByteIndex > TAG_BYTES or len(self._names) > NAMES:
                raise self._strange()
        self._parse(b"", last=True)

    def _parse(self, chunk: bytes, *, last: bool) -> None:
        try:
            self._parser.Parse(chunk, last)
        except expat.ExpatError:
            raise self._broken() from None
        except (LookupError, ValueError):
            if self._elements:
                raise
            # the XML declaration names an encoding that Python does not have
            raise self._broken() from None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        self._depth += 1
        if self._elements > ELEMENTS or self._depth > DEPTH:
            raise self._strange()
        tag = self._tags.get(name)
        if tag is None:
            space, _, local = name.rpartition(" ")
            tag = self._tags[name] = local if space in _SPACES else ""
        self._handler.start(tag, attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._handler.end(self._tags[name])

    def _doctype(self, *_: object) -> None:
        raise FileTrouble(
            f"{self._file} is no workbook Excel wrote: {self._part} declares a document type",
            'open it in Excel and save it as "Excel Workbook (.xlsx)"',
        )

    def _namespace(self, *_: object) -> None:
        """Prefixes are counted among the names only where somebody is told of them."""

    def _broken(self) -> FileTrouble:
        return damaged(self._file, f"the XML of {self._part} is broken")

    def _strange(self) -> FileTrouble:
        return too_large(self._file, f"{self._part} is out of all proportion")
