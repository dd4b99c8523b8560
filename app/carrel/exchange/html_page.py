"""The frame of a page of HTML that stands alone: no script, and nothing fetched."""

from __future__ import annotations

from html import escape

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"

END = b"</body>\n</html>\n"


def begin(title: str, style: str) -> bytes:
    """All that comes before the first words. style: CSS of our own."""
    return f"""<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Carrel">
<title>{escape(title)}</title>
<style>
{style}</style>
</head>
<body>
""".encode()
