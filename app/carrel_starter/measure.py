"""Measures a GGUF file with llama.cpp on held-out questions, always taking the most likely token."""

import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from carrel.engine import grammars
from carrel.engine.api import Sampling
from carrel.engine.llama import AbortFlag, Llama, LoadOptions, Sampler, quiet
from carrel_starter.corpus.chats import Probe, Turn
from carrel_starter.corpus.forms import quiz_turns
from carrel_starter.corpus.passages import lesson_set
from carrel_starter.judging import verdicts
from carrel_starter.probes import all_probes, quote_probes
from carrel_starter.recipe import PARITY_FILE, PARITY_TOKENS, Job
from carrel_starter.retrieving import measure_retrieval
from carrel_starter.tokens import END, TURN

CONTEXT = 2048
LONGEST, LONGEST_FORM = 160, 900
"""Tokens of a reply, and of one in a form: as many as the program lets a quiz have."""


class Speaker:
    """A loaded GGUF file that continues chats greedily, through the product's own door to llama.cpp."""

    def __init__(self, model: Path, threads: int = 0) -> None:
        """threads: 0 for as many as the product would use."""
        self.llama = Llama(str(model), LoadOptions(context=CONTEXT, threads=threads), AbortFlag(), lambda _share: None)
        self.words = self.llama.vocabulary
        self.control = {text: number for number, text, _kind in self.words.marked()}
        self.end = self.control[END]

    def prompt(self, turns: tuple[Turn, ...]) -> list[int]:
        """The tokens of a chat up to where the assistant speaks; what people typed never becomes a control token."""
        numbers: list[int] = []
        for turn in turns:
            numbers.append(self.control[TURN[turn.role]])
            numbers += self.words.tokenize(turn.text) if turn.text else []
            numbers.append(self.end)
        return [*numbers, self.control[TURN["assistant"]]]

    def read(self, numbers: list[int]) -> None:
        """Begin anew with these tokens."""
        self.llama.forget()
        for place in range(0, len(numbers), self.llama.batch_size):
            self.llama.read(numbers[place : place + self.llama.batch_size])

    def continue_greedily(self, numbers: list[int], most: int = LONGEST, grammar: str | None = None) -> list[int]:
        """The most likely tokens that follow, up to the end of the turn, within a grammar if one is given."""
        said: list[int] = []
        sampler = Sampler(self.llama, Sampling(temperature=0), grammar)
        self.read(numbers[most - CONTEXT :])  # of what is too long, the end
        while len(said) < most and (token := sampler.pick()) != self.end:
            said.append(token)
            self.llama.read([token])
        sampler.close()
        return said

    def reply(self, turns: tuple[Turn, ...], most: int = LONGEST, grammar: str | None = None) -> str:
        """The reply to a chat."""
        pieces = (self.words.piece(token) for token in self.continue_greedily(self.prompt(turns), most, grammar))
        return b"".join(pieces).decode("utf-8", "replace")


def answers(speaker: Speaker, probes: list[Probe]) -> Iterator[tuple[Probe, str, dict[str, bool]]]:
    """Each probe with the reply it got and the verdicts."""
    for probe in probes:
        reply = speaker.reply(probe.turns)
        yield probe, reply, verdicts(probe, reply)


def measure(speaker: Speaker, probes: list[Probe]) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """The figures as shares of 1, by kind of probe, and the replies that were not right."""
    tallies: dict[str, Counter[str]] = {}
    misses: dict[str, list[str]] = {}
    for probe, reply, found in answers(speaker, probes):
        tally = tallies.setdefault(probe.kind, Counter())
        tally["probes"] += 1
        tally.update(name for name, yes in found.items() if yes)
        if not found["right"]:
            misses.setdefault(probe.kind, []).append(
                f"{probe.turns[-1].text[-120:]!r} -> {reply[:160]!r} not {probe.want[:120]!r}"
            )
    figures: dict[str, Any] = {}
    for kind, tally in tallies.items():
        shares = {name: round(tally[name] / tally["probes"], 3) for name in sorted(tally) if name != "probes"}
        figures[kind] = {"probes": tally["probes"], **shares}
    figures["loops"] = {"replies": len(probes), "loops": sum(tally["loop"] for tally in tallies.values())}
    return figures, misses


