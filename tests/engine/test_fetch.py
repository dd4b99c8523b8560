"""Downloads from a server on this computer that cuts, changes, ignores, lies and stalls (P36)."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

from carrel.base.errors import Stopped
from carrel.base.work import Cancel, Progress
from carrel.engine import fetch, parts
from carrel.engine.api import ModelRefused
from carrel.engine.download import DownloadFailed, DownloadRefused
from carrel.engine.fetch import Downloads
from carrel.engine.models import Model, Models
from tests.bench import make_model
from tests.engine.download_desk import Desk
from tests.engine.file_server import (
    FileServer,
    cuts,
    ignores_ranges,
    says,
    serving,
    stalls,
)

pytestmark = pytest.mark.loopback

ROOT = Path(__file__).parents[2]


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


def test_a_whole_file_is_tried_and_gets_its_name(desk: Desk) -> None:
    *steps, model = desk.get()
    assert isinstance(model, Model)
    assert model.name == "small"
    assert model.sha256 == hashlib.sha256(desk.server.content).hexdigest()
    assert desk.probed == [desk.part.path]
    assert desk.is_here()
    last = [step for step in steps if isinstance(step, Progress) and step.total][-1]
    assert last.done == last.total == len(desk.server.content)


def test_nothing_personal_is_sent(desk: Desk) -> None:
    desk.get()
    (asked,) = desk.server.heard
    assert asked.path == "/maker/small-GGUF/resolve/main/small.gguf"
    assert {name.lower() for name in asked.headers} == {"host", "accept", "accept-encoding", "user-agent"}
    assert asked.headers["User-Agent"].startswith("Carrel/")


def test_nothing_is_asked_before_the_first_step_is_wanted(desk: Desk) -> None:
    steps = desk.downloads.get(desk.entry, Cancel())
    assert desk.server.heard == []
    list(steps)
    assert len(desk.server.heard) == 1


def test_a_file_the_catalogue_proves_needs_no_trial(desk: Desk) -> None:
    desk.entry = replace(desk.entry, sha256=hashlib.sha256(desk.server.content).hexdigest())
    desk.models = Models(desk.folder, desk.folder / "nobody.gguf", (desk.entry,))
    model = desk.get()[-1]
    assert isinstance(model, Model)
    assert model.known
    assert desk.probed == []


def test_what_was_cut_in_the_middle_goes_on_from_there(desk: Desk) -> None:
    half = len(desk.server.content) // 2
    desk.server.plans = [cuts(half)]
    failure = desk.fails(DownloadFailed)
    assert "kept" in failure.next_step
    assert desk.part.bytes == half
    desk.get()
    assert desk.server.starts == [0, half]
    assert desk.server.heard[1].headers["If-Range"] == desk.server.etag
    assert desk.is_here()


def test_a_line_that_was_cut_is_taken_up_again_by_itself(desk: Desk) -> None:
    desk.pauses = (0.0, 0.0)
    third = len(desk.server.content) // 3
    desk.server.plans = [cuts(third), cuts(third)]
    desk.get()
    assert desk.server.starts == [0, third, 2 * third]
    assert desk.is_here()


def test_a_line_that_brings_nothing_is_not_tried_again_and_again(desk: Desk) -> None:
    desk.pauses = (0.0, 0.0)
    desk.server.plans = [cuts(0)] * 5
    desk.fails(DownloadFailed)
    assert len(desk.server.heard) == 1


def test_a_file_that_changed_meanwhile_is_begun_anew(desk: Desk, tmp_path: Path) -> None:
    desk.server.plans = [cuts(50_000)]
    desk.fails(DownloadFailed)
    desk.server.content = make_model.write("tiny", tmp_path / "newer.gguf", seed=6).read_bytes()
    desk.server.etag = '"second"'
    desk.get()
    assert desk.is_here()


def test_where_the_hash_is_known_another_stores_mark_does_not_matter(desk: Desk) -> None:
    desk.server.tells_digest = True
    desk.server.plans = [cuts(50_000)]
    desk.fails(DownloadFailed)
    desk.server.etag = '"of another store"'
    desk.get()
    assert desk.server.starts == [0, 50_000]
    assert desk.is_here()


def test_a_part_of_a_changed_file_is_not_joined_to_the_old_one(desk: Desk, tmp_path: Path) -> None:
    """A host that knows no If-Range sends the rest of the new file; its mark gives it away."""
    desk.server.plans = [cuts(50_000)]
    desk.fails(DownloadFailed)
    desk.server.content = make_model.write("tiny", tmp_path / "newer.gguf", seed=6).read_bytes()
    rest = desk.server.content[50_000:]
    place = f"bytes 50000-{len(desk.server.content) - 1}/{len(desk.server.content)}"
    desk.server.etag = '"second"'
    desk.server.plans = [says(206, rest, Content_Range=place, ETag='"second"')]
    desk.get()
    assert desk.server.starts == [0, 50_000, 0]
    assert desk.is_here()


def test_a_host_that_ignores_ranges_sends_it_all_again(desk: Desk) -> None:
    desk.server.plans = [cuts(50_000), ignores_ranges]
    desk.fails(DownloadFailed)
    desk.get()
    assert desk.server.starts == [0, 50_000]
    assert desk.is_here()


def test_a_host_that_says_there_is_no_such_part_is_asked_from_the_beginning(desk: Desk) -> None:
    desk.server.plans = [cuts(50_000), says(416, Content_Range="bytes */40000")]
    desk.fails(DownloadFailed)
    desk.get()
    assert desk.server.starts == [0, 50_000, 0]
    assert desk.is_here()


def test_what_nobody_could_prove_is_not_gone_on_with(desk: Desk) -> None:
    desk.server.etag = 'W/"weak"'
    desk.server.plans = [cuts(50_000)]
    desk.fails(DownloadFailed)
    desk.get()
    assert desk.server.starts == [0, 0]
    assert desk.is_here()


def test_bytes_without_a_note_are_worth_nothing(desk: Desk) -> None:
    desk.part.path.write_bytes(b"GGUF and something")
    desk.get()
    assert desk.server.starts == [0]
    assert desk.is_here()


def test_the_hash_the_host_tells_is_held_against_what_came(desk: Desk) -> None:
    desk.server.tells_digest = True
    right = desk.server.content
    desk.server.plans = [cuts(50_000)]
    desk.fails(DownloadFailed)
    note = desk.part.note()
    assert note is not None
    assert note.sha256 == hashlib.sha256(right).hexdigest()
    desk.part.path.write_bytes(b"x" * 50_000)
    assert "promised" in desk.fails(DownloadRefused).what
    assert (desk.part.bytes, desk.part.note()) == (0, None)


def test_a_wrong_hash_is_refused_and_nothing_is_kept(desk: Desk) -> None:
    desk.entry = replace(desk.entry, sha256="0" * 64)
    assert "promised" in desk.fails(DownloadRefused).what
    assert desk.part.bytes == 0
    assert desk.probed == []


def test_a_model_the_trial_refuses_is_not_kept(desk: Desk) -> None:
    def refuse(_path: Path) -> None:
        raise ModelRefused("It fell over.", "Choose another.")

    with pytest.raises(ModelRefused, match="fell over"):
        list(Downloads(desk.models, refuse, desk.server.host).get(desk.entry, Cancel()))
    assert list(desk.folder.glob("small*")) == []


def test_a_sound_file_of_another_kind_is_stopped_at_the_gate(desk: Desk) -> None:
    desk.server.content = b"GGUF" + bytes(len(desk.server.content) - 4)
    desk.fails(ModelRefused)
    assert desk.probed == []
    assert desk.part.bytes == 0


def test_a_server_that_falls_silent_ends_with_a_sentence_and_keeps_the_part(desk: Desk) -> None:
    desk.server.plans = [stalls(50_000)]
    assert "Nothing came" in desk.fails(DownloadFailed).what
    assert desk.part.bytes == 50_000
    desk.get()
    assert desk.is_here()


def test_stopping_a_silent_server_does_not_wait_for_it(desk: Desk) -> None:
    slow = replace(desk.server.host, stall_seconds=60.0)
    desk.server.plans = [stalls(50_000)]
    cancel = Cancel()
    timer = threading.Timer(0.3, cancel.set)
    timer.start()
    with pytest.raises(Stopped):
        list(Downloads(desk.models, desk.probed.append, slow).get(desk.entry, cancel))
    timer.join()
    assert desk.server.gave_up == 0
    assert desk.part.bytes == 50_000


def test_stopping_keeps_the_part_and_going_on_uses_it(desk: Desk) -> None:
    desk.server.plans = [stalls(50_000)]
    cancel = Cancel()
    steps = desk.downloads.get(desk.entry, cancel)
    for step in steps:
        if isinstance(step, Progress) and step.done:
            cancel.set()
            break
    with pytest.raises(Stopped):
        list(steps)
    here = desk.part.bytes
    assert here > 0
    desk.get()
    assert desk.server.starts == [0, here]
    assert desk.is_here()


def test_a_second_download_at_once_is_told_to_wait(desk: Desk) -> None:
    downloads = desk.downloads
    first = downloads.get(desk.entry, Cancel())
    next(first)
    with pytest.raises(ModelRefused, match="Another model"):
        next(downloads.get(desk.entry, Cancel()))
    first.close()  # type: ignore[attr-defined]
    assert isinstance(list(downloads.get(desk.entry, Cancel()))[-1], Model)


def test_a_disk_without_room_is_told_before_anything_is_written(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(10**9, 10**9, 1000))
    assert "room" in desk.fails(ModelRefused).what
    assert desk.part.bytes == 0


def test_a_disk_that_fills_up_on_the_way_keeps_what_came(desk: Desk) -> None:
    def full(_handle: int) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fetch.os, "fsync", full)  # type: ignore[attr-defined]
        patch.setattr(parts, "write_whole", lambda path, content: path.write_bytes(content))
        assert "room" in desk.fails(ModelRefused).what
    here = desk.part.bytes
    assert here == len(desk.server.content)
    desk.get()
    assert desk.server.starts == [0]
    assert desk.is_here()


def test_the_same_model_under_another_name_is_noticed(desk: Desk, tmp_path: Path) -> None:
    mine = tmp_path / "mine.gguf"
    mine.write_bytes(desk.server.content)
    list(desk.models.add(mine, desk.probed.append, Cancel()))
    with pytest.raises(ModelRefused, match="here already, as mine"):
        desk.get()
    assert not list(desk.folder.glob("small*"))


KILLED = """
import sys
from pathlib import Path
from carrel.base.work import Cancel
from carrel.engine.catalog import Entry
from carrel.engine.download import Host
from carrel.engine.fetch import Downloads
from carrel.engine.models import Models
folder, port, size = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
entry = Entry("small", "Small", ("en",), "MIT", size, 2048, 10**8, "maker/small-GGUF", "small.gguf")
host = Host(f"127.0.0.1:{port}", plain=True)
for step in Downloads(Models(folder, folder / "no.gguf", ()), lambda path: None, host).get(entry, Cancel()):
    print(getattr(step, "done", "whole"), flush=True)
