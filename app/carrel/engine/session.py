"""What the model's process does with one loaded model: read, reply, read ahead, remember and take up states."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from carrel.base.work import Delta
from carrel.engine.api import Sampling, Turn
from carrel.engine.llama import Aborted, Llama, Sampler
from carrel.engine.scoring import likelihood
from carrel.engine.streaming import OPEN, ReplyText, runs_in_circles
from carrel.engine.template import PLAIN_STOPS, PLAIN_TEMPLATE, ChatTemplate, Piece, TemplateBroken
from carrel.engine.tokens import Alignment, Tokenizer

READ_SECONDS = 1.0
"""How long one batch should take at most, so that progress is seen and a hang is told from slow work."""
WORTH_A_STATE = 64
"""Tokens; reading fewer again is quicker than fetching their state."""
_CIRCLE_EVERY = 16
_TRIAL = (Turn("system", "a"), Turn("user", "b"), Turn("assistant", "c"), Turn("user", "d"))


class TooLong(Exception):
    """The prompt leaves no room for a reply: its tokens, and those of the context."""

    def __init__(self, tokens: int, window: int) -> None:
        super().__init__(f"{tokens} of {window}")
        self.tokens = tokens
        self.window = window


@dataclass(frozen=True)
class State:
    """A model's state after some tokens; digest and length name the text they stand for.

    instructions: nothing but what every new chat begins with.
    """

    digest: str
    length: int
    tokens: tuple[int, ...]
    data: memoryview | bytearray
    instructions: bool = False


@dataclass(frozen=True)
class Outside:
    """How a session speaks to the rest of its process.

    phase: what is being done now, for the watchdog; step: progress was made.
    delta, progress: to whoever waits. keep_state: offers a state for the disk. fetch_state: asks for one by digest.
    """

    phase: Callable[[str], None]
    step: Callable[[], None]
    delta: Callable[[Delta], None]
    progress: Callable[[int, int], None]
    keep_state: Callable[[State], None]
    fetch_state: Callable[[str], State | None]


class Session:
    """One model, one context, one request at a time."""

    def __init__(self, llama: Llama, outside: Outside) -> None:
        self._llama = llama
        self._outside = outside
        self._align = Alignment(llama.vocabulary)
        self._chunk = 16
        self._unread: list[int] = []
        self._adapter = ""
        self.notes: list[str] = []
        source = llama.description()["template"]
        outside.phase("template")
        self._template = self._usable_template(source)
        written = [piece.text for piece in self._template.pieces(_TRIAL) if piece.own]
        self._tokenizer = Tokenizer(llama.vocabulary, "\n".join([source, *written]))
        self._stops = PLAIN_STOPS if self._source_is_plain else ()
        outside.phase("idle")

    def _usable_template(self, source: str) -> ChatTemplate:
        vocabulary = self._llama.vocabulary
        words = {"bos": vocabulary.text(vocabulary.bos), "eos": vocabulary.text(vocabulary.eos)}
        self._source_is_plain = False
        try:
            template = ChatTemplate(source, **words)
            if source and template.pieces(_TRIAL):
                return template
        except TemplateBroken:
            self.notes.append("template-broken")
        else:
            self.notes.append("template-missing")
        self._source_is_plain = True
        return ChatTemplate(PLAIN_TEMPLATE, **words)

    def wear(self, path: str, identity: str) -> None:
        """Use this adapter from now on, or none for an empty path; what was read with another is never gone on with.

        identity: changes with the bytes of the file. Raises AdapterFailed, and uses none then.
        """
        if identity == self._adapter:
            return
        self._outside.phase("adapter")
        self._unread, self._adapter = [], ""
        self._align = Alignment(self._llama.vocabulary)
        self._llama.wear(path or None)
        self._adapter = identity
        self._align = Alignment(self._llama.vocabulary, identity)

    def pieces(self, turns: Sequence[Turn], *, continues: bool = False, ask: bool = True) -> list[Piece]:
        """The prompt for these turns in the model's own form."""
        self._outside.phase("template")
        try:
            return self._template.pieces(turns, continues=continues, ask=ask)
        finally:
            self._outside.phase("tokenize")

    def tokens(self, pieces: Sequence[Piece]) -> list[int]:
        """The tokens of a prompt; stoppable."""
        return self._tokenizer.tokens(pieces, self._check)

    def _check(self) -> None:
        self._outside.step()
        if self._llama.abort.is_set:
            raise Aborted

    def read(self, wanted: list[int], prefix: int, known: dict[str, int], *, logits: bool) -> int:
        """Bring the context to hold these tokens; returns how many of those it now holds did not have to be read.

        prefix: so many of them are the instructions every new chat begins with, whose state is worth keeping.
        known: states on the disk, digest → byte length. logits: the last token is read anew in any case.
        """
        self.settle()
        shared = self._go_to_the_fork(wanted, wanted[:-1] if logits else wanted, known)
        if len(self._llama.tokens) + len(wanted) - shared > self._llama.window:
            self._llama.forget()  # a reply held in more tokens than it needs leaves too little room
            shared = 0
        reused = len(self._llama.tokens)
        if prefix - shared >= WORTH_A_STATE and self._unknown(wanted[:prefix], known):
            self._evaluate(wanted[shared:prefix], shared, len(wanted))
            self._outside.keep_state(replace(self.state(), instructions=True))
            self._evaluate(wanted[prefix:-1], prefix, len(wanted))
        else:
            self._evaluate(wanted[shared:-1], shared, len(wanted))
        self._llama.checkpoint()
        self._evaluate(wanted[max(shared, len(wanted) - 1) :], len(wanted) - 1, len(wanted))
        return reused

    def _go_to_the_fork(self, wanted: list[int], target: list[int], known: dict[str, int]) -> int:
        """Leave in the context only what the prompt begins with; how many of the prompt's tokens that stands for."""
        held, shared = self._align.shared(self._llama.tokens, target)
        if len(self._llama.tokens) - held >= WORTH_A_STATE and held < len(self._llama.tokens) // 2:
            self._keep_before_leaving(known)
        if known and (fetched := self._take_up(wanted, shared, known)):
            return fetched
        if self._llama.rewind(held) == held:
            return shared
        return self._align.shared(self._llama.tokens, target)[1]

    def _keep_before_leaving(self, known: dict[str, int]) -> None:
        """Another conversation begins here: what was read of this one is kept for coming back to it (S3)."""
        if self._unknown(self._llama.tokens, known):
            self._outside.keep_state(self.state())

    def _unknown(self, tokens: list[int], known: dict[str, int]) -> bool:
        length = self._align.byte_length(tokens)
        return not known.keys() & self._align.digests(tokens, {length}).keys()

    def _take_up(self, wanted: list[int], shared: int, known: dict[str, int]) -> int:
        """Load the longest state on the disk that is a beginning of the prompt; the tokens it stands for, or 0."""
        self._outside.phase("restore")
        digests = self._align.digests(wanted[:-1], set(known.values()))
        candidates = sorted(((count, digest) for digest, count in digests.items() if digest in known), reverse=True)
        for count, digest in candidates:
            if count - shared < WORTH_A_STATE:
                break
            state = self._outside.fetch_state(digest)
            if state is not None and self._llama.load_state(bytearray(state.data), state.tokens):
                return count
        return 0

    def _evaluate(self, tokens: Sequence[int], done: int, total: int) -> None:
        self._outside.phase("prefill")
        at = 0
        while at < len(tokens):
            self._check()
            part = tokens[at : at + self._chunk]
            began = time.monotonic()
            self._llama.read(part)
            seconds = max(time.monotonic() - began, 1e-6)
            if len(part) == self._chunk:
                wanted = int(READ_SECONDS * len(part) / seconds)
                self._chunk = max(8, min(wanted, self._chunk * 4, self._llama.batch_size))
            at += len(part)
            self._outside.progress(done + at, total)

    def state(self) -> State:
        """The state after what is in the context now."""
        self._outside.phase("save")
        self.settle()
        tokens = tuple(self._llama.tokens)
        length = self._align.byte_length(tokens)
        digest = next(iter(self._align.digests(tokens, {length})), "")
        return State(digest, length, tokens, self._llama.save_state())

    def reply(self, request: dict[str, Any], known: dict[str, int]) -> dict[str, Any]:
        """Stream a reply; the fields of the finished answer. The request is a `ChatRequest` as JSON."""
        turns = [Turn(turn["role"], turn["text"]) for turn in request["turns"]]
        pieces = self.pieces(turns, continues=request["continues"])
        tokens = self.tokens(pieces)
        if len(tokens) + 16 > self._llama.window:
            raise TooLong(len(tokens), self._llama.window)
        sampler = self._sampler(request)
        try:
            reused = self.read(tokens, self._instructions(pieces), known, logits=True)
            prompt_tokens = len(self._llama.tokens)
            most = min(request["max_tokens"], self._llama.window - prompt_tokens)
            thinking = pieces[-1].own and pieces[-1].text.rstrip().endswith(OPEN)
            text = ReplyText((*request["stop"], *self._stops), thinking)
            finish, count, seconds = self._generate(sampler, text, most)
        finally:
            sampler.close()
        return {
            "text": text.text,
            "reasoning": text.reasoning,
            "finish": finish,
            "tokens": count,
            "seconds": seconds,
            "prompt_tokens": prompt_tokens,
            "reused_tokens": reused,
        }

    def _sampler(self, request: dict[str, Any]) -> Sampler:
        if request["grammar"] is not None:
            self._outside.phase("grammar")
        return Sampler(self._llama, Sampling(**request["sampling"]), request["grammar"])

    def _instructions(self, pieces: Sequence[Piece]) -> int:
        """The tokens up to the first words that are not the instructions'."""
        contents = [at for at, piece in enumerate(pieces) if not piece.own]
        return len(self.tokens(pieces[: contents[1]])) if len(contents) > 1 else 0

    def _generate(self, sampler: Sampler, text: ReplyText, most: int) -> tuple[str, int, float]:
        self._outside.phase("decode")
        made: list[int] = []
        began = time.monotonic()
        finish = ""
        while not finish:
            token = sampler.pick()
            self._unread = [token]
            self._outside.step()
            if self._llama.vocabulary.ends_reply(token):
                finish = "stop"
                break
            made.append(token)
            for delta in text.feed(self._llama.vocabulary.piece(token)):
                self._outside.delta(delta)
            finish = self._finished(text, made, most)
            if not finish:
                finish = self._read_last()
        seconds = time.monotonic() - began
        for delta in text.flush():
            self._outside.delta(delta)
        return finish, len(made), seconds

    def _finished(self, text: ReplyText, made: list[int], most: int) -> str:
        if text.stopped:
            return "stop"
        if len(made) % _CIRCLE_EVERY == 0 and runs_in_circles(made):
            return "repetition"
        return "length" if len(made) >= most else ""

    def _read_last(self) -> str:
        try:
            self._check()
            self._llama.read(self._unread)
        except Aborted:
            return "stopped"
        self._unread = []
        return ""

    def settle(self) -> None:
        """Read the last token of a reply, which nothing followed, so that the next turn finds all of it read (S2)."""
        unread, self._unread = self._unread, []
        if unread and len(self._llama.tokens) < self._llama.window:
            self._llama.read(unread)

    def read_ahead(self, turns: Sequence[Turn], known: dict[str, int]) -> int:
        """Bring the context to hold these turns; the tokens it holds."""
        pieces = self.pieces(turns, ask=False)
        tokens = self.tokens(pieces)
        if tokens and len(tokens) < self._llama.window:
            self.read(tokens, self._instructions(pieces), known, logits=False)
        return len(self._llama.tokens)

    def lesson(self, turns: Sequence[Turn], better: str) -> dict[str, list[int]]:
        """The tokens of a prompt as `reply` reads it, and those the model would have to say for this reply.

        They end with the token that ends the model's turn, where it has one.
        """
        asked = self.pieces(turns)
        prompt = self.tokens(asked)
        *_, before, _said, after = [Piece("", own=True), *self.pieces([*turns, Turn("assistant", better)], ask=False)]
        opening = asked[-1].text if asked[-1].own else ""
        lead = before.text.removeprefix(opening) if before.text.startswith(opening) else ""
        said = self._llama.vocabulary.tokenize(lead + better)
        return {"prompt": prompt, "reply": [*said, *self._end_of_turn(after)]}

    def _end_of_turn(self, after: Piece) -> list[int]:
        vocabulary = self._llama.vocabulary
        closing = self._tokenizer.tokens([after])
        ends = [at for at, token in enumerate(closing) if vocabulary.ends_reply(token)]
        return closing[: ends[0] + 1] if ends else [vocabulary.eos] if vocabulary.eos >= 0 else []

    def likelihood(self, prompt: Sequence[int], reply: Sequence[int]) -> float:
        """How likely the reply is after the prompt, as the sum of the logarithms, in nats."""
        self._outside.phase("prefill")
        self._unread = []
        if len(prompt) + len(reply) > self._llama.window:
            raise TooLong(len(prompt) + len(reply), self._llama.window)
        return likelihood(self._llama, prompt, reply, self._check)

    def embed(self, texts: Sequence[str]) -> list[list[float]]:
        """The vectors of the texts; a vocabulary's own start and end marks are added where it wants them."""
        self._outside.phase("prefill")
        vectors = []
        for text in texts:
            self._check()
            vectors.append(self._llama.embed(self._llama.vocabulary.tokenize(text, marks=True)))
        return vectors
