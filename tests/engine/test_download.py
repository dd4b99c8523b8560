"""What a server may answer to a download besides the file: lies, refusals and redirects (P36)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from carrel.base.errors import CarrelError
from carrel.engine.download import DownloadFailed, DownloadRefused, Host
from tests.bench import make_model
from tests.engine.download_desk import Desk
from tests.engine.file_server import FileServer, Plan, says, sends_more, serving

pytestmark = pytest.mark.loopback


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
