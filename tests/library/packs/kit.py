"""A small course pack with nothing wrong, and what a check says after something in it was changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from carrel.library.packs.files import belonging
from carrel.library.packs.findings import Finding
from carrel.library.packs.reading import read_pack
from carrel.library.packs.rules import broken_rules

TOPIC = "topics/sums.adding.md"
ITEMS = "items/sums.adding.jsonl"
COURSE = "course.toml"
PICTURE = "images/line.svg"

_COURSE = """\
format = 1
id = "small-sums"
version = "1.0"
title = "Small sums"
language = "en"
licence = "CC-BY-4.0"
authors = ["The Carrel authors"]
about = "How to add small numbers."

[[skills]]
id = "sums.counting"
name = "Count forwards"

[[skills]]
id = "sums.adding"
name = "Add two small numbers"
requires = ["sums.counting"]
"""

_TOPIC = """\
+++
title = "Adding"
subject = "Sums"
skills = ["sums.adding", "sums.counting"]
minutes = 10
+++
## In simple words

You have two heaps. You push them into one. Now you count. That is a sum.

![A line with the numbers from 0 to 9](../images/line.svg)

## The idea

Adding joins two amounts into one total. The order of the two amounts does not matter, so you may begin with the larger.
See also [the same lesson](sums.adding.md).

## Going further

Addition is commutative and associative: consequently, regrouping several summands never influences the resulting total,
which explains why mathematicians habitually rearrange complicated calculations, for example $2 + 5 = 7$.

## Key terms

- **sum**: what you get when you add.
- **summand**: a number that is added
  to another one.

## Worked examples

### Adding 4 and 11

We want the sum of 4 and 11.

1. Begin with 11, because it is larger.
2. Count on 4 times, because 4 are added.

**Answer:** 15

## Misconceptions

### Counting the first number again

People begin to count at the number they stand on. Begin with the next one.

### Adding makes everything longer

People put the digits side by side. Adding joins amounts, not digits.
"""

_HINTS = ["Say in your own words what is asked.", "Think of two heaps that become one.", "Begin with the larger one."]

_STEPS = ["take both heaps", "push them together", "count them"]


def _item(number: int, kind: str, prompt: str, **own: Any) -> dict[str, Any]:
    return {
        "v": 1,
        "id": f"sums.adding.{number:02}",
        "kind": kind,
        "prompt": prompt,
        "skills": ["sums.adding"],
        "hints": list(_HINTS),
        "solution": "Push the heaps together, and count.",
        "source": {"document": "sums.adding", "quote": "Adding joins two amounts into one total."},
        **own,
    }


def good_items() -> list[dict[str, Any]]:
    """One item of each kind."""
    wrong = {"text": "86", "right": False, "misconception": "adding-makes-everything-longer"}
    other = {"text": "13", "right": False, "feedback": "Begin with the next number."}
    points = [{"id": "join", "says": "amounts are joined", "any_of": ["joins"], "must": True}]
    return [
        _item(1, "choice", "How much is 8 and 6?", choices=[{"text": "14", "right": True}, wrong, other]),
        _item(2, "true_false", "The order of the two amounts matters.", answers=["false"]),
        _item(3, "numeric", "How many metres are 25 m and 34 m?", answers=["59"], unit="m", check="25 + 34"),
        _item(4, "expression", "Add a and a.", answers=["2*a"], check={"same_as": "a + a"}),
        _item(5, "text", "What do you get when you add?", answers=["sum", "total"], reject=["difference"]),
        _item(6, "cloze", "Fill the gap.", text="A number that is added is a {{summand|addend}}."),
        _item(7, "match", "Which belong together?", pairs=[["1 and 1", "two"], ["2 and 2", "four"]]),
        _item(8, "order", "Put the steps in order.", sequence=_STEPS, skills=["sums.adding", "sums.counting"]),
        _item(9, "open", "What does adding do?", points=points, model_answer="It joins two amounts into one."),
    ]


def good() -> dict[str, bytes]:
    """The files of the pack by their names."""
    items = "".join(f"{json.dumps(item, ensure_ascii=False)}\n" for item in good_items())
    texts = {COURSE: _COURSE, TOPIC: _TOPIC, ITEMS: items, PICTURE: '<svg xmlns="http://www.w3.org/2000/svg"/>'}
    return {name: text.encode() for name, text in texts.items()}


Change = Callable[[dict[str, bytes]], None]
"""What is done to the files of the good pack."""


def swap(file: str, old: str, new: str) -> Change:
    """Write something else in a file, where it stands first."""

    def change(files: dict[str, bytes]) -> None:
        text = files[file].decode()
        assert old in text, f"{old!r} is not in {file}"
        files[file] = text.replace(old, new, 1).encode()

    return change


def put(file: str, content: bytes) -> Change:
    """Put a file into the pack."""

    def change(files: dict[str, bytes]) -> None:
        files[file] = content

    return change


def drop(file: str) -> Change:
    """Take a file out of the pack."""

    def change(files: dict[str, bytes]) -> None:
        del files[file]

    return change


def item(number: int, **new: Any) -> Change:
    """Give fields of the item with this number other values; None takes a field out."""

    def change(files: dict[str, bytes]) -> None:
        lines = files[ITEMS].decode().splitlines()
        raw = {**json.loads(lines[number - 1]), **new}
        lines[number - 1] = json.dumps({name: value for name, value in raw.items() if value is not None})
        files[ITEMS] = "\n".join(lines).encode()

    return change


def hint(number: int, text: str) -> Change:
    """Give the item with this number another second hint."""
    return item(number, hints=[_HINTS[0], text, _HINTS[2]])


def all_of(*changes: Change) -> Change:
    """Several changes, one after the other."""

    def change(files: dict[str, bytes]) -> None:
        for one in changes:
            one(files)

    return change


def changed(*changes: Change) -> dict[str, bytes]:
    """The files of the good pack after these changes."""
    files = good()
    all_of(*changes)(files)
    return files


def said_of(files: dict[str, bytes]) -> list[Finding]:
    """What reading and the rules find in these files."""
    found: list[Finding] = []
    pack = read_pack(belonging(files, found), found)
    return [*found, *broken_rules(pack)]


def written(files: dict[str, bytes], folder: Path) -> Path:
    """The folder, with these files in it."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder
