"""Questions over documents of ours, and how often the passage that answers one is among the first five.

The documents are those beside this file and the lessons of Foundations. A question names the document and some words
of a sentence in it; a passage that holds them counts as found, one of another document never. `kind` is "plain"; or
"distractor", whose words stand in other documents, too; or "paraphrase", which shares few words with that sentence; or
"other words", which shares none that matter. The last kind is beyond any search by words, and is reported apart.
Nothing was tuned on the questions that are held out, every third one.

``python -m tests.library.retrieval.asking [MODEL.gguf]`` prints what is found and what is missed, by words, and with
meanings where a model is named or packaging/make_embedding.py has made one.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from carrel.base.files import resource
from carrel.base.stamp import Stamp, SystemStamp
from carrel.base.work import Cancel
from carrel.engine.local import LocalEngine, LocalModel
from carrel.engine.states import StateCache
from carrel.library import tables
from carrel.library.meaning import tables as meanings
from carrel.library.meaning.fusing import fuse
from carrel.library.meaning.vectors import Vectors
from carrel.library.model import Document, Found, Part, Passage, Scope
from carrel.library.search import find, learn
from carrel.store.db import Store

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[2] / "packaging"))

import make_embedding  # noqa: E402 - the recipes stand beside the product

BEYOND_WORDS = "other words"
FIRST = 5
RANKED = 60


@dataclass(frozen=True)
class Question:
    """One line of questions.jsonl, and whether it is held out."""

    question: str
    document: str
    quote: str
    kind: str
    held_out: bool


Search = Callable[[str], Sequence[Found]]
Embed = Callable[[Sequence[str]], list[list[float]]]


def documents() -> dict[str, tuple[str, str]]:
    """The title and the text of each document that is asked about, by the name of its file.

    Other lessons are left out: they may answer a question as well, and would count as misses.
    """
    lessons = Path(str(resource("packs/foundations/topics")))
    asked = {one.document for one in questions()}
    paths = [*(HERE / "documents").glob("*.md"), *(one for one in lessons.glob("*.md") if one.name in asked)]
    return {path.name: _read(path) for path in sorted(paths)}


def questions() -> list[Question]:
    """All of them."""
    lines = (HERE / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return [Question(**json.loads(line), held_out=place % 3 == 2) for place, line in enumerate(lines)]


def fill(store: Store, stamp: Stamp) -> None:
    """Bring all documents in."""
    with store.writing() as db:
        for name, (title, text) in documents().items():
            document = Document(stamp.new_id(), stamp.now(), title, "markdown", name, name, state="ready")
            tables.create(db, document)
            part = Part(0, "", "", text)
            learn(db, document.id, tables.add_part(db, document.id, part), part)


def by_words(store: Store) -> Search:
    """The search by words alone."""

    def search(query: str) -> Sequence[Found]:
        with store.reading() as db:
            return find(db, query, limit=RANKED)

    return search


def with_meanings(store: Store, embed: Embed) -> Search:
    """Both searches, fused, with vectors made by `embed`."""
    with store.writing() as db:
        missing = meanings.without_vector(db, "model", 100_000)
        vectors = embed([_whole(one) for one in missing])
        meanings.keep(db, "model", [(one.number, vector) for one, vector in zip(missing, vectors, strict=True)])
    words, known = by_words(store), Vectors()

    def search(query: str) -> Sequence[Found]:
        (vector,) = embed([query])
        with store.reading() as db:
            return fuse(words(query), known.nearest(db, "model", vector, Scope(), RANKED))

    return search


def found(store: Store, search: Search, asked: Iterable[Question]) -> dict[Question, bool]:
    """For each question whether one of the first five passages holds the quote."""
    with store.reading() as db:
        names = {one.id: one.name for one in tables.documents(db)}
    return {
        one: any(
            names[hit.passage.document] == one.document and _holds(hit, one) for hit in search(one.question)[:FIRST]
        )
        for one in asked
    }


def recall(hits: dict[Question, bool], *, held_out: bool | None = None, beyond: bool = False) -> float:
    """The share that was found, of all of them, or of those that are held out or not; beyond: of "other words"."""
    wanted = (one for one in hits if (one.kind == BEYOND_WORDS) is beyond)
    some = [hits[one] for one in wanted if held_out is None or one.held_out is held_out]
    return sum(some) / len(some)


def _whole(passage: Passage) -> str:
    return f"{passage.title}\n{passage.heading}\n{passage.text}"


def _holds(hit: Found, question: Question) -> bool:
    return question.quote in " ".join(hit.passage.text.split())


def _read(path: Path) -> tuple[str, str]:
    """Title and text of a page with a heading, or of a lesson, whose title stands above its text."""
    text = path.read_text(encoding="utf-8")
    if text.startswith("+++"):
        head, text = text[3:].split("+++", 1)
        return head.split('title = "')[1].split('"')[0], text.strip()
    return text.split("\n", 1)[0].removeprefix("# "), text


def _told(name: str, hits: dict[Question, bool]) -> None:
    tuned, held, beyond = recall(hits, held_out=False), recall(hits, held_out=True), recall(hits, beyond=True)
    print(f"{name}: recall@{FIRST} {recall(hits):.3f} (tuned on {tuned:.3f}, held out {held:.3f}); beyond {beyond:.3f}")
    for one in (one for one, hit in hits.items() if not hit):
        print(f"    {'held out' if one.held_out else one.kind}: {one.question}  [{one.document}]")


@contextmanager
def embedding(model: Path, scratch: Path) -> Iterator[Embed]:
    """Makes vectors with this model, as long as the block runs."""
    loaded = LocalModel("embedding", model, "embedding", 512, threads=2, embeddings=True)
    engine = LocalEngine(loaded, StateCache(scratch / "states", "embedding"))
    try:
        yield lambda texts: engine.embed(texts, Cancel())
    finally:
        engine.close()


def made() -> list[str]:
    """The model that packaging/make_embedding.py has made on this computer, if it has."""
    path = make_embedding.kept(os.environ)
    return [str(path)] if path.is_file() else []


def main(arguments: Sequence[str]) -> None:
    """Print what is found by words, and with the model that was named."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder) / "carrel.db", SystemStamp()) as store:
        fill(store, SystemStamp())
        asked = [one for one in questions() if one.document in documents()]
        with store.reading() as db:
            passages = meanings.indexed(db, "")[1]
        print(f"{len(asked)} questions over {len(documents())} documents of {passages} passages")
        _told("By words", found(store, by_words(store), asked))
        for model in arguments or made():
            with embedding(Path(model), Path(folder)) as embed:
                _told("With meanings", found(store, with_meanings(store, embed), asked))


if __name__ == "__main__":
    main(sys.argv[1:])