"""


@pytest.mark.fault
@pytest.mark.skipif(os.name != "posix", reason="a process is killed with a POSIX signal")
def test_killed_in_the_middle_it_goes_on_at_the_next_start(desk: Desk) -> None:
    half = len(desk.server.content) // 2
    desk.server.plans = [stalls(half)]
    arguments = [str(desk.folder), desk.server.host.name.partition(":")[2], str(len(desk.server.content))]
    child = subprocess.Popen(
        [sys.executable, "-c", KILLED, *arguments],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT / "app")},
    )
    assert child.stdout is not None
    with child.stdout as told:
        for line in told:
            if int(line) > 0:
                break
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
    here = desk.part.bytes
    assert here <= half
    assert list(desk.folder.glob("*.gguf")) == []
    desk.get()
    assert desk.is_here()
    assert desk.server.starts == [0, here]


def test_cut_at_any_byte_the_file_comes_out_the_same(desk: Desk) -> None:
    size = len(desk.server.content)
    for place in (1, 4, 4096, size // 2, size - 1):
        desk.server.heard.clear()
        desk.server.plans = [cuts(place)]
        with pytest.raises(DownloadFailed):
            desk.get()
        desk.get()
        assert desk.is_here()
        assert desk.server.starts == [0, place]
        desk.models.remove("small")
