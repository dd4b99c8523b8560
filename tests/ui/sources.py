"""A library on a desk: documents, a reply, and what stands behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from carrel.conversations import tables as conversations
from carrel.flows.kit import Kit
from carrel.library import tables
from carrel.library.evidence import tables as standing
from carrel.library.evidence.model import Citation, Considered, Evidence
from carrel.library.model import Document, Form, Kind, Part

LEAF = (
    Part(0, "p. 1", "Plants", "# Plants\n\nPlants are *everywhere*."),
    Part(
        1, "p. 2", "Plants › Leaves", "## Leaves\n\nA leaf is a **small factory** that runs\non light. It makes sugar."
    ),
    Part(2, "p. 3", "Plants › Roots", "## Roots\n\nRoots drink water.\n\n- hairs\n- tips"),
)
QUOTE = "A leaf is a **small factory** that runs\non light."


def put(
    kit: Kit, parts: Sequence[Part], title: str = "Plants for beginners", form: Form = "markdown", kind: Kind = "epub"
) -> Document:
    """A document in the library, with these parts."""
    made = kit.stamp.new_id()
    document = Document(made, kit.stamp.now(), title, kind, f"{title}.{kind}", made, form, state="ready")
    with kit.store.writing() as db:
        tables.create(db, document)
        for part in parts:
            tables.add_part(db, made, part)
    return replace(document, read=len(parts))


def cited(document: Document, part: Part, quote: str, n: int = 1) -> Citation:
    """A citation of this sentence."""
    first = part.text.index(quote)
    return Citation(
        n, document.id, document.title, part.label, part.place, first, first + len(quote), quote, "model", 0.9
    )


def considered(document: Document, part: Part, *, sent: bool = True) -> Considered:
    """A passage that a search brought."""
    return Considered(
        document.id,
        document.title,
        part.label,
        part.heading,
        part.place,
        0,
        len(part.text),
        part.text,
        0.0325,
        1,
        2,
        sent,
    )


def stand(kit: Kit, evidence: Evidence) -> None:
    """Keep what stands behind a reply."""
    with kit.store.writing() as db:
        standing.keep(db, evidence)


def last_reply(kit: Kit, conversation: str) -> str:
    """The id of the last message of a chat."""
    with kit.store.reading() as db:
        return conversations.thread(db, conversation)[-1].id


def from_sources(reply: str, document: Document, parts: Sequence[Part] = LEAF) -> Evidence:
    """A reply with two sources and one sentence that nothing was found for."""
    return Evidence(
        reply,
        "from_sources",
        "open",
        "how does a leaf work",
        3,
        12,
        by_meaning=True,
        doubts=((0, 5),),
        considered=tuple(considered(document, part, sent=part.place < 2) for part in parts),
        citations=(cited(document, parts[1], QUOTE), cited(document, parts[2], "Roots drink water.", 2)),
    )
