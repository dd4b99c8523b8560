"""The values the generator makes: turns, chats, facts, and where each chat came from."""

from dataclasses import dataclass, field
from typing import Literal

from carrel.library.model import Passage

Role = Literal["system", "user", "assistant"]
Split = Literal["train", "held"]


@dataclass(frozen=True)
class Turn:
    """One message of a chat: who speaks, and the exact text. cut: what is learned from ends before the message does."""

    role: Role
    text: str
    cut: bool = False


@dataclass(frozen=True)
class Chat:
    """A chat to learn from; `kind` names the part of the generator that made it.

    With branches it is many chats that begin alike, read only once: `opened` is how the next message of the learner
    begins, and each branch goes on from there by itself, its first turn with the rest of that message.
    """

    kind: str
    turns: tuple[Turn, ...]
    opened: str = ""
    branches: tuple[tuple[Turn, ...], ...] = ()

    def alone(self, branch: int) -> "Chat":
        """One branch as a chat of its own."""
        first, *rest = self.branches[branch]
        return Chat(self.kind, (*self.turns, Turn(first.role, self.opened + first.text), *rest))


@dataclass(frozen=True)
class Probe:
    """A held-out question: the turns up to it, the reply we would give, and how a reply is judged.

    `judge` is "quote" (its quote must stand in the passages and hold some words of `want`, the sentence that answers),
    "refuse" (must say so), "facts" (must hold one word or phrase of each group in `facts`) or "same" (near `want`).
    passages: those of the last turn, where there are any.
    """

    kind: str
    turns: tuple[Turn, ...]
    want: str
    judge: Literal["quote", "refuse", "facts", "same"]
    facts: tuple[tuple[str, ...], ...] = field(default=())
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True)
class Fact:
    """One statement and the questions it answers. `lead` stands before it when it speaks of "it" or "they"."""

    lead: str
    sentence: str
    questions: tuple[str, ...]
    about: str

    @property
    def text(self) -> str:
        """The lead and the sentence as they stand in a passage."""
        return f"{self.lead} {self.sentence}" if self.lead else self.sentence


def exchange(question: str, reply: str) -> tuple[Turn, Turn]:
    """A question of the learner and the reply to it."""
    return Turn("user", question), Turn("assistant", reply)
