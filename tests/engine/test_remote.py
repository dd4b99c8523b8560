"""The engine at a server: what it sends, how it streams and stops, and that no bad server gets the better of it."""

from __future__ import annotations

import datetime
import ipaddress
import json
import logging
import ssl
import threading
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import cast

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from carrel.base.errors import CarrelError
from carrel.base.personal import Masker
from carrel.base.work import Cancel, Delta, Progress
from carrel.engine.api import Answer, ChatRequest, RequestRefused, Sampling, Turn
from carrel.engine.remote import RemoteAnswer, RemoteEngine
from carrel.engine.servers import AddressRefused, KeyRefused, Patience, Server, ServerFailed, ServerRefused
from tests.engine.bad_servers import BAD
from tests.engine.chat_server import REPLY, Asked, ChatServer, Plan, echo, honest, says, serving

pytestmark = pytest.mark.loopback
KEY = "sk-not-a-real-key"
SOON_S = 10.0
PATIENT = Patience(connect=5.0, first=30.0, gap=30.0, whole=60.0)
Events = Generator[Progress | Delta | Answer, None, None]


@pytest.fixture
def server() -> Iterator[ChatServer]:
    """An honest server."""
    with serving() as found:
        yield found


def ask(engine: RemoteEngine, text: str = "Count.", cancel: Cancel | None = None, grammar: str | None = None) -> Events:
    """A reply to one question."""
    return cast(Events, engine.chat(ChatRequest((Turn("user", text),), grammar=grammar), cancel or Cancel()))


def answer(events: Iterator[Progress | Delta | Answer]) -> RemoteAnswer:
    """The end of a reply."""
    *_, last = events
    assert isinstance(last, RemoteAnswer)
    return last


def test_a_reply_streams_with_its_times_and_counts(server: ChatServer) -> None:
    events = list(ask(RemoteEngine(server.reached(PATIENT), KEY)))
    deltas = [event.text for event in events if isinstance(event, Delta)]
    assert ("".join(deltas), len(deltas) > 5) == (REPLY, True)
    last = answer(iter(events))
    assert (last.text, last.finish) == (REPLY, "stop")
    assert (last.timing.prompt_tokens, last.timing.tokens) == (12, 6)
    assert 0 < last.timing.first_token_s < SOON_S


def test_what_is_sent_is_what_was_revealed_and_the_key_stands_in_its_header_alone(server: ChatServer) -> None:
    engine = RemoteEngine(server.reached(PATIENT), f" {KEY}\n")
    request = ChatRequest(
        (Turn("system", "Be kind."), Turn("user", "Why?")), 50, Sampling(0.5, seed=7), stop=("\n#",), grammar="title"
    )
    revealed = engine.reveal(request)
    assert server.heard == []
    answer(engine.chat(request, Cancel()))
    (heard,) = server.heard
    assert heard.sent == revealed
    assert heard.headers["Authorization"] == f"Bearer {KEY}"
    assert KEY.encode() not in revealed
    assert heard.said["messages"] == [
        {"role": "system", "content": "Be kind."},
        {"role": "user", "content": "Why?"},
    ]
    assert heard.said | {"messages": 0, "response_format": 0} == {
        "model": "small", "messages": 0, "stream": True, "stream_options": {"include_usage": True}, "max_tokens": 50,
        "temperature": 0.5, "top_p": 0.95, "seed": 7, "stop": ["\n#"], "response_format": 0,
    }  # fmt: skip
    assert heard.said["response_format"]["json_schema"]["schema"]["type"] == "object"
    assert heard.path == "/v1/chat/completions"


@pytest.mark.parametrize("name", BAD)
def test_a_bad_server_gets_a_sentence_and_is_asked_once(name: str, caplog: pytest.LogCaptureFixture) -> None:
    bad = BAD[name]
    caplog.set_level(logging.DEBUG)
    said: list[str] = []
    with serving(bad.plan) as server:
        engine = RemoteEngine(server.reached(), KEY)
        with pytest.raises(bad.kind) as caught:
            said.extend(event.text for event in ask(engine) if isinstance(event, Delta))
        assert len(server.heard) == 1
        assert "".join(said).startswith(bad.kept)
    told = f"{caught.value.what} {caught.value.next_step} {caught.value.detail} {engine!r} {caplog.text}"
    assert bad.words in caught.value.what
    assert caught.value.next_step.endswith(".")
    assert KEY not in told
    assert "sk-secret" not in told
    assert getattr(caught.value, "wait", 0.0) == (7.0 if name in {"cannot now", "is asked too often"} else 0.0)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_the_target_of_a_redirect_is_never_asked(status: int) -> None:
    with serving() as target, serving() as server:
        server.plan = lambda asked: asked.answer(status, Location=f"{target.address}/chat/completions")
        with pytest.raises(ServerRefused, match="does not follow"):
            answer(ask(RemoteEngine(server.reached(), KEY)))
        assert (target.heard, target.strays, len(server.heard)) == ([], 0, 1)


