"""Reads macros: a title between two lines of ``+++``, then the text with its variables."""

from __future__ import annotations

from carrel.base.show import one_line
from carrel.base.text import clean
from carrel.base.words import _
from carrel.desk.model import Macro
from carrel.desk.reading.api import Fault
from carrel.desk.reading.fields import fronted


def read(name: str, text: str, file: str = "") -> tuple[Macro | None, tuple[Fault, ...]]:
    """The macro of this name, None where something in it keeps it from being used, and all that is wrong."""
    fields, body, first = fronted(file or f"{name}.md", clean(text), 'title = "…"')
    if not first or not fields.is_sound():
        return None, tuple(fields.faults)
    fields.known(("title",))
    title = one_line(fields.words("title", needed='title = "Return label"'))
    if not body.strip():
        fields.faults.append(Fault(fields.file, first, _("This macro is empty."), _("Write its text below the title.")))
    return (Macro(name, title, body.strip()) if fields.is_sound() else None), tuple(fields.faults)
