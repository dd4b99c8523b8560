"""Fifty threads go to a server: what it receives holds none of the planted data, and what it says comes back whole."""

from __future__ import annotations

import json
import re

import pytest

from carrel.base.work import Cancel, Delta
from carrel.engine.api import ChatRequest, Turn
from carrel.engine.remote import RemoteAnswer, RemoteEngine
from carrel.engine.servers import Patience
from tests.base.personal.threads import threads
from tests.engine.chat_server import ChatServer, echo, serving

pytestmark = pytest.mark.loopback
PATIENT = Patience(connect=5.0, first=30.0, gap=30.0, whole=60.0)


def said_back(server: ChatServer, text: str) -> tuple[str, RemoteAnswer]:
    """What streams back of a text that the server repeats, and the end of it; each thread is a conversation."""
    *events, last = RemoteEngine(server.reached(PATIENT)).chat(ChatRequest((Turn("user", text),)), Cancel())
    assert isinstance(last, RemoteAnswer)
    return "".join(event.text for event in events if isinstance(event, Delta)), last


def stands_in(planted: str, received: str) -> bool:
    """Whether it can be read there, as words of its own; in scripts without blanks anywhere."""
    spelled = re.escape(planted)
    return re.search(rf"(?<!\w){spelled}(?!\w)" if planted.isascii() else spelled, received) is not None


def test_the_bytes_that_a_server_receives_hold_no_personal_data() -> None:
    leaked: list[str] = []
    planted = 0
    every = threads("held_out")
    with serving(echo) as server:
        for thread in every:
            streamed, last = said_back(server, thread.text)
            assert (streamed, last.text, last.unknown) == (thread.text, thread.text, ())
            received = server.heard[-1].sent.decode()
            readable = "\n".join(turn["content"] for turn in json.loads(received)["messages"])
            planted += len(thread.planted)
            leaked += [
                f"{thread.title}: {one.text}"
                for one in thread.planted
                if stands_in(one.text, readable) or stands_in(json.dumps(one.text)[1:-1], received)
            ]
    assert (len(every), planted > 300) == (50, True)
    assert len(leaked) <= 0.02 * planted, leaked
