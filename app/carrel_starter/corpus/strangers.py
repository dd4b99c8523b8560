"""Documents that the author of the generator did not write, with questions: only measured with, never learned from."""

import json
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from carrel.library.model import Passage
from carrel.library.quoting import find, one_line
from carrel_starter.corpus.lessons import document
from carrel_starter.corpus.words import table
from carrel_starter.recipe import ROOT

RETRIEVAL = ROOT / "tests" / "library" / "retrieval"
"""Documents and questions that the program's search is measured with."""

_DEVELOPMENT_EVERY = 5


@dataclass(frozen=True)
class StrangersQuestion:
    """A question, the passage that holds the words that answer (want; empty where nothing does), and other passages.

    half: "held", or "development" for the documents whose errors may be looked at.
    """

    question: str
    want: str
    holding: Passage
    others: tuple[Passage, ...]
    half: str


def half_of(name: str) -> str:
    """The half of a document, by its name alone."""
    return "development" if sha256(name.encode()).digest()[0] % _DEVELOPMENT_EVERY == 0 else "held"


@cache
def strangers() -> tuple[StrangersQuestion, ...]:
    """All questions about documents of strangers."""
    return (*_classics(), *_searched())


def _classics() -> tuple[StrangersQuestion, ...]:
    texts = table("strangers")["text"]
    passages = {row["title"]: document(row["title"], row["text"]) for row in texts}
    found = []
    for place, row in enumerate(texts):
        own = passages[row["title"]]
        after = passages[texts[(place + 1) % len(texts)]["title"]]
        for question, want in [*row["asks"], *((ask, "") for ask in row["absent"])]:
            holding = next((one for one in own if want in one.text), own[0])
            others = tuple(one for one in (*own, *after) if one is not holding)
            found.append(StrangersQuestion(question, want, holding, others, half_of(row["title"])))
    return tuple(found)


def _searched() -> tuple[StrangersQuestion, ...]:
    rows = map(json.loads, (RETRIEVAL / "questions.jsonl").read_text(encoding="utf-8").splitlines())
    found = []
    for row in rows:
        place = RETRIEVAL / "documents" / row["document"]
        if not place.exists():
            continue  # a question about one of our own lessons
        passages = sections(place.read_text(encoding="utf-8"))
        holding = next((one for one in passages if find(row["quote"], one_line(one.text)) is not None), None)
        if holding is not None:
            others = tuple(one for one in passages if one is not holding)
            found.append(StrangersQuestion(row["question"], row["quote"], holding, others, half_of(place.name)))
    return tuple(found)


@cache
def sections(text: str) -> tuple[Passage, ...]:
    """The passages of a Markdown document with a title, each under its heading."""
    title, heading = "", ""
    passages: list[Passage] = []
    held: list[str] = []
    for line in [*text.split("\n"), "## "]:
        if line.startswith("#"):
            passages += document(title, "\n".join(held).strip(), heading) if "".join(held).strip() else ()
            words = line.lstrip("# ").strip()
            title, heading, held = (words, "", []) if line.startswith("# ") else (title, words, [])
        else:
            held.append(line)
    return tuple(passages)
