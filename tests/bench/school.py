"""Times a whole school at one inference server: ``python -m tests.bench.school [PUPILS…]``, 1, 10 and 30 without any.

A real ``python -m llama_cpp.server`` with the starter model runs on this computer as long as it takes; for it the extra
is needed that neither the product nor its tests have: ``pip install "llama-cpp-python[server]"``. Every pupil asks one
question of their own at the same moment, over HTTP as an OpenAI-compatible client does, and waits for the first word.
Each figure is told beside that of a pupil who is alone, taken in the same run.
"""

from __future__ import annotations

import http.client
import json
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from carrel.base.files import resource

NEEDED = ("fastapi", "uvicorn", "sse_starlette", "starlette_context", "pydantic_settings", "yaml")
CROWDS = (1, 10, 30)
ROUNDS = 3
TOKENS = 60
"""The most that a reply may have: two or three sentences."""
PATIENCE_S = 600.0
_SYSTEM = "You are a tutor. Answer in two or three sentences, with words that a pupil of twelve knows."
_TOPICS = (
    "fractions", "cells", "magnets", "verbs", "rivers", "angles", "planets", "decimals", "leaves", "the Romans",
    "volcanoes", "percentages", "muscles", "adjectives", "maps", "forces", "the heart", "primes", "clouds", "poems",
    "electricity", "ratios", "roots", "castles", "sound", "graphs", "seeds", "commas", "light", "equations",
)  # fmt: skip


@dataclass(frozen=True)
class Waited:
    """How long one pupil waited, in seconds: for the first word, and for the whole reply. pieces: how many came."""

    first: float
    whole: float
    pieces: int


def main(crowds: Sequence[int]) -> int:
    """Print a line for each crowd; 1 where the server cannot be run here."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        print(f"The server needs {', '.join(missing)}: pip install 'llama-cpp-python[server]'", file=sys.stderr)
        return 1
    with serving(resource("models/carrel-starter.gguf")) as port:
        ask(port, "warm up")
        alone = 0.0
        for crowd in crowds:
            waited = [one for _round in range(ROUNDS) for one in asked_together(port, crowd)]
            firsts = sorted(one.first for one in waited)
            middle = statistics.median(firsts)
            alone = alone or middle
            words = sum(one.pieces for one in waited) / ROUNDS / max(one.whole for one in waited)
            print(
                f"{crowd:3} pupils at once: first word after {middle:6.2f} s (half of them), "
                f"{firsts[-1]:6.2f} s (the last); {middle / alone:5.1f} × one alone; {words:5.0f} tokens a second",
                flush=True,
            )
    return 0


@contextmanager
def serving(model: Path) -> Iterator[int]:
    """A server with this model on a free port of this computer; gives the port, once it answers."""
    port = _free_port()
    command = [sys.executable, "-m", "llama_cpp.server", "--model", str(model), "--host", "127.0.0.1"]
    # Without the last one, each pupil who asks cuts off whoever is being answered.
    command += ["--port", str(port), "--n_ctx", "2048", "--interrupt_requests", "false"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 120
        while not _answers(port):
            if server.poll() is not None or time.monotonic() > until:
                raise SystemExit("The server did not start.")
            time.sleep(0.2)
        yield port
    finally:
        server.terminate()
        server.wait()


def asked_together(port: int, crowd: int) -> list[Waited]:
    """What so many pupils waited who all asked at the same moment."""
    ready = threading.Barrier(crowd)

    def one(number: int) -> Waited:
        ready.wait()
        return ask(port, f"I am pupil {number + 1}. What should I know about {_TOPICS[number % len(_TOPICS)]}?")

    with ThreadPoolExecutor(crowd) as pupils:
        return list(pupils.map(one, range(crowd)))


def ask(port: int, question: str) -> Waited:
    """Ask, and read the reply as it comes."""
    messages = [{"role": "system", "content": _SYSTEM}, {"role": "user", "content": question}]
    body = json.dumps({"messages": messages, "stream": True, "max_tokens": TOKENS, "temperature": 0.2})
    began = time.perf_counter()
    first, pieces = 0.0, 0
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    try:
        connection.request("POST", "/v1/chat/completions", body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        if response.status != 200:
            raise SystemExit(f"The server answered {response.status}: {response.read(300)!r}")
        for line in response:
            if _word(line):
                pieces += 1
                first = first or time.perf_counter() - began
    finally:
        connection.close()
    if not pieces:
        raise SystemExit("A pupil got no answer.")
    return Waited(first, time.perf_counter() - began, pieces)


def _word(line: bytes) -> str:
    """The piece of the reply in a line of the stream; empty for every other line."""
    said = line.removeprefix(b"data: ").strip()
    if said == line.strip() or said == b"[DONE]":
        return ""
    choices = json.loads(said).get("choices") or [{}]
    return str(choices[0].get("delta", {}).get("content") or "")


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/v1/models")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main([int(one) for one in sys.argv[1:]] or CROWDS))
