"""What the tests of Anki share: nine items, and packages put together and looked into without our own code."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from carrel.assessment.items import item_from
from carrel.exchange.questions.api import Questions

GOLDEN = Path(__file__).parent / "golden"

NINE = Questions(
    "Cells",
    tuple(
        item_from({"v": 1, **raw})
        for raw in (
            {
                "kind": "text",
                "id": "bio.1",
                "prompt": "What is the *division* of a nucleus called?",
                "answers": ["mitosis", "nuclear division"],
                "solution": "It keeps the number $2n$.",
                "hints": ["It has four phases.", "It begins with **m**."],
                "skills": ["biology.cell-division", "biology.growth"],
                "source": {
                    "document": "Cells & tissues",
                    "locator": "p. 12",
                    "quote": "Mitosis divides the nucleus.",
                },
            },
            {
                "kind": "cloze",
                "id": "bio.2",
                "prompt": "Fill in the gaps.",
                "text": "The {{mitochondrion|mitochondria}} makes {{ATP}}.",
                "solution": "Both are in every muscle.",
            },
            {
                "kind": "choice",
                "id": "bio.3",
                "prompt": "Which one has chlorophyll?",
                "choices": [
                    {"text": "a root hair", "right": False, "feedback": "It is white.", "misconception": "green roots"},
                    {"text": "a leaf", "right": True},
                ],
            },
            {"kind": "true_false", "id": "bio.4", "prompt": "Plants breathe.", "answers": ["true"]},
            {
                "kind": "numeric",
                "id": "phy.1",
                "prompt": "How strong is the pull of the Earth?",
                "answers": ["9.81"],
                "unit": "m/s^2",
                "tolerance": {"absolute": 0.05},
            },
            {
                "kind": "expression",
                "id": "mat.1",
                "prompt": "Factor it.",
                "answers": ["3*(x+2)"],
                "form": "factored",
                "unreviewed": True,
            },
            {
                "kind": "match",
                "id": "che.1",
                "prompt": "Match them.",
                "pairs": [["NaCl", "salt"], ["H2O", "water"]],
            },
            {
                "kind": "order",
                "id": "bio.5",
                "prompt": "Put them in order.",
                "sequence": ["prophase", "metaphase", "anaphase"],
            },
            {
                "kind": "open",
                "id": "bio.6",
                "prompt": "Why are leaves green?",
                "points": [{"says": "names chlorophyll"}, {"says": "says that green is reflected"}],
                "model_answer": "Chlorophyll reflects green light.",
            },
        )
    ),
)
"""An item of each kind."""

TYPES: dict[str, Any] = {
    "7": {
        "name": "Capitals",
        "type": 0,
        "flds": [{"name": name} for name in ("Country", "Capital", "Hint", "Notes", "Source")],
        "tmpls": [{"qfmt": "{{Country}} {{#Hint}}{{hint:Hint}}{{/Hint}}{{type:Capital}}", "afmt": "{{Capital}}"}],
    },
    "8": {
        "name": "Cloze",
        "type": 1,
        "flds": [{"name": "Text"}, {"name": "Back Extra"}],
        "tmpls": [{"qfmt": "{{cloze:Text}}", "afmt": "{{cloze:Text}}<br>{{Back Extra}}"}],
    },
}
DECKS = {"1": {"name": "Default"}, "2": {"name": "Geography"}}
TABLES = (
    "create table col (id integer primary key, models text, decks text)",
    "create table notes (id integer primary key, guid text, mid integer, tags text, flds text)",
    "create table cards (id integer primary key, nid integer, did integer, reps integer)",
)


def collection(*notes: Sequence[str], mid: int = 7, more: Sequence[str] = (), col: Sequence[object] = ()) -> bytes:
    """A stranger's collection with notes of these fields; more: statements that add something to it."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for statement in TABLES:
            connection.execute(statement)
        connection.execute("insert into col values (1, ?, ?)", col or (json.dumps(TYPES), json.dumps(DECKS)))
        for number, fields in enumerate(notes, 1):
            row = (number, f"guid{number}", mid, " geo::europe marked ", "\x1f".join(fields))
            connection.execute("insert into notes values (?, ?, ?, ?, ?)", row)
            connection.execute("insert into cards values (?, ?, 2, 0)", (number, number))
        for statement in more:
            connection.execute(statement)
        connection.commit()
        return connection.serialize()


def package(content: bytes, name: str = "collection.anki2") -> bytes:
    """An archive with this collection in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
        archive.writestr("media", "{}")
    return out.getvalue()


def unpacked(content: bytes) -> bytes:
    """The collection in an archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("collection.anki2")


def rows(content: bytes, question: str) -> list[tuple[Any, ...]]:
    """What a package's collection says."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(unpacked(content))
        return connection.execute(question).fetchall()
