"""`carrel find`: full-text search."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from dataclasses import asdict

from carrel.base.words import _
from carrel.conversations.model import MARK_BEGIN, MARK_END
from carrel.flows import browse
from carrel.wiring import open_house


def find(arguments: Namespace) -> None:
    """Print what was found, best first."""
    house = open_house(os.environ)
    try:
        hits = browse.search(house.kit, arguments.text, arguments.limit)
    finally:
        house.close()
    bold, plain = ("\x1b[1m", "\x1b[0m") if sys.stdout.isatty() else ("", "")
    for hit in hits:
        if arguments.json:
            snippet = hit.snippet.replace(MARK_BEGIN, "").replace(MARK_END, "")
            print(json.dumps({**asdict(hit), "snippet": snippet}, ensure_ascii=False))
            continue
        snippet = " ".join(hit.snippet.replace(MARK_BEGIN, bold).replace(MARK_END, plain).split())
        print(f"{hit.title or _('Untitled')}  ({hit.locator})\n    {snippet}")
    if not hits and not arguments.json:
        print(_("Nothing was found. Try fewer words, or the beginning of one."), file=sys.stderr)
