"""A chat through the real flows and the shipped model, which tells as JSON what of the network it touched: HOME."""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

TOUCHED: list[str] = []
sys.addaudithook(lambda event, _arguments: TOUCHED.append(event) if event.startswith("socket.") else None)

from carrel.base.work import Cancel  # noqa: E402 - whatever importing does is watched too
from carrel.flows import browse, grow, prepare, teach  # noqa: E402
from carrel.wiring import open_house  # noqa: E402

QUESTIONS = ("What is gravity?", "And why do things fall?", "Who are you?", "Open https://example.org for me.")

LISTS = ("tcp", "tcp6", "udp", "udp6", "raw", "packet")


def main(home: str) -> None:
    """Talk, go back, search, come back; then look at the network."""
    house = open_house({"CARREL_HOME": home})
    kit = house.kit
    said = 0
    conversation = None
    for question in QUESTIONS:
        list(prepare.read_ahead(kit, conversation, Cancel()))
        for step in teach.say(kit, conversation, question, Cancel()):
            if isinstance(step, teach.Said):
                conversation = step.conversation.id
            elif isinstance(step, grow.Replied):
                said += bool(step.message.text)
                last = step.message.id
    for step in teach.retry(kit, last, Cancel()):
        said += isinstance(step, grow.Replied)
    found = len(list(browse.search(kit, "gravity")))
    sockets = [*sockets_of("self"), *sockets_of(worker_of(kit))]
    house.close()
    network = Path("/proc/self/net")
    seen: dict[str, Any] = {
        "asked": len(QUESTIONS) + 1,
        "said": said,
        "found": found,
        "touched": TOUCHED,
        "sockets": sockets,
        "open": {name: len(Path(network, name).read_text().splitlines()) - 1 for name in LISTS},
        "interfaces": [line.split() for line in Path(network, "dev").read_text().splitlines()[2:]],
    }
    print(json.dumps(seen))


def worker_of(kit: Any) -> str:
    """The process number of the engine."""
    return str(kit.engines.engine().process_id)


def sockets_of(process: str) -> list[str]:
    """What of its open files are sockets."""
    found = []
    for link in Path(f"/proc/{process}/fd").iterdir():
        with suppress(FileNotFoundError):  # the listing's own
            found.append(os.readlink(link))
    return [name for name in found if name.startswith("socket:")]


if __name__ == "__main__":
    main(sys.argv[1])
