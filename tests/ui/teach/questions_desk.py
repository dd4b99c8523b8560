"""An assignment with questions of one's own: of several kinds, one with faults, and one that is open."""

from __future__ import annotations

from typing import Any

from carrel.classroom.classes.model import Assignment
from carrel.flows.authoring import items
from carrel.flows.classes import rooms
from carrel.flows.kit import Kit

_HINTS = ["Say in your own words what is asked.", "Think of a map of Europe.", "It ends in the Black Sea."]
RIVER: dict[str, Any] = {
    "kind": "text", "prompt": "Which river flows through **Vienna**?", "answers": ["Danube", "Donau"], "hints": _HINTS,
    "solution": "Look at a map: it is the longest one there.",
}  # fmt: skip
CAPITAL: dict[str, Any] = {
    "kind": "choice", "prompt": "What is the capital of Austria?",
    "choices": [{"text": "Vienna", "right": True}, {"text": "Graz", "right": False, "feedback": "It is the second."}],
}  # fmt: skip
FORMULA: dict[str, Any] = {"kind": "expression", "prompt": "Add $a$ and $a$.", "answers": ["2*a"]}
WHY: dict[str, Any] = {
    "kind": "open", "prompt": "لماذا تتدفق الأنهار؟ Why do rivers flow?",
    "points": [{"id": "down", "says": "water runs downhill", "any_of": ["downhill", "downwards"], "must": True},
               {"id": "rain", "says": "rain fills them", "any_of": ["rain fills", "filled by rain"]}],
    "model_answer": "Water runs downhill, and rain fills rivers: rain fills them again and again.",
}  # fmt: skip
FAULTY: dict[str, Any] = {"kind": "numeric", "prompt": "How much is 4 and 4?", "answers": ["eight or so"]}
ALL = (RIVER, CAPITAL, FORMULA, WHY)


def furnish(kit: Kit, listed: tuple[dict[str, Any], ...] = ALL, *, is_set: bool = True) -> str:
    """A class with these questions in its assignment; its id."""
    room = rooms.make(kit, "7b", "Ms Adeyemi")
    if is_set:
        rooms.assign(kit, room.id, Assignment("", "", "Rivers", room.created, task="Read the map."))
        items.add(kit, room.id, "Rivers", listed)
    return room.id
