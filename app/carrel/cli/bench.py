"""`carrel bench`: how fast Carrel is on this computer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from argparse import Namespace
from contextlib import suppress
from pathlib import Path

from carrel.base.places import Places
from carrel.base.stamp import SystemStamp
from carrel.conversations import tables
from carrel.conversations.model import Conversation, Message, Role
from carrel.engine.rack import Choice, local_model
from carrel.flows.measure import Program, Start, Streamed, figures
from carrel.flows.read_trial import ReadIn, paper
from carrel.library import tables as library
from carrel.store.db import Store
from carrel.wiring import ground


class _File:
    """A model file that was named on the command line."""

    def __init__(self, path: Path) -> None:
        self.name, self.path, self.adapter = path.stem, path, None


def bench(arguments: Namespace) -> None:
    """Measure, and print a line for each figure; nothing of the person's is touched."""
    here = ground(os.environ)
    now = here.settings.current
    found = _File(Path(arguments.model)) if arguments.model else here.models.find(now.model)
    model = local_model(found, Choice(now.model, now.context or 2048, now.threads))
    with tempfile.TemporaryDirectory(prefix="carrel-bench-") as scratch:
        program = Program(
            lambda count: _start_window(Path(scratch), count),
            lambda count: _stream_window(Path(scratch), count),
            lambda pages: _read_paper(Path(scratch), pages),
        )
        for figure in figures(model, Path(scratch), program, arguments.only, arguments.passages):
            if arguments.json:
                print(json.dumps({**vars(figure), "model": model.name}, ensure_ascii=False), flush=True)
            else:
                mark = {True: "✓", False: "✗", None: "·"}[figure.holds]
                bound = f"  ({figure.bound})" if figure.bound and figure.holds is not None else ""
                print(f"{mark} {figure.promise}  {figure.what}: {figure.value:.3g} {figure.unit}{bound}", flush=True)


def _start_window(scratch: Path, messages: int) -> Start:
    """Open the window of a profile of its own, which has one chat of so many messages, and close it again."""
    home = _filled(scratch, messages)
    began = time.time()
    told = _measured(home, "start")
    return Start(told["painted"] - began, round(told["bytes"]))


def _stream_window(scratch: Path, messages: int) -> Streamed:
    """Let an answer stream into a chat of so many messages."""
    told = _measured(_filled(scratch, messages), "streaming")
    return Streamed(told["opened"], told["p99"], told["last_steps"] / told["first_steps"], round(told["bytes"]))


def _read_paper(scratch: Path, pages: int) -> ReadIn:
    """Read a document of so many pages in; and once more into another profile, killed half-way and started again."""
    file, whole, killed = scratch / "paper.pdf", scratch / "home-whole", scratch / "home-killed"
    file.write_bytes(paper(pages))
    began = time.monotonic()
    subprocess.run(_reading(file), env=_at(whole), capture_output=True, check=True, timeout=600)
    seconds = time.monotonic() - began
    with suppress(subprocess.TimeoutExpired):
        subprocess.run(_reading(file), env=_at(killed), capture_output=True, check=False, timeout=seconds / 2)
    resumed = len(_texts(killed))
    subprocess.run(_reading(file), env=_at(killed), capture_output=True, check=True, timeout=600)
    return ReadIn(pages, seconds, resumed, _texts(whole) == _texts(killed))


def _reading(file: Path) -> list[str]:
    return [sys.executable, "-m", "carrel", "read", str(file), "--json"]


def _at(home: Path) -> dict[str, str]:
    return {**os.environ, "CARREL_HOME": str(home)}


def _texts(home: Path) -> list[str]:
    """The texts of all pages in that profile."""
    file = Places.find({"CARREL_HOME": str(home)}).make().data / "carrel.db"
    with Store.open(file, SystemStamp()) as store, store.reading() as db:
        return [part.text for one in library.documents(db) for part in library.parts(db, one.id)]


def _measured(home: Path, what: str) -> dict[str, float]:
    environment = _at(home)
    if not any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    command = [sys.executable, "-m", "carrel", f"--measure-{what}"]
    done = subprocess.run(command, env=environment, capture_output=True, check=True, timeout=300)
    told: dict[str, float] = json.loads(done.stdout)
    return told


def _filled(scratch: Path, messages: int) -> Path:
    home = scratch / f"home-{messages}"
    if not home.exists():
        _fill(home, messages)
    return home


def _fill(home: Path, messages: int) -> None:
    places = Places.find({"CARREL_HOME": str(home)}).make()
    (places.settings / "settings.json").write_text('{"welcomed": true}', encoding="utf-8")
    stamp = SystemStamp()
    with Store.open(places.data / "carrel.db", stamp) as store, store.writing() as db:
        now = stamp.now()
        chat = Conversation(stamp.new_id(), created=now, updated=now, title="A long chat")
        tables.create_conversation(db, chat)
        parent = None
        for number in range(messages):
            role: Role = "assistant" if number % 2 else "user"
            text = f"Message {number}: **bold** words, `code`, and a list:\n\n- one\n- two\n" * (1 + number % 3)
            message = Message(stamp.new_id(), chat.id, parent, role, text, stamp.now())
            tables.add_message(db, message)
            parent = message.id
