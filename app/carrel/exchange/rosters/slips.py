"""Writes the codes of a class as one page to print and cut out: a slip for each pupil, every word escaped."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from carrel.base.files import resource
from carrel.base.show import one_line
from carrel.base.words import _
from carrel.exchange.rosters.api import RosterClass, RosterPupil

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def write(of_class: RosterClass) -> bytes:
    """The page, in UTF-8: no script, nothing fetched, and a slip is never cut by the end of a sheet."""
    return "".join(_lines(of_class)).encode()


def _lines(of_class: RosterClass) -> Iterator[str]:
    title = escape(_("Codes of {title}").format(title=one_line(of_class.title)))
    about = _("Print this page and cut it out. Whoever has a code can hand in work under it: give it to nobody else.")
    yield f"""<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{resource("classroom/codes.css").read_text(encoding="utf-8")}</style>
</head>
<body>
<h1 dir="auto">{title}</h1>
<p class="about" dir="auto">{escape(about)}</p>
<ul>
"""
    for pupil in of_class.pupils:
        yield _slip(pupil, one_line(of_class.title))
    yield "</ul>\n</body>\n</html>\n"


def _slip(pupil: RosterPupil, title: str) -> str:
    said = _("Your code for {title}. Type it when Carrel asks for it.").format(title=title)
    return (
        f'<li>\n<div class="name" dir="auto">{escape(one_line(pupil.name))}</div>\n'
        f'<div class="code" dir="ltr">{escape(pupil.code)}</div>\n'
        f'<div class="said" dir="auto">{escape(said)}</div>\n</li>\n'
    )
