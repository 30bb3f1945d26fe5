"""Timeline bars on a scale of days, as SVG and terminal text."""
