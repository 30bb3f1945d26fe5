"""A document as simple HTML that a word processor opens too: headings, paragraphs, lists and tables, nothing else."""

from datetime import date
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from continuity.reports.document import text_layout
from continuity.reports.document.model import NOT_RECORDED, Document
from continuity.reports.wording import english
from continuity.reports.wording.labels import reason_label


def write(document: Document) -> str:
    """The document as one file without a script, which asks nothing of any other place."""
    return _load_template().render(document=document, not_recorded=NOT_RECORDED)


@cache
def _load_template() -> Template:
    return load_environment().get_template("document/page.html.j2")


@cache
def load_environment() -> Environment:
    """The templates of the package, which are found inside a wheel too; everything they print is escaped."""
    templates = Environment(
        loader=PackageLoader("continuity.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    templates.filters |= {
        "format_day": english.format_day,
        "reason_label": reason_label,
        "format_number": english.format_number,
        "format_days": format_days_in_html,
        "mark_up_days": mark_up_days_in_html,
        "mark_up_day": mark_up_day,
        "format_unbroken_day": format_unbroken_day,
        "isolate_direction": isolate_direction_in_html,
    }
    return templates


def format_days_in_html(text: str) -> Markup:
    """The text with its days as people write them."""
    return Markup(english.format_days_in_text(str(escape(text)), format_unbroken_day))  # noqa: S704 # escaped just here


def mark_up_days_in_html(text: str) -> Markup:
    """The same with each day as a program reads it too, and in one piece."""
    return Markup(english.format_days_in_text(str(escape(text)), mark_up_day))  # noqa: S704 # escaped just here


def format_unbroken_day(value: date) -> str:
    """A day as people write it; no line breaks inside it."""
    return english.format_day(value).replace(" ", "\u00a0")


def mark_up_day(value: date) -> Markup:
    """The same with the day as a program reads it, by which a table is sorted."""
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), format_unbroken_day(value))


def isolate_direction_in_html(text: str) -> Markup:
    """The text, kept from turning round what stands beside it where its own script runs from right to left."""
    if text_layout.has_right_to_left(text):
        return Markup("<bdi>{}</bdi>").format(text)
    return escape(text)
