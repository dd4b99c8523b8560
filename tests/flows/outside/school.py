"""A library with all lessons and a few documents of a school, and engines that answer from it honestly or not."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from carrel.base.files import resource
from carrel.base.modes import Mode
from carrel.base.sentences import sentences
from carrel.base.work import Cancel, Delta, Progress
from carrel.engine.api import Answer, ChatRequest
from carrel.engine.scripted import ScriptedEngine
from carrel.flows import pack_shelf, read_in, teach
from carrel.flows.grow import Replied
from carrel.flows.kit import Kit
from carrel.flows.prepare import Beginning
from carrel.library import tables
from carrel.library.evidence.model import Evidence

HERE = Path(__file__).parent

PAPERS = {
    "School rules": (
        "The school gate opens at half past seven. Bicycles stand behind the gym. Whoever is late reports to the "
        "office. Telephones stay in the bag during lessons. The library lends three books at a time for two weeks."
    ),
    "Trip to the lake": (
        "On Tuesday our class goes to the lake. The bus leaves at eight from the main gate. Each pupil brings water, a "
        "sandwich and a raincoat. Mrs Okoro and Mr Lind come with us. The trip costs four euros. We are back at five."
    ),
    "Print of a letter": (
        "The observa-\ntory on the hill was fin-\nished by the town in 1911. Its tele-\nscope has a mirror of forty "
        "centi-\nmetres. On clear Fri-\ndays anybody may look through it without pay-\ning. The keeper, Ines Prado, "
        "shows the rings of Sat-\nurn to the chil-\ndren first.\n\nThe "
        "road to the observatory is closed when there is snow."
    ),
    "Notes": "# Plants in the yard\n\n- The **oak** was planted in 1962.\n- The *rose* needs `water` on dry days.\n",
}


REFUSED = 0.97
"""The least share of outside questions that is refused: 160 of 161 of the development half and 95 of 97 of the held-out
half were when this was written. The newest 40 questions were written without a look at what Carrel says to them."""


@dataclass(frozen=True)
class Asked:
    """A question that the library cannot answer, the one before it (empty: none), and its half."""

    text: str
    before: str
    half: str


@dataclass(frozen=True)
class Inside:
    """A question that a lesson answers: its title, and words of a sentence that does.

    own: it is asked in words of a learner's own, and not in those of the lesson.
    """

    text: str
    document: str
    says: str
    half: str
    own: bool = False


def rows(name: str) -> Iterator[dict[str, Any]]:
    """The lines of a file beside this one."""
    for line in (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def outside() -> Iterator[Asked]:
    """All questions from outside, each follow-up as one of its own."""
    for row in rows("outside"):
        yield Asked(row["ask"], row.get("after", ""), row["half"])
        if "then" in row:
            yield Asked(row["then"], row["ask"], row["half"])


def inside() -> list[Inside]:
    """All questions that the lessons answer."""
    return [
        Inside(row["ask"], row["document"], row["says"], row["half"], row.get("own", False)) for row in rows("inside")
    ]


def open_school(kit: Kit) -> None:
    """Install the lessons and bring the papers in."""
    list(pack_shelf.install(kit, resource("packs/foundations"), Cancel()))
    for title, text in PAPERS.items():
        name = f"{title}.md" if text.startswith("#") else f"{title}.txt"
        document = read_in.take_text(kit, name, text)
        with kit.store.writing() as db:
            tables.list_openly(db, document.id)


Says = Callable[[list[str]], str]


@dataclass
class Speaking:
    """An engine that makes its reply from the sentences of the passages it is given; it remembers how often it was."""

    says: Says
    scripted: ScriptedEngine = field(default_factory=ScriptedEngine)

    def __post_init__(self) -> None:
        chat = self.scripted.chat

        def speak(request: ChatRequest, cancel: Cancel) -> Iterator[Progress | Delta | Answer]:
            self.scripted.replies.append(self.says(given(request.turns[-1].text)))
            yield from chat(request, cancel)

        self.scripted.chat = speak  # type: ignore[method-assign]


def given(turn: str) -> list[str]:
    """The sentences of the passages in the last turn of a prompt."""
    passages = re.findall(r"(?m)^\[\d+\] (.*)$", turn)
    return [text[slice(*span)] for text in passages for span in sentences(text)]


def plausible(_sentences: list[str]) -> str:
    """What could be true, and is not from here."""
    return "It was first described by a scholar in London in 1850, and most people agree about that today."


def inventing(_sentences: list[str]) -> str:
    """Quotes that nobody wrote, with numbers."""
    return '"It was first described by a scholar in London in 1850." [1] "There are 206 of them in all." [2]'


def unrelated(sentences: list[str]) -> str:
    """Some true sentences of the passages, whatever was asked."""
    chosen = (sentences[0], sentences[len(sentences) // 2], sentences[-1]) if sentences else ()
    return " ".join(f'"{one}" [1]' for one in chosen)


def everything(sentences: list[str]) -> str:
    """All that stands in the passages, as quotes."""
    return " ".join(f'"{one}" [2]' for one in sentences)


def damaged(sentences: list[str]) -> str:
    """Quotes with other numbers, missing words, other signs and line ends, and claims in nearly the same words."""
    changes: tuple[Callable[[str], str], ...] = (
        lambda one: re.sub(r"\d+", lambda found: str(int(found[0]) + 1), one),
        lambda one: one.replace(" is ", " is not ", 1),
        lambda one: " ".join(one.split()[:-2]),
        lambda one: one.replace("**", "").replace("*", "").upper(),
        lambda one: " … ".join((one[: len(one) // 3], one[len(one) // 2 :])),
        lambda one: one.replace(" ", "  "),
        lambda one: " ".join(sorted(one.split())),
    )
    quotes = [f'"{changes[at % len(changes)](one)}" [{at % 7}]' for at, one in enumerate(sentences[:14])]
    return " ".join((*quotes, *(changes[at % len(changes)](one) for at, one in enumerate(sentences[14:21]))))


LIARS: dict[str, Says] = {
    "plausible": plausible,
    "inventing": inventing,
    "unrelated": unrelated,
    "everything": everything,
}


def ask(kit: Kit, text: str, mode: Mode = "sources", chat: str | None = None) -> Replied:
    """Ask once, and have the whole reply."""
    *_steps, last = teach.say(kit, chat, text, Cancel(), Beginning(mode=mode))
    assert isinstance(last, Replied)
    return last


def ask_outside(kit: Kit, one: Asked) -> Evidence:
    """Ask it, after the one before it, and have what stands behind the reply."""
    chat = ask(kit, one.before).message.conversation if one.before else None
    evidence = ask(kit, one.text, chat=chat).evidence
    assert evidence is not None
    return evidence
