"""Files named like workbooks that are something else: each refusal has its own hint."""

import re
from collections.abc import Collection

from continuity.errors import FileError

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BINARY = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_SNIFFED_BYTES = 4096
_SAVE_AS_HINT = 'open it in Excel and save it as "Excel Workbook (.xlsx)"'
_OTHER_PARTS = {
    "xl/workbook.bin": ("is a binary workbook (.xlsb)", _SAVE_AS_HINT),
    "content.xml": ("is an OpenDocument file (.ods)", 'save it as "Excel 2007-365 (.xlsx)"'),
    "index/document.iwa": ("is an Apple Numbers document", "export it to Excel (.xlsx)"),
    "word/document.xml": ("is a Word document", "name a workbook"),
    "ppt/presentation.xml": ("is a PowerPoint presentation", "name a workbook"),
}


def check_bytes(file: str, data: bytes) -> None:
    """Raise FileError, which names the actual type, for a file that does not begin like a workbook."""
    if data.startswith(_ZIP):
        return
    if not data:
        raise FileError(f"{file} is empty", "save or fetch it again")
    if data.startswith(_COMPOUND):
        raise FileError(*_describe_compound_file(file, data))
    description, hint = _describe_content(data)
    raise FileError(f"{file} {description}", hint)


def check_parts(file: str, parts: Collection[str]) -> None:
    """Raise FileError for other zip files and for workbooks with macros; `parts` are in lower case."""
    for part, (description, hint) in _OTHER_PARTS.items():
        if part in parts:
            raise FileError(f"{file} {description}", hint)
    if "[content_types].xml" not in parts:
        raise FileError(f"{file} is a zip file, not a workbook", "unpack it and name the workbook in it")
    if any(part.endswith("vbaproject.bin") for part in parts):
        raise build_macros_error(file)


def build_macros_error(file: str) -> FileError:
    """Build the refusal of a workbook with macros."""
    return FileError(f"{file} holds macros", 'save it without macros, as "Excel Workbook (.xlsx)"')


def build_damaged_error(file: str, detail: str) -> FileError:
    """Build the refusal of a damaged workbook."""
    hint = "open it in Excel and save it again, or fetch it again from where it came"
    return FileError(f"{file} is damaged: {detail}", hint)


def build_too_large_error(file: str, detail: str, hint: str = "copy the filled cells into a new workbook") -> FileError:
    """Build the refusal of a file above the memory or time limits."""
    return FileError(f"{file} is too large: {detail}", hint)


def _describe_compound_file(file: str, data: bytes) -> tuple[str, str]:
    if _ENCRYPTED in data:
        return f"{file} is protected with a password", "open it in Excel, remove the password and save it again"
    return f"{file} is a workbook of Excel 97-2003 (.xls)", _SAVE_AS_HINT


def _describe_content(data: bytes) -> tuple[str, str]:
    start = data[:_SNIFFED_BYTES].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(_EMPTY_ZIP.lower()):
        return "is a zip file without anything in it", "save or fetch the workbook again"
    if start.startswith(b"%pdf"):
        return "is a PDF", "ask for the workbook it was made from"
    if start.startswith((b"<!doctype html", b"<html")) or b"<table" in start:
        return "is a web page", f"if it shows a table, {_SAVE_AS_HINT}; if it asks you to sign in, fetch the file again"
    if start.startswith(b"<?xml"):
        return "is an XML file", _SAVE_AS_HINT
    if _is_text(data[:_SNIFFED_BYTES]):
        return "is plain text", "if it is a CSV, give it a name that ends in .csv"
    return "is no workbook", "name a file that Excel opens, saved as .xlsx"


def _is_text(start: bytes) -> bool:
    return start.startswith((b"\xff\xfe", b"\xfe\xff")) or not _BINARY.search(start)