def measure_forms(speaker: Speaker, rng: Random, count: int) -> dict[str, Any]:
    """How often an answer under the grammar for quizzes is whole JSON of the right form."""
    grammar, schema = grammars.approved("quiz"), grammars.schema("quiz")
    sound = 0
    for _ in range(count):
        text = speaker.reply(quiz_turns(lesson_set(rng, "held")), LONGEST_FORM, grammar)
        sound += _is_sound(text, schema)
    return {"probes": count, "right": round(sound / count, 3) if count else 0.0}


def _is_sound(text: str, schema: Any) -> bool:
    try:
        value = json.loads(text)
    except ValueError:
        return False
    return isinstance(value, dict) and grammars.fits(value, schema)


def _seen_quotes(seed: int, count: int) -> list[Probe]:
    """Quotes from documents of the kinds trained on, to tell what is not learned from what does not carry over."""
    rng = Random(f"{seed}:seen")
    found = [probe for kind in ("made_up", "lesson") for probe in quote_probes(rng, count, kind, "train")]
    return [Probe(f"seen_{probe.kind}", probe.turns, probe.want, probe.judge, (), probe.passages) for probe in found]


def measure_speed(speaker: Speaker) -> dict[str, float]:
    """Tokens a second, reading and writing, and the seconds until a prompt of a thousand tokens is answered."""
    numbers = speaker.prompt((Turn("user", "What is photosynthesis?"),))
    long = (numbers * 200)[:1000]
    began = time.perf_counter()
    speaker.read(long)
    first = time.perf_counter() - began
    began = time.perf_counter()
    said = 0
    for _ in range(5):
        said += len(speaker.continue_greedily(numbers))
    writing = said / (time.perf_counter() - began)
    return {"reading": round(len(long) / first), "first_token_s": round(first, 3), "writing": round(writing)}


def measure_parity(speaker: Speaker, folder: Path) -> dict[str, float]:
    """How often llama.cpp splits texts as PyTorch did at export, and says the same, greedily, token for token."""
    rows = json.loads((folder / PARITY_FILE).read_text(encoding="utf-8"))
    split_alike = same = 0
    for row in rows:
        numbers = speaker.prompt(tuple(Turn(role, text) for role, text in row["turns"]))
        split_alike += numbers == row["numbers"]
        same += row["said"] == speaker.continue_greedily(row["numbers"], PARITY_TOKENS)
    return {"prompts": len(rows), "split_alike": split_alike / len(rows), "same_reply": same / len(rows)}


def run(job: Job) -> None:
    """Print the held-out figures of `job.model`, keep them in the run's folder, and compare with PyTorch."""
    quiet()
    seed, speaker = job.recipe.seed, Speaker(job.model)
    probes = [*all_probes(seed, job.count), *_seen_quotes(seed, job.count // 3)]
    retrieval = measure_retrieval(speaker.reply, 2 * job.count)
    figures, misses = measure(speaker, probes)
    figures["retrieval"] = retrieval
    figures["file_mb"] = round(job.model.stat().st_size / 1e6, 2)
    figures["forms"] = measure_forms(speaker, Random(f"{seed}:forms"), job.count // 4)
    figures["speed"] = measure_speed(speaker)
    if (job.folder / PARITY_FILE).exists():
        figures["parity"] = measure_parity(speaker, job.folder)
    text = json.dumps(figures, indent=2, ensure_ascii=False)
    job.folder.mkdir(parents=True, exist_ok=True)
    (job.folder / "figures.json").write_text(text, encoding="utf-8")
    (job.folder / "misses.json").write_text(json.dumps(misses, indent=2, ensure_ascii=False), encoding="utf-8")
    print(text)