def test_where_nobody_answers_it_is_said(server: ChatServer) -> None:
    with serving() as gone:
        address = gone.reached()
    with pytest.raises(ServerFailed, match="cannot be reached"):
        answer(ask(RemoteEngine(address, KEY)))


def test_a_server_that_cannot_prove_who_it_is_gets_nothing(tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_own_certificate(tmp_path))
    with serving() as server:
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        server.handle_error = lambda request, client_address: None  # type: ignore[method-assign]
        secure = Server.at(server.address.replace("http:", "https:"), "small", patience=PATIENT)
        with pytest.raises(ServerRefused, match="could not prove"):
            answer(ask(RemoteEngine(secure, KEY)))
        assert server.heard == []


def _own_certificate(folder: Path) -> Path:
    """A certificate for 127.0.0.1 that nobody vouches for, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now - datetime.timedelta(1)).not_valid_after(now + datetime.timedelta(1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "own.pem"
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


def begins(asked: Asked) -> None:
    """One word, and then silence until whoever asked has gone."""
    asked.begin()
    asked.say("one ")
    asked.wait_for_the_end()


@pytest.mark.parametrize("plan", [begins, Asked.wait_for_the_end])
def test_a_stop_closes_the_line_at_once_and_the_next_question_works(plan: Plan) -> None:
    with serving(plan) as server:
        engine, cancel = RemoteEngine(server.reached(PATIENT), KEY), Cancel()
        answers: list[Answer] = []
        thread = threading.Thread(target=lambda: answers.append(answer(ask(engine, cancel=cancel))))
        thread.start()
        while not server.heard:
            thread.join(0.01)
        cancel.set()
        thread.join(SOON_S)
        assert [(one.finish, one.text.strip()) for one in answers] in ([("stopped", "one")], [("stopped", "")])
        assert server.left.wait(SOON_S)
        server.plan = honest
        assert answer(ask(engine)).text == REPLY


def test_a_reply_that_nobody_reads_on_closes_the_line() -> None:
    with serving(begins) as server:
        events = ask(RemoteEngine(server.reached(PATIENT), KEY))
        assert next(event.text for event in events if isinstance(event, Delta)) == "one "
        events.close()
        assert server.left.wait(SOON_S)


def test_closing_the_engine_ends_what_is_asked_and_sends_nothing_more(server: ChatServer) -> None:
    engine = RemoteEngine(server.reached(PATIENT), KEY)
    engine.close()
    assert answer(ask(engine)).finish == "stopped"
    assert server.heard == []


def test_thoughts_are_told_apart_however_a_server_sends_them() -> None:
    def thinks(asked: Asked) -> None:
        asked.begin()
        asked.event({"choices": [{"delta": {"reasoning_content": "Hm. "}}]})
        for piece in ("<thi", "nk>So.</th", "ink>\n\nYes", ", indeed. END no"):
            asked.say(piece)
        asked.end("length")

    with serving(thinks) as server:
        request = ChatRequest((Turn("user", "Why?"),), stop=(" END",))
        last = answer(RemoteEngine(server.reached(PATIENT)).chat(request, Cancel()))
    assert (last.text, last.reasoning, last.finish) == ("Yes, indeed.", "Hm. So.", "stop")


def test_a_server_that_does_not_stream_is_understood() -> None:
    whole = {"choices": [{"message": {"role": "assistant", "content": "Yes."}, "finish_reason": "length"}]}
    with serving(
        lambda asked: asked.answer(200, json.dumps(whole).encode(), Content_Type="application/json")
    ) as server:
        last = answer(ask(RemoteEngine(server.reached(PATIENT))))
    assert (last.text, last.finish) == ("Yes.", "length")


def test_names_go_out_as_placeholders_and_come_back_in_a_stream() -> None:
    asked = "My name is Ada Quill. Write to ada@quill.example that Ada is late."
    with serving(echo) as server:
        engine = RemoteEngine(server.reached(PATIENT), KEY)
        events = list(ask(engine, asked))
        sent = server.heard[0].sent.decode()
    assert not any(name in sent for name in ("Ada", "Quill", "quill"))
    assert "[PERSON_1]. Write to [EMAIL_1] that [PERSON_1_FIRST] is late." in sent
    assert "Make up no others" in sent
    last = answer(iter(events))
    assert last.text == "".join(event.text for event in events if isinstance(event, Delta)) == asked
    assert (last.masked, last.unknown) == (3, ())


def test_a_placeholder_that_was_made_up_stays_and_is_named() -> None:
    with serving(says("Dear [PERSON_1_FIRST], dear [PERSON_8],")) as server:
        last = answer(ask(RemoteEngine(server.reached(PATIENT)), "My name is Ada Quill."))
    assert (last.text, last.unknown) == ("Dear Ada, dear [PERSON_8],", ("[PERSON_8]",))


def test_what_comes_back_into_json_is_written_as_json() -> None:
    address = 'Address: 4 "The Mill"\\Lane 7'
    with serving(says('{"title": "[ADDRESS_1]"}')) as server:
        engine = RemoteEngine(server.reached(PATIENT))
        last = answer(ask(engine, f"Dear Ada,\n{address}\nBest\nIda", grammar="title"))
    assert json.loads(last.text) == {"title": address.removeprefix("Address: ")}


def test_what_was_said_before_in_a_conversation_keeps_its_placeholders() -> None:
    masker = Masker()
    with serving(says("Fine, [PERSON_1_FIRST] and [PERSON_2_FIRST].")) as server:
        answer(ask(RemoteEngine(server.reached(PATIENT), masker=masker), "My name is Ada Quill."))
        last = answer(ask(RemoteEngine(server.reached(PATIENT), masker=masker), "My name is Bo Finch, not Ada."))
    assert last.text == "Fine, Ada and Bo."
    assert b"[PERSON_2], not [PERSON_1_FIRST]" in server.heard[1].sent


@pytest.mark.parametrize(
    "address",
    ["http://models.example/v1", "https://me:secret@models.example/v1", "models.example", "https://", "ftp://a.example",
     "https://models.example/v1?key=1", "https://models.example:99999/v1", "https://mod els.example/v1"],
)  # fmt: skip
def test_addresses_that_give_something_away_are_refused(address: str) -> None:
    with pytest.raises(AddressRefused) as caught:
        Server.at(address, "small")
    assert "secret" not in caught.value.what + caught.value.next_step + caught.value.detail


def test_the_address_of_a_chat_is_the_address_of_its_server() -> None:
    found = Server.at(" https://models.example:8443/api/v1/chat/completions/ ", "small")
    assert (found.host, found.name, found.port, found.target, found.is_encrypted) == (
        "models.example:8443", "models.example", 8443, "/api/v1/chat/completions", True,
    )  # fmt: skip


def test_what_cannot_be_a_key_is_refused_without_being_told() -> None:
    with pytest.raises(KeyRefused) as caught:
        RemoteEngine(Server.at("https://models.example/v1", "small"), "sk-one\r\nX-Evil: 1")
    assert "sk-one" not in f"{caught.value!r} {caught.value.what} {caught.value.__context__!r}"


def test_options_out_of_range_are_refused_before_anything_is_sent(server: ChatServer) -> None:
    with pytest.raises(RequestRefused):
        list(RemoteEngine(server.reached(), KEY).chat(ChatRequest((Turn("user", "x"),), 0), Cancel()))
    assert server.heard == []


def test_nothing_is_sent_ahead_and_no_vectors_are_asked_for(server: ChatServer) -> None:
    engine = RemoteEngine(server.reached(), KEY)
    assert engine.prepare((Turn("user", "x"),), Cancel()) == 0
    assert engine.count((Turn("user", "twelve bytes"),)) == 8
    assert engine.info(Cancel()).where == server.reached().host
    with pytest.raises(CarrelError):
        engine.embed(("x",), Cancel())
    assert json.loads(engine.render((Turn("user", "My name is Ada."),)))["messages"][-1]["content"].endswith(
        "[PERSON_1_FIRST]."
    )
    assert server.heard == []
