"""Documents as text, so that two of them can be compared whatever library packed them: workbooks and letters."""

import io
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import Message
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def readable(path: Path) -> str:
    """Return a file as text: a workbook by its cells, a letter with its workbooks by theirs, and the rest as it is."""
    if path.suffix == ".xlsx":
        return workbook_text(path.read_bytes())
    return letter_text(path.read_bytes()) if path.suffix == ".eml" else path.read_bytes().decode()


def letter_text(data: bytes) -> str:
    """Return a letter as it travels; a workbook in it is compressed, so its cells are written in its place."""
    text = data.decode("ascii")
    for part in message_from_bytes(data, policy=policy.SMTP).walk():
        if part.get_content_type() == _WORKBOOK:
            encoded = str(part.get_payload())
            assert encoded in text
            text = text.replace(encoded, workbook_text(_decoded(part)))
    return text


def workbook_text(data: bytes) -> str:
    """Return a workbook as text: what is set for each sheet, then every cell with how it is shown and its note."""
    book = load_workbook(io.BytesIO(data))
    lines = [f"{name}: {value}" for name, value in _properties(book)]
    for sheet in book.worksheets:
        lines += ["", f"== {sheet.title} ({sheet.sheet_state}) ==", *_settings(sheet), *_cells(sheet)]
    return "".join(f"{line}\n" for line in lines)


def _decoded(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content


def _properties(book: Any) -> Iterator[tuple[str, Any]]:
    for name in ("title", "subject", "creator", "keywords", "description", "category", "created", "modified"):
        value = getattr(book.properties, name)
        if value:
            yield name, value
    for name, defined in book.defined_names.items():
        yield f"name {name}", defined.attr_text


def _settings(sheet: Any) -> Iterator[str]:
    columns = sheet.column_dimensions
    widths = {key: columns[key] for key in sorted(columns, key=lambda key: (len(key), key))}
    yield from (f"width of {key}: {one.width:g}{' hidden' if one.hidden else ''}" for key, one in widths.items())
    told = {
        "frozen at": sheet.freeze_panes,
        "filter": sheet.auto_filter.ref,
        "print area": sheet.print_area,
        "print titles": sheet.print_title_rows,
        "landscape": sheet.page_setup.orientation,
        "merged": " ".join(sorted(map(str, sheet.merged_cells.ranges))),
        "tables": " ".join(f"{name} {where}" for name, where in sorted(sheet.tables.items())),
    }
    yield from (f"{name}: {value}" for name, value in told.items() if value)
    for rule in sheet.data_validations.dataValidation:
        told = (rule.type, rule.formula1, rule.formula2, rule.errorStyle, rule.error, rule.promptTitle, rule.prompt)
        yield f"validation of {rule.sqref}: {' | '.join(str(one) for one in told if one)}"
    for ranges in sheet.conditional_formatting:
        yield from (f"conditional {ranges.sqref}: {one.type} {one.operator} {one.formula}" for one in ranges.rules)


def _cells(sheet: Any) -> Iterator[str]:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is not None or cell.comment:
                yield f"{cell.coordinate} {cell.value!r}{_shown(cell)}"


def _shown(cell: Any) -> str:
    told = [cell.number_format] if cell.number_format != "General" else []
    told += ["bold"] if cell.font.b else []
    told += [f"fill {cell.fill.fgColor.rgb}"] if cell.fill.fill_type else []
    told += ["wrapped"] if cell.alignment.wrap_text else []
    told += [f"link {cell.hyperlink.target or cell.hyperlink.location}"] if cell.hyperlink else []
    told += [f"note {cell.comment.text!r}"] if cell.comment else []
    return f"  [{'; '.join(told)}]" if told else ""
