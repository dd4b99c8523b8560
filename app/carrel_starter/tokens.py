"""The tokenizer: byte-level BPE of the GPT-2 kind, with control tokens for the turns of a chat."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

from carrel_starter.corpus.chats import Chat, Turn

END = "<|end|>"
TURN = {"system": "<|system|>", "user": "<|user|>", "assistant": "<|assistant|>"}
DECIDING = 3.0  # how much more the tokens of a quote count in which a choice is made
CONTROL = (END, *TURN.values(), "<|pad|>")

TEMPLATE = (
    "{% for message in messages %}<|{{ message['role'] if message['role'] in ['system', 'assistant'] else 'user' }}|>"
    "{{ message['content'] }}<|end|>{% endfor %}{% if add_generation_prompt %}<|assistant|>{% endif %}"
)


def texts(chat: Chat) -> list[str]:
    """Everything said in a chat, each text once."""
    said = [turn.text for turn in chat.turns]
    return [*said, chat.opened, *(turn.text for branch in chat.branches for turn in branch)]


def train_tokenizer(size: int, chats: Iterable[Chat], place: Path) -> Any:
    """Learn `size` tokens from these chats and save them to `place` as JSON."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        special_tokens=list(CONTROL),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator((text for chat in chats for text in texts(chat)), trainer)
    place.parent.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(place))
    return tokenizer


def load_tokenizer(place: Path) -> Any:
    """The saved tokenizer; texts that look like control tokens stay plain text when `encode_text` is used."""
    return Tokenizer.from_file(str(place))


NEVER = -1.0
"""In place of how much a token counts: nothing before it foretells it."""


@dataclass
class Row:
    """A chat as tokens: their numbers, how much each counts, their positions, and the branch each is in (0: none)."""

    numbers: list[int] = field(default_factory=list)
    counts: list[float] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    branches: list[int] = field(default_factory=list)

    def add(self, numbers: list[int], counts: list[float], branch: int = 0, begin: int | None = None) -> None:
        """Go on with these tokens, from the position `begin` where they do not follow the last one."""
        start = begin if begin is not None else (self.places[-1] + 1 if self.places else 0)
        self.numbers += numbers
        self.counts += counts
        self.places += range(start, start + len(numbers))
        self.branches += [branch] * len(numbers)


class Encoder:
    """Turns chats into token numbers and back."""

    def __init__(self, tokenizer: Any) -> None:
        self.tokenizer = tokenizer
        self.tokenizer.encode_special_tokens = True
        self.control = {name: int(tokenizer.token_to_id(name)) for name in CONTROL}
        self.end = self.control[END]

    def text(self, text: str) -> list[int]:
        """The tokens of a text, with no control token among them whatever it says."""
        numbers: list[int] = self.tokenizer.encode(text, add_special_tokens=False).ids
        return numbers

    def chat(self, chat: Chat) -> Row:
        """The tokens of a chat, and how much each counts as something the assistant has to say.

        Its text and the end of its turn count 1, the turns of others 0, and the first words of a quote and the number
        at its end `DECIDING`: the right sentence is chosen there, and the rest only copies.
        """
        row = Row()
        for turn in chat.turns:
            row.add(*self._turn(turn))
        if not chat.branches:
            return row
        row.add(*self._opened(chat.opened))
        begin = row.places[-1] + 1
        for branch, (asked, *rest) in enumerate(chat.branches, start=1):
            numbers = [*self.text(f" {asked.text}"), self.end]
            row.add(numbers, [NEVER] + [0.0] * (len(numbers) - 1), branch, begin)
            for turn in rest:
                row.add(*self._turn(turn), branch)
        return row

    def _opened(self, opened: str) -> tuple[list[int], list[float]]:
        """The marker of the learner's turn and how it begins, without the blank at its end: it is the next word's."""
        numbers = [self.control[TURN["user"]], *self.text(opened.rstrip(" "))]
        return numbers, [0.0] * len(numbers)

    def _turn(self, turn: Turn) -> tuple[list[int], list[float]]:
        inside = self.text(turn.text)
        numbers = [self.control[TURN[turn.role]], *inside, *([] if turn.cut else [self.end])]
        counts = [float(turn.role == "assistant")] * (len(numbers) - 1)
        if turn.role == "assistant" and turn.text.startswith('"') and (turn.cut or len(counts) > 10):
            counts[:5] = [DECIDING] * len(counts[:5])
            counts[-4:-1] = [DECIDING] * 3 if not turn.cut else counts[-4:-1]
        return numbers, [0.0, *counts]

    def prompt(self, chat: Chat) -> list[int]:
        """The tokens up to the place where the assistant begins to speak."""
        return [*self.chat(chat).numbers, self.control[TURN["assistant"]]]

    def words(self, numbers: list[int]) -> str:
        """The text of some tokens, without control tokens."""
        return str(self.tokenizer.decode(numbers, skip_special_tokens=True))
