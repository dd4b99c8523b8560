"""The tokenizer: byte-level BPE of the GPT-2 kind, with control tokens for the turns of a chat."""

from itertools import islice
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

from carrel_starter.corpus.chats import Chat
from carrel_starter.corpus.mixture import stream

END = "<|end|>"
TURN = {"system": "<|system|>", "user": "<|user|>", "assistant": "<|assistant|>"}
DECIDING = 3.0  # how much more the tokens of a quote count in which a choice is made
CONTROL = (END, *TURN.values(), "<|pad|>")

TEMPLATE = (
    "{% for message in messages %}<|{{ message['role'] if message['role'] in ['system', 'assistant'] else 'user' }}|>"
    "{{ message['content'] }}<|end|>{% endfor %}{% if add_generation_prompt %}<|assistant|>{% endif %}"
)


def train_tokenizer(size: int, chats: int, seed: int, place: Path) -> Any:
    """Learn `size` tokens from the first `chats` chats of the corpus and save them to `place` as JSON."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        special_tokens=list(CONTROL),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    texts = (turn.text for chat in islice(stream(f"{seed}:tokenizer"), chats) for turn in chat.turns)
    tokenizer.train_from_iterator(texts, trainer)
    place.parent.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(place))
    return tokenizer


def load_tokenizer(place: Path) -> Any:
    """The saved tokenizer; texts that look like control tokens stay plain text when `encode_text` is used."""
    return Tokenizer.from_file(str(place))


class Encoder:
    """Turns chats into token numbers and back."""

    def __init__(self, tokenizer: Any) -> None:
        self.tokenizer = tokenizer
        self.control = {name: int(tokenizer.token_to_id(name)) for name in CONTROL}
        self.end = self.control[END]

    def text(self, text: str) -> list[int]:
        """The tokens of a text, with no control token among them whatever it says."""
        self.tokenizer.encode_special_tokens = True
        numbers: list[int] = self.tokenizer.encode(text, add_special_tokens=False).ids
        return numbers

    def chat(self, chat: Chat) -> tuple[list[int], list[float]]:
        """The tokens of a chat, and how much each counts as something the assistant has to say.

        Its text and the end of its turn count 1, the turns of others 0, and the first words of a quote and the number
        at its end `DECIDING`: the right sentence is chosen there, and the rest only copies.
        """
        numbers: list[int] = []
        spoken: list[float] = []
        for turn in chat.turns:
            inside = self.text(turn.text)
            numbers += [self.control[TURN[turn.role]], *inside, self.end]
            counts = [float(turn.role == "assistant")] * (len(inside) + 1)
            if turn.role == "assistant" and turn.text.startswith('"'):
                counts = [*[DECIDING] * 5, *counts[5:-4], *[DECIDING] * 3, 1.0][-len(counts) :]
            spoken += [0.0, *counts]
        return numbers, spoken

    def prompt(self, chat: Chat) -> list[int]:
        """The tokens up to the place where the assistant begins to speak."""
        return [*self.chat(chat)[0], self.control[TURN["assistant"]]]

    def words(self, numbers: list[int]) -> str:
        """The text of some tokens, without control tokens."""
        return str(self.tokenizer.decode(numbers, skip_special_tokens=True))
