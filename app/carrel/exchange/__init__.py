"""In from other programs and out to them: one format a file, and the lists of them all."""

from __future__ import annotations

from carrel.exchange import carrel_json, chatgpt, claude, docx, html, markdown, open_webui
from carrel.exchange.api import Format, Source

FORMATS: tuple[Format, ...] = (markdown.FORMAT, html.FORMAT, docx.FORMAT, carrel_json.FORMAT)
"""What chats are written as, in the order in which a person is asked."""

SOURCES: tuple[Source, ...] = (carrel_json.SOURCE, chatgpt.SOURCE, claude.SOURCE, open_webui.SOURCE, markdown.SOURCE)
"""What chats are read from; the first that recognises a file reads it."""
