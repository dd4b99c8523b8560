"""What a server may answer to a download besides the file: lies, refusals and redirects (P36)."""

from __future__ import annotations

import http.client
import socket
import ssl
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import truststore

from carrel.base.errors import CarrelError
from carrel.base.work import Cancel
from carrel.engine import download
from carrel.engine.download import HUGGING_FACE, DownloadFailed, DownloadRefused, Host
from tests.bench import make_model
from tests.engine.download_desk import Desk
from tests.engine.file_server import FileServer, Plan, says, sends_more, serving

pytestmark = pytest.mark.loopback

ADDRESS = "https://huggingface.co/maker/repo/resolve/main/file.gguf"


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return make_model.write("tiny", tmp_path_factory.mktemp("made") / "tiny.gguf", seed=5).read_bytes()


@pytest.fixture
def server(content: bytes) -> Iterator[FileServer]:
    with serving(content) as one:
        yield one


@pytest.fixture
def desk(tmp_path: Path, server: FileServer) -> Desk:
    return Desk(tmp_path / "models", server)


LIES: list[tuple[Plan, type[CarrelError], str]] = [
    (says(200, b"<html>", Content_Type="text/html; charset=utf-8"), DownloadRefused, "web page"),
    (says(200, b"x" * 100), DownloadRefused, "another size"),
    (says(200, b"", Content_Length=10**12), DownloadRefused, "another size"),
    (says(200, b"x" * 100, Content_Length=None, Transfer_Encoding="identity"), DownloadRefused, "how large"),
    (says(200, b"", Content_Length=-5), DownloadRefused, "how large"),
    (says(200, b"x", X_Linked_Size=5), DownloadRefused, "how large"),
    (says(200, b"x", Content_Encoding="gzip"), DownloadRefused, "form"),
    (says(206, b"x", Content_Range="bytes nonsense"), DownloadFailed, "could not send"),
    (says(204), DownloadFailed, "could not send"),
    (says(401), DownloadRefused, "everybody"),
    (says(403), DownloadRefused, "everybody"),
    (says(404), DownloadRefused, "any more"),
    (says(416), DownloadFailed, "could not send"),
    (says(429), DownloadFailed, "too often"),
    (says(500), DownloadFailed, "could not send"),
    (sends_more(b"and more"), DownloadRefused, "more than"),
    (says(302, Location="http://example.org/small.gguf"), DownloadRefused, "another place"),
    (says(302, Location="https://127.0.0.1/small.gguf"), DownloadRefused, "another place"),
    (says(302, Location="file:///etc/passwd"), DownloadRefused, "another place"),
    (says(302, Location="http://me:secret@127.0.0.1/small.gguf"), DownloadRefused, "another place"),
    (says(302, Location="http://127.0.0.1:port/small.gguf"), DownloadRefused, "another place"),
]


@pytest.mark.parametrize(("plan", "kind", "words"), LIES)
def test_whatever_else_is_sent_is_told_in_a_sentence_and_not_kept(
    plan: Plan, kind: type[CarrelError], words: str, desk: Desk
) -> None:
    desk.server.plans = [plan]
    assert words in desk.fails(kind).what
    assert desk.part.bytes == 0
    assert len(desk.server.heard) == 1


def test_a_redirect_on_the_way_is_followed_and_tells_nothing_more(desk: Desk) -> None:
    desk.server.plans = [says(302, Location="/store/abc?signature=1")]
    desk.get()
    assert [one.path for one in desk.server.heard][1] == "/store/abc?signature=1"
    assert "Referer" not in desk.server.heard[1].headers
    assert desk.is_here()


def test_redirects_in_a_circle_end(desk: Desk) -> None:
    desk.server.plans = [says(302, Location="/around")] * 50
    assert "circle" in desk.fails(DownloadRefused).what
    assert len(desk.server.heard) == 5


def test_the_address_of_the_file_is_pinned_to_the_host_and_its_stores() -> None:
    host = Host()
    assert host.allows("https://huggingface.co/a/b")
    assert host.allows("https://cdn-lfs-us-1.hf.co/a?b")
    for address in (
        "http://huggingface.co/a/b",
        "https://huggingface.co.example.org/a",
        "https://nothuggingface.co/a",
        "https://evilhf.co/a",
        "https://huggingface.co:8443/a",
        "https://user@huggingface.co/a",
        "https://127.0.0.1/a",
        "ftp://huggingface.co/a",
        "",
    ):
        assert not host.allows(address), address


def test_a_real_host_is_spoken_to_with_the_systems_own_certificates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "getproxies", dict)
    connection = download._connection(ADDRESS, HUGGING_FACE)
    assert isinstance(connection, http.client.HTTPSConnection)
    context = connection._context  # type: ignore[attr-defined]
    assert isinstance(context, truststore.SSLContext)
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
    assert (connection.host, connection.port, connection.timeout) == ("huggingface.co", 443, 10.0)


def test_a_school_s_proxy_is_used_and_still_only_carries_what_is_encrypted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download, "getproxies", lambda: {"https": "http://proxy.school.example:3128"})
    monkeypatch.setattr(download, "proxy_bypass", lambda _host: False)
    connection = download._connection(ADDRESS, HUGGING_FACE)
    assert isinstance(connection, http.client.HTTPSConnection)
    assert (connection.host, connection.port) == ("proxy.school.example", 3128)
    assert connection._tunnel_host == "huggingface.co"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (socket.gaierror(-2, "Name or service not known"), "no internet here now"),
        (ConnectionRefusedError(111, "Connection refused"), "no internet here now"),
        (TimeoutError("timed out"), "Nothing came from huggingface.co"),
        (ConnectionResetError(104, "reset"), "was cut"),
        (http.client.IncompleteRead(b""), "was cut"),
        (http.client.BadStatusLine("garbage"), "was cut"),
        (ssl.SSLEOFError(8, "EOF occurred"), "was cut"),
    ],
)
def test_every_way_a_line_breaks_is_told_and_keeps_what_came(error: Exception, words: str) -> None:
    def breaks() -> None:
        raise error

    with pytest.raises(DownloadFailed, match=words) as caught:
        download._Line(HUGGING_FACE, Cancel())._guarded(breaks)
    assert "kept" in caught.value.next_step


def test_a_host_that_cannot_prove_who_it_is_gets_nothing() -> None:
    def prove() -> None:
        raise ssl.SSLCertVerificationError("self-signed certificate")

    with pytest.raises(DownloadRefused, match=r"could not prove that it is huggingface\.co"):
        download._Line(HUGGING_FACE, Cancel())._guarded(prove)


def test_no_start_of_the_program_brings_the_network_in() -> None:
    network = ("http.client", "ssl", "truststore", "urllib.request")
    asked = f"import sys, carrel.wiring, carrel.cli.models; print(*(one for one in {network!r} if one in sys.modules))"
    said = subprocess.run([sys.executable, "-P", "-c", asked], capture_output=True, text=True, check=True)
    assert said.stdout.split() == []
