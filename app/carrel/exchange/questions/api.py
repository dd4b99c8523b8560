"""What every format of questions speaks of: a set of items, what was found in a file, and what could not be carried."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from carrel.assessment.model import Item
from carrel.base.errors import CarrelError
from carrel.base.words import _, counted


class QuestionsRefused(CarrelError):
    """The file is not one that questions can be read from, or nothing of it can."""


class Losses(Counter[str]):
    """How many things of each kind a format could not carry; the kinds are the keys of ``KINDS_OF_LOSS``."""

    def sentences(self) -> tuple[str, ...]:
        """One sentence for each kind of which there were any, in the order of ``KINDS_OF_LOSS``."""
        return tuple(said(self[kind]) for kind, said in KINDS_OF_LOSS.items() if self[kind])


KINDS_OF_LOSS: Mapping[str, Callable[[int], str]] = {
    "items": lambda n: counted(
        "One question is of a kind that cannot be carried, and was left out.",
        "{count} questions are of kinds that cannot be carried, and were left out.",
        n,
    ),
    "skills": lambda n: counted(
        "The skills of one question were left out.", "The skills of {count} questions were left out.", n
    ),
    "hints": lambda n: counted(
        "The hints of one question were left out.", "The hints of {count} questions were left out.", n
    ),
    "solution": lambda n: counted(
        "The worked solution of one question was left out.",
        "The worked solutions of {count} questions were left out.",
        n,
    ),
    "source": lambda n: counted(
        "The source of one question was left out.", "The sources of {count} questions were left out.", n
    ),
    "answers": lambda n: counted(
        "One question keeps only its first right answer.", "{count} questions keep only their first right answer.", n
    ),
    "feedback": lambda n: counted(
        "What is said to a wrong choice was left out in one question.",
        "What is said to wrong choices was left out in {count} questions.",
        n,
    ),
    "misconceptions": lambda n: counted(
        "The misconceptions of one question were left out.",
        "The misconceptions of {count} questions were left out.",
        n,
    ),
    "tolerance": lambda n: counted(
        "How far off an answer may be is said otherwise in one question.",
        "How far off an answer may be is said otherwise in {count} questions.",
        n,
    ),
    "unit": lambda n: counted(
        "The unit of one question stands in its text only.",
        "The units of {count} questions stand in their text only.",
        n,
    ),
    "rejected": lambda n: counted(
        "Near words that one question refuses were left out.",
        "Near words that {count} questions refuse were left out.",
        n,
    ),
    "strictness": lambda n: counted(
        "Whether capitals or accents matter is lost in one question.",
        "Whether capitals or accents matter is lost in {count} questions.",
        n,
    ),
    "form": lambda n: counted(
        "The form that an answer must have was left out in one question.",
        "The form that an answer must have was left out in {count} questions.",
        n,
    ),
    "points": lambda n: counted(
        "The points of one open question became a text for whoever marks it.",
        "The points of {count} open questions became a text for whoever marks them.",
        n,
    ),
    "review": lambda n: counted(
        "That nobody has looked at one question yet is not said.",
        "That nobody has looked at {count} questions yet is not said.",
        n,
    ),
    "kind": lambda n: counted(
        "One question became one of another kind.", "{count} questions became questions of another kind.", n
    ),
    "pictures": lambda n: counted(
        "One picture or recording was left out.", "{count} pictures and recordings were left out.", n
    ),
    "cards": lambda n: counted(
        "One card that asks a note the other way round was left out.",
        "{count} cards that ask notes the other way round were left out.",
        n,
    ),
    "reviews": lambda n: counted(
        "When one question was reviewed elsewhere was left out.",
        "When {count} questions were reviewed elsewhere was left out.",
        n,
    ),
    "scores": lambda n: counted(
        "Points or penalties of one question were left out.",
        "Points or penalties of {count} questions were left out.",
        n,
    ),
    "markup": lambda n: counted(
        "The layout of one question became plain text.", "The layout of {count} questions became plain text.", n
    ),
    "titles": lambda n: counted(
        "The title of one question was left out.", "The titles of {count} questions were left out.", n
    ),
    "others": lambda n: counted(
        "One thing that Carrel does not know was left out.",
        "{count} things that Carrel does not know were left out.",
        n,
    ),
}


@dataclass(frozen=True)
class Questions:
    """A set of items under a title; language: its BCP 47 tag. written: when, in whole seconds since 1970."""

    title: str
    items: tuple[Item, ...]
    language: str = "en"
    written: int = 0


@dataclass(frozen=True)
class Written:
    """The bytes of a file, how many items stand in it, and what it could not carry."""

    content: bytes
    count: int
    lost: Losses = field(default_factory=Losses)


@dataclass(frozen=True)
class Bad:
    """A question of a file that could not be read: where it stands, such as “line 12”, and why, a whole sentence."""

    where: str
    why: str

    def sentence(self) -> str:
        """Names the question, and says what is wrong with it."""
        return _("{where}: {why}").format(where=self.where, why=self.why)


@dataclass(frozen=True)
class Found:
    """What stood in a file: the items that could be read, those that could not, and what else was left behind.

    The ids of items are empty where the file has none; whoever keeps them gives them ids.
    """

    title: str
    items: tuple[Item, ...]
    bad: tuple[Bad, ...] = ()
    lost: Losses = field(default_factory=Losses)


@dataclass(frozen=True)
class QuestionFormat:
    """A format of questions; name: as it is typed; suffix: of its files, with the dot.

    writes: None where Carrel only reads the format. recognises: whether these bytes, from a file of this name, are of
    this format; it looks at no more than it needs, and never raises. reads: None where Carrel only writes it; raises
    QuestionsRefused for a file of which nothing can be read, and names a bad question without losing the others.
    """

    name: str
    title: Callable[[], str]
    suffix: str
    writes: Callable[[Questions], Written] | None = None
    recognises: Callable[[bytes, str], bool] | None = None
    reads: Callable[[bytes, str], Found] | None = None


def merged(losses: Iterable[Losses]) -> Losses:
    """All of them together."""
    together = Losses()
    for one in losses:
        together.update(one)
    return together


def unheld(items: Sequence[Item], **held: bool) -> Losses:
    """What these items say that a format cannot hold, which keeps only the fields named True.

    The fields are those of every kind: skills, hints, solution, source, review.
    """
    has: Mapping[str, Callable[[Item], object]] = {
        "skills": lambda item: item.skills,
        "hints": lambda item: item.hints,
        "solution": lambda item: item.solution,
        "source": lambda item: item.source,
        "review": lambda item: item.unreviewed,
    }
    counts = {name: sum(bool(said(item)) for item in items) for name, said in has.items() if not held.get(name)}
    return Losses({name: count for name, count in counts.items() if count})
