"""Measures a GGUF file with llama.cpp on held-out questions, always taking the most likely token."""

import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from random import Random
from typing import Any

from carrel.engine.api import Sampling
from carrel.engine.llama import AbortFlag, Llama, LoadOptions, Sampler, quiet
from carrel_starter.corpus.chats import Probe, Turn
from carrel_starter.probes import REFUSALS, all_probes, quote_probes
from carrel_starter.recipe import PARITY_FILE, PARITY_TOKENS, Job
from carrel_starter.tokens import END, TURN

NEAR = 0.9  # likeness from which a quote counts as near-exact


class Speaker:
    """A loaded GGUF file that continues chats greedily, through the product's own door to llama.cpp."""

    def __init__(self, model: Path, threads: int = 0) -> None:
        """threads: 0 for as many as the product would use."""
        self.llama = Llama(str(model), LoadOptions(context=2048, threads=threads), AbortFlag(), lambda _share: None)
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

    def continue_greedily(self, numbers: list[int], most: int = 160) -> list[int]:
        """The most likely tokens that follow, up to the end of the turn."""
        said: list[int] = []
        sampler = Sampler(self.llama, Sampling(temperature=0), None)
        self.read(numbers)
        while len(said) < most and (token := sampler.pick()) != self.end:
            said.append(token)
            self.llama.read([token])
        sampler.close()
        return said

    def reply(self, turns: tuple[Turn, ...]) -> str:
        """The reply to a chat."""
        pieces = (self.words.piece(token) for token in self.continue_greedily(self.prompt(turns)))
        return b"".join(pieces).decode("utf-8", "replace")


def likeness(reply: str, want: str) -> float:
    """How alike two texts are, from 0 to 1."""
    return SequenceMatcher(None, reply, want, autojunk=False).ratio()


def loops(reply: str) -> bool:
    """Whether a reply says the same four words three times or more."""
    words = reply.split()
    counts = Counter(tuple(words[place : place + 4]) for place in range(len(words) - 3))
    return bool(counts) and max(counts.values()) >= 3


def verdicts(probe: Probe, reply: str) -> dict[str, bool]:
    """What can be said about one reply: right, and how."""
    found = {"loop": loops(reply)}
    lower = reply.lower()
    if probe.judge == "refuse":
        found["right"] = any(phrase in reply for phrase in REFUSALS)
    elif probe.judge == "facts":
        found["right"] = all(any(word.lower() in lower for word in group) for group in probe.facts)
        found["word_for_word"] = reply == probe.want
    else:
        found["exact"] = reply == probe.want
        found["right"] = likeness(reply, probe.want) >= NEAR
        number = re.search(r"\[(\d+)\]$", reply)
        if probe.kind.startswith("quote"):
            passages = probe.turns[-1].text
            quoted = reply.partition('"')[2].rpartition('"')[0]
            found["stands_in_passages"] = bool(quoted) and quoted in passages
            found["number_right"] = bool(number) and probe.want.endswith(number.group(0) if number else "-")
            found["refused"] = any(phrase in reply for phrase in REFUSALS)
    return found


def answers(speaker: Speaker, probes: list[Probe]) -> Iterator[tuple[Probe, str, dict[str, bool]]]:
    """Each probe with the reply it got and the verdicts."""
    for probe in probes:
        reply = speaker.reply(probe.turns)
        yield probe, reply, verdicts(probe, reply)


def measure(model: Path, seed: int, count: int) -> dict[str, Any]:
    """The held-out figures as shares of 1, by kind of probe, with up to four replies that were not right."""
    speaker = Speaker(model)
    figures: dict[str, Any] = {"file_mb": round(model.stat().st_size / 1e6, 2)}
    tallies: dict[str, Counter[str]] = {}
    misses: dict[str, list[str]] = {}
    probes = [*all_probes(seed, count), *_seen_quotes(seed, count)]
    for probe, reply, found in answers(speaker, probes):
        tally = tallies.setdefault(probe.kind, Counter())
        tally["probes"] += 1
        tally.update(name for name, yes in found.items() if yes)
        if not found["right"]:
            misses.setdefault(probe.kind, []).append(f"{probe.turns[-1].text[-90:]!r} -> {reply[:120]!r}")
    for kind, tally in tallies.items():
        shares = {
            name: round(number / tally["probes"], 3) for name, number in sorted(tally.items()) if name != "probes"
        }
        figures[kind] = {"probes": tally["probes"], **shares}
    figures["speed"] = measure_speed(speaker)
    figures["misses"] = {kind: Random(seed).sample(lines, k=min(12, len(lines))) for kind, lines in misses.items()}
    return figures


def _seen_quotes(seed: int, count: int) -> list[Probe]:
    """Quotes from documents of the kind trained on, to tell what is not learned from what does not carry over."""
    rng = Random(f"{seed}:seen")
    found = quote_probes(rng, count, "made_up", "train")
    return [Probe("quote_seen_kind", probe.turns, probe.want, probe.judge) for probe in found]


def measure_speed(speaker: Speaker) -> dict[str, float]:
    """Tokens a second: reading a prompt of a thousand tokens, and writing."""
    numbers = speaker.prompt((Turn("user", "What is photosynthesis?"),))
    long = (numbers * 200)[:1000]
    began = time.perf_counter()
    speaker.read(long)
    reading = len(long) / (time.perf_counter() - began)
    began = time.perf_counter()
    said = 0
    for _ in range(5):
        said += len(speaker.continue_greedily(numbers))
    writing = said / (time.perf_counter() - began)
    return {"reading": round(reading), "writing": round(writing)}


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
    figures = measure(job.model, job.recipe.seed, job.count)
    if (job.folder / PARITY_FILE).exists():
        figures["parity"] = measure_parity(Speaker(job.model), job.folder)
    text = json.dumps(figures, indent=2, ensure_ascii=False)
    job.folder.mkdir(parents=True, exist_ok=True)
    (job.folder / "figures.json").write_text(text, encoding="utf-8")
    print(text)
