"""Questions that the lessons answer, put to the whole program: its search, the model, and its check of the reply."""

import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from carrel.base.files import resource
from carrel.base.places import Places
from carrel.base.stamp import SystemStamp
from carrel.base.work import Cancel
from carrel.conversations.model import Message
from carrel.engine.scripted import ScriptedEngine
from carrel.flows import ground, pack_shelf
from carrel.flows.courses import Binding
from carrel.flows.kit import Kit
from carrel.flows.prompts import numbered, prose
from carrel.library.quoting import find
from carrel.settings.file import SettingsFile
from carrel.store.db import Store
from carrel_starter.corpus.chats import Turn
from carrel_starter.recipe import ROOT

QUESTIONS = ROOT / "tests" / "flows" / "outside" / "inside.jsonl"
"""Questions about the lessons in people's own words, each with words of a sentence that answers."""

HALF = "held-out"

Reply = Callable[[tuple[Turn, ...]], str]


class _NoEngine:
    """Gives out an engine that is never asked."""

    def engine(self, model: str | None = None) -> ScriptedEngine:
        """The engine that is never asked."""
        return ScriptedEngine()

    def close(self) -> None:
        """Nothing is open."""


@dataclass(frozen=True)
class Asked:
    """A question, and words of a sentence that answers it."""

    text: str
    says: str


def asked(count: int) -> list[Asked]:
    """The held-out questions, or so many of them evenly."""
    rows = [json.loads(line) for line in QUESTIONS.read_text(encoding="utf-8").splitlines()]
    held = [Asked(row["ask"], row["says"]) for row in rows if row["half"] == HALF]
    return held if count >= len(held) else [held[place * len(held) // count] for place in range(count)]


def measure_retrieval(reply: Reply, count: int) -> dict[str, Any]:
    """How often the passages found, the model's reply, and what the program shows of it hold the answer."""
    rows = list(answered(reply, asked(count)))
    shares = {name: round(sum(row[name] for row in rows) / len(rows), 3) for name in ("found", "by_model", "right")}
    return {"probes": len(rows), **shares}


def answered(reply: Reply, questions: list[Asked]) -> Iterator[dict[str, bool]]:
    """What became of each question, in a house with all lessons."""
    with tempfile.TemporaryDirectory() as folder:
        places = Places.find({"CARREL_HOME": str(Path(folder) / "home")}).make()
        settings, stamp = SettingsFile(places.settings / "settings.json"), SystemStamp()
        with Store.open(places.data / "carrel.db", stamp) as store:
            kit = Kit(places, stamp, store, settings, _NoEngine())
            list(pack_shelf.install(kit, resource("packs/foundations"), Cancel()))
            for one in questions:
                yield _answered(kit, reply, one)


def _answered(kit: Kit, reply: Reply, one: Asked) -> dict[str, bool]:
    thread = [Message("question", "chat", None, "user", one.text, kit.stamp.now())]
    grounds = ground.look_up(kit, thread, Binding("", mode="sources"), {}, Cancel())
    system = Turn("system", prose("tutor"))
    text = reply((system, Turn("user", f"{numbered(grounds.sent)}\n\nQuestion: {one.text}"))) if grounds.sent else ""
    judged = ground.judge("reply", text, grounds)
    return {
        "found": any(find(one.says, passage.text) is not None for passage in grounds.sent),
        "by_model": find(one.says, text) is not None,
        "right": find(one.says, judged.text) is not None,
    }
