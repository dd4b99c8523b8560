"""Reads procedures: TOML between two lines of ``+++``, then the steps as a numbered list."""

from __future__ import annotations

import re

from carrel.base.show import one_line
from carrel.base.text import clean
from carrel.base.words import _
from carrel.desk.model import Procedure
from carrel.desk.reading.api import Fault
from carrel.desk.reading.fields import fronted
from carrel.desk.reading.slots import escalations, slots

MOST_STEPS = 100
_STEP = re.compile(r" {0,3}\d{1,3}[.)][ \t]+(?=\S)")
_FIELDS = ("title", "when", "unless", "slot", "escalate")


def read(name: str, text: str, file: str = "") -> tuple[Procedure | None, tuple[Fault, ...]]:
    """The procedure of this name, None where something in it keeps it from being used, and all that is wrong.

    file: how the faults name it.
    """
    fields, body, first = fronted(file or f"{name}.md", clean(text), 'title = "…", when = ["…"]')
    if not first or not fields.is_sound():
        return None, tuple(fields.faults)
    fields.known(_FIELDS)
    steps = _steps(body)
    if not steps or len(steps) > MOST_STEPS:
        what = _("There are no steps in this procedure.") if not steps else _("This procedure has too many steps.")
        next_step = _("Write them below the fields as a numbered list, at most {count}, the first as “1. …”.")
        fields.faults.append(Fault(fields.file, first, what, next_step.format(count=MOST_STEPS)))
    found = Procedure(
        name=name,
        title=one_line(fields.words("title", needed='title = "Send something back"')),
        when=fields.phrases("when", needed='when = ["send back", "return"]'),
        steps=steps,
        slots=slots(fields, "slot", len(steps)),
        escalations=escalations(fields),
        unless=fields.phrases("unless"),
    )
    return (found if fields.is_sound() else None), tuple(fields.faults)


def _steps(body: str) -> tuple[str, ...]:
    """The points of the numbered list; what stands below a point belongs to it, and what stands above the first not."""
    steps: list[list[str]] = []
    for line in body.split("\n"):
        found = _STEP.match(line)
        if found:
            steps.append([line[found.end() :]])
        elif steps:
            steps[-1].append(line)
    return tuple("\n".join(lines).strip() for lines in steps)
