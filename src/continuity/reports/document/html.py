"""Writer of documents as plain HTML that a word processor can open."""

from datetime import date
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from continuity.domain.offices.models import Transition
from continuity.reports.document import text_layout
from continuity.reports.document.model import Document
from continuity.reports.wording import english
from continuity.reports.wording.english import NOT_RECORDED
from continuity.reports.wording.labels import format_transition_day, stop_cause_label
from continuity.reports.wording.reasons import reason_label
from continuity.reports.wording.sentences import format_remedy


def render(document: Document) -> str:
    """Render the document as one HTML file without scripts or external resources."""
    return _load_template().render(document=document, not_recorded=NOT_RECORDED)


@cache
def _load_template() -> Template:
    return load_environment().get_template("document/page.html.j2")


@cache
def load_environment() -> Environment:
    """Load the package's Jinja templates, with all output escaped."""
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
        "format_remedy": format_remedy,
        "stop_cause_label": stop_cause_label,
        "format_number": english.format_number,
        "mark_up_days": mark_up_days_in_html,
        "mark_up_day": mark_up_day,
        "mark_up_transition_day": mark_up_transition_day,
        "format_unbroken_day": format_unbroken_day,
        "isolate_direction": isolate_direction_in_html,
    }
    return templates


def format_unbroken_day(value: date) -> str:
    """Format a day with non-breaking spaces."""
    return english.format_day(value).replace(" ", "\u00a0")


def mark_up_day(value: date) -> Markup:
    """Wrap a day in a `<time>` element; tables sort by its ISO value."""
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), format_unbroken_day(value))


def mark_up_transition_day(transition: Transition) -> Markup:
    """Wrap the day of a transition, as it was written, in a `<time>` element with the first day that it can mean."""
    text = format_transition_day(transition, format_unbroken_day)
    return Markup('<time datetime="{}">{}</time>').format(transition.polling_day.isoformat(), text)


def mark_up_days_in_html(text: str, format_date: english.DateFormatter = mark_up_day) -> Markup:
    """Escape the text and format its marked days, by default each in a `<time>` element."""
    return Markup(english.format_marked_days(str(escape(text)), format_date))  # noqa: S704 # escaped just here


def isolate_direction_in_html(text: str) -> Markup:
    """Escape the text, inside `<bdi>` if it has right-to-left characters."""
    return Markup("<bdi>{}</bdi>").format(text) if text_layout.has_right_to_left(text) else escape(text)
