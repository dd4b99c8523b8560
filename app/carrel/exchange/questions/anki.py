"""Anki: packages of cards out and in, and its text files in; written by hand, for a library would bring four others."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from carrel.assessment.fields import ItemRefused
from carrel.assessment.model import Item
from carrel.base.stamp import derived_id
from carrel.base.words import _
from carrel.exchange.questions import anki_collection, anki_package, anki_text
from carrel.exchange.questions.anki_items import Foreign, Unfit, item
from carrel.exchange.questions.anki_losses import lost
from carrel.exchange.questions.anki_markdown import plain
from carrel.exchange.questions.anki_notes import BASIC, CLOZE, FIELDS, Note, note
from carrel.exchange.questions.api import Bad, Found, Losses, QuestionFormat, Questions, Written

_BASIC_TYPE, _CLOZE_TYPE = 1_716_000_000_001, 1_716_000_000_002
"""What Anki knows our two types of notes by; they never change, so that notes that come again find their type."""
_FIRST_NOTE = 1_000_000_000_000
_FIRST_DECK = 1_000_000_000_000

_HINTS = "{{#Hints}}<div class=hints>{{hint:Hints}}</div>{{/Hints}}"
_SOURCE = "{{#Source}}<div class=source>{{Source}}</div>{{/Source}}"
_ASKS = "{{#Front}}<div>{{Front}}</div>{{/Front}}{{cloze:Text}}"
_FACES = {
    _BASIC_TYPE: ("{{Front}}" + _HINTS, "{{Front}}<hr id=answer>{{Back}}" + _SOURCE),
    _CLOZE_TYPE: (_ASKS + _HINTS, _ASKS + "{{#Back}}<hr>{{Back}}{{/Back}}" + _SOURCE),
}
_STYLE = (
    ".card { font-family: sans-serif; font-size: 20px; text-align: start; }\n"
    ".source { font-size: 14px; opacity: 0.7; margin-top: 1em; }\n"
    ".cloze { font-weight: bold; }\n"
)


def write(questions: Questions) -> Written:
    """A package with a note for each item.

    A note that Anki has already is brought up to date where it is written later than what Anki knows.
    """
    notes: list[Note] = []
    losses = Losses()
    for one in questions.items:
        made = note(one)
        losses.update(lost(one, made))
        if made is not None:
            notes.append(made)
    return Written(anki_package.packed(_collection(questions.title, notes, questions.written)), len(notes), losses)


def read(content: bytes, _name: str) -> Found:
    """The notes of a package as items that a person has still to look at; raises QuestionsRefused."""
    return _found(*anki_package.notes(content))


def read_text(content: bytes, _name: str) -> Found:
    """The notes of a text file as items that a person has still to look at; raises QuestionsRefused."""
    return _found(*anki_text.notes(content))


def _found(title: str, notes: Iterator[Foreign]) -> Found:
    items: list[Item] = []
    bad: list[Bad] = []
    losses = Losses()
    for foreign in notes:
        try:
            made, left = item(foreign)
        except Unfit as unfit:
            bad.append(Bad(foreign.where, str(unfit)))
        except ItemRefused as refused:
            bad.append(Bad(foreign.where, refused.what))
        else:
            items.append(made)
            losses.update(left)
    return Found(title, tuple(items), tuple(bad), losses)


def _collection(title: str, notes: Sequence[Note], modified: int) -> bytes:
    deck = _FIRST_DECK + int(derived_id("anki deck", title)[:10], 16)
    start = _FIRST_NOTE + int(derived_id("anki notes", title)[:10], 16)
    note_rows: list[tuple[object, ...]] = []
    card_rows: list[tuple[object, ...]] = []
    for at, one in enumerate(notes):
        note_rows.append(_note_row(one, start + at, modified))
        for card in range(one.gaps or 1):
            id = start + len(card_rows)
            times = (0, 0, at + 1, 0, 0, 0, 0, 0, 0, 0, 0)
            card_rows.append((id, start + at, deck, card, modified, -1, *times, ""))
    return anki_collection.written(_col_row(title, deck, modified), note_rows, card_rows)


def _note_row(one: Note, id: int, modified: int) -> tuple[object, ...]:
    kind = _CLOZE_TYPE if one.gaps else _BASIC_TYPE
    first = plain(one.fields[0])
    checksum = int(hashlib.sha1(first.encode(), usedforsecurity=False).hexdigest()[:8], 16)
    tags = f" {' '.join(one.tags)} " if one.tags else ""
    return id, one.guid, kind, modified, -1, tags, "\x1f".join(one.fields), first, checksum, 0, ""


def _col_row(title: str, deck: int, modified: int) -> tuple[object, ...]:
    decks = {"1": _deck(1, "Default", modified), str(deck): _deck(deck, title.strip() or "Carrel", modified)}
    types = {
        str(_BASIC_TYPE): _type(_BASIC_TYPE, BASIC, modified),
        str(_CLOZE_TYPE): _type(_CLOZE_TYPE, CLOZE, modified),
    }
    said = [json.dumps(thing, ensure_ascii=False) for thing in ({}, types, decks, {"1": _OPTIONS})]
    return 1, 0, modified * 1000, 0, 11, 0, 0, 0, *said, "{}"


def _deck(id: int, name: str, modified: int) -> dict[str, Any]:
    today = dict.fromkeys(("newToday", "revToday", "lrnToday", "timeToday"), (0, 0))
    rest = {"desc": "", "dyn": 0, "conf": 1, "collapsed": False, "browserCollapsed": False}
    return {"id": id, "name": name, "mod": modified, "usn": -1, **today, **rest, "extendNew": 0, "extendRev": 0}


_OPTIONS: Mapping[str, Any] = {
    "id": 1,
    "name": "Default",
    "mod": 0,
    "usn": 0,
    "maxTaken": 60,
    "autoplay": True,
    "timer": 0,
    "replayq": True,
    "dyn": False,
    "new": {"delays": [1, 10], "ints": [1, 4, 7], "initialFactor": 2500, "order": 1, "perDay": 20, "bury": False},
    "rev": {"perDay": 200, "ease4": 1.3, "ivlFct": 1, "maxIvl": 36500, "bury": False, "hardFactor": 1.2},
    "lapse": {"delays": [10], "mult": 0, "minInt": 1, "leechFails": 8, "leechAction": 1},
}
"""How often Anki shows cards, as it comes; whoever imports the package keeps their own."""


def _type(id: int, name: str, modified: int) -> dict[str, Any]:
    front, back = _FACES[id]
    card = {"name": name, "ord": 0, "qfmt": front, "afmt": back, "bqfmt": "", "bafmt": "", "did": None}
    looks = {"sticky": False, "rtl": False, "font": "Arial", "size": 20}
    return {
        "id": id,
        "name": name,
        "type": int(id == _CLOZE_TYPE),
        "mod": modified,
        "usn": -1,
        "sortf": 0,
        "did": None,
        "tmpls": [card],
        "flds": [{"name": one, "ord": at, **looks} for at, one in enumerate(FIELDS[name])],
        "css": _STYLE,
        "latexPre": "\\documentclass{article}\n\\begin{document}\n",
        "latexPost": "\\end{document}",
        "req": [[0, "any", [0]]],
    }


FORMAT = QuestionFormat("anki", lambda: _("Anki (package)"), ".apkg", write, anki_package.recognises, read)
TEXT = QuestionFormat("anki-text", lambda: _("Anki (text)"), ".txt", None, anki_text.recognises, read_text)
