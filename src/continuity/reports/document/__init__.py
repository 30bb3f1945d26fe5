"""Document model and its Markdown, text and HTML writers."""
