"""`carrel find`: full-text search."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from dataclasses import asdict

from carrel.base.matching import MARK_BEGIN, MARK_END
from carrel.base.show import inside, one_line
from carrel.base.words import _
from carrel.base.work import Cancel
from carrel.flows import courses
from carrel.flows.look_up import look_up
from carrel.wiring import open_house


def find(arguments: Namespace) -> None:
    """Print what was found, best first; raises CourseMissing."""
    house = open_house(os.environ)
    try:
        course = courses.named(house.kit, arguments.course).id if arguments.course is not None else None
        hits = look_up(house.kit, arguments.text, arguments.where, arguments.limit, course, Cancel())
    finally:
        house.close()
    for hit in hits:
        if arguments.json:
            snippet = hit.snippet.replace(MARK_BEGIN, "").replace(MARK_END, "")
            print(json.dumps({**asdict(hit), "snippet": snippet}, ensure_ascii=False))
            continue
        place = f"  ({one_line(hit.locator)})" if hit.locator else ""
        print(f"{one_line(hit.title) or _('Untitled')}{place}\n    {_shown(hit.snippet)}")
    if not hits and not arguments.json:
        print(_("Nothing was found. Try fewer words, or the beginning of one."), file=sys.stderr)


def _shown(snippet: str) -> str:
    """The snippet on one line, what was found in bold; whatever else would speak to the terminal is left out."""
    bold, plain = ("\x1b[1m", "\x1b[0m") if sys.stdout.isatty() else ("", "")
    before, *rest = snippet.split(MARK_BEGIN)
    pieces = [inside(before)]
    for one in rest:
        found, _end, after = one.partition(MARK_END)
        pieces.append(f"{bold}{inside(found)}{plain}{inside(after)}")
    return "".join(pieces).strip()
