"""Asks a real inference server through the remote engine: ``python -m tests.bench.remote``.

The server is the one of `tests.bench.school`, with the starter model, on this computer; see there for what it needs.
"""

from __future__ import annotations

import sys
import time
from importlib.util import find_spec

from carrel.base.files import resource
from carrel.base.work import Cancel, Delta
from carrel.engine.api import ChatRequest, Sampling, Turn
from carrel.engine.remote import RemoteAnswer, RemoteEngine
from carrel.engine.servers import Patience, Server
from tests.bench.school import NEEDED, serving

_QUESTION = "My name is Ada Quill, mail ada@quill.example. Write one sentence that greets me."


def main() -> int:
    """Print what was sent, what came, and how long it and a stop took; 1 where the server cannot be run here."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        print(f"The server needs {', '.join(missing)}: pip install 'llama-cpp-python[server]'", file=sys.stderr)
        return 1
    request = ChatRequest((Turn("user", _QUESTION),), max_tokens=60, sampling=Sampling(temperature=0.0))
    with serving(resource("models/carrel-starter.gguf")) as port:
        engine = RemoteEngine(Server.at(f"http://127.0.0.1:{port}/v1", "starter", 2048, patience=Patience(first=120.0)))
        print(engine.reveal(request).decode())
        *events, last = engine.chat(request, Cancel())
        assert isinstance(last, RemoteAnswer)
        print(f"{sum(isinstance(event, Delta) for event in events)} pieces: {last.text!r}")
        print(f"finish {last.finish}, {last.timing}, unknown {last.unknown}")
        cancel, began = Cancel(), 0.0
        for event in engine.chat(request, cancel):
            if isinstance(event, Delta) and not cancel.is_set:
                began = time.perf_counter()
                cancel.set()
        print(f"stopped after {time.perf_counter() - began:.3f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
