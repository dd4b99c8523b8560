"""What a draft is made from, and what it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from carrel.base.work import Timing
from carrel.behaviours.model import Behaviour
from carrel.desk.model import Desk, Procedure, Product, Slot, Thread
from carrel.examples.model import Correction
from carrel.library.asking import Question
from carrel.library.evidence.model import Citation
from carrel.library.model import Passage

DraftKind = Literal["reply", "question", "escalate"]


@dataclass(frozen=True)
class Case:
    """What there is to make a draft from.

    products: the desk's catalogue. documents: the ids of the library's documents that are its knowledge base; with none
    nothing is looked for. behaviour: in which manner its drafts are written; None for no manner of its own. lacks: the
    name of a behaviour that the desk names and that is not here. examples: what the desk answered when something like
    it was asked, the nearest first; a model is shown them, and nothing is founded on them.
    """

    desk: Desk
    thread: Thread
    products: tuple[Product, ...] = ()
    documents: tuple[str, ...] = ()
    behaviour: Behaviour | None = None
    lacks: str = ""
    examples: tuple[Correction, ...] = ()


@dataclass(frozen=True)
class Found:
    """A question of the customer, and what answers it. found: the sentences, best first; empty where nothing does.

    topic: the same question as the library reads it. says: how many of them a reply says, at least.
    """

    asked: str
    topic: Question
    found: tuple[Citation, ...] = ()
    says: int = 1


@dataclass(frozen=True)
class Searched:
    """What was looked for. hits: passages that came; documents: how many were looked through."""

    query: str = ""
    hits: int = 0
    documents: int = 0


@dataclass(frozen=True)
class Decision:
    """What a draft is to be, before any model has a word in it.

    because: why, a whole sentence. questions: those of the customer, each with what answers it. slot: what to ask for;
    slots: what the thread says of the procedure's, by name. sent: the passages a model may answer from, numbered from 1
    in this order. products: those the case is about.
    """

    kind: DraftKind
    because: str = ""
    questions: tuple[Found, ...] = ()
    procedure: Procedure | None = None
    step: int = 0
    slot: Slot | None = None
    slots: Mapping[str, str] = field(default_factory=dict)
    products: tuple[Product, ...] = ()
    sent: tuple[Passage, ...] = ()
    searched: Searched = Searched()


@dataclass(frozen=True)
class Cut:
    """A sentence that a model wrote and that may not stand in a draft, and why, a whole sentence."""

    text: str
    why: str


@dataclass(frozen=True)
class Draft:
    """A draft, which a person reads, changes and sends, or not.

    text: what may be sent; for an escalation, what a colleague should know. citations: numbered as in the text. cut:
    what the model wrote besides. model, where: who worded it and where that ran; both empty where code did. examples:
    how many a model was shown for it. dropped: in words, what of the manner and the examples a model was not shown.
    """

    decision: Decision
    text: str
    citations: tuple[Citation, ...] = ()
    cut: tuple[Cut, ...] = ()
    model: str = ""
    where: str = ""
    timing: Timing = field(default_factory=Timing)
    examples: int = 0
    dropped: tuple[str, ...] = ()

    @property
    def kind(self) -> DraftKind:
        """What it is."""
        return self.decision.kind
