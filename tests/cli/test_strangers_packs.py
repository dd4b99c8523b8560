"""What a stranger may have made comes in through a limited child, at every door of a class (P25, P26)."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from carrel.base.apart import Limits
from carrel.classroom import signing
from carrel.cli.main import main
from carrel.flows.classes.packs import reading
from tests.base.archives import HOSTILE, pack
from tests.classroom.kit import PUPIL, heading

Run = Callable[..., list[dict[str, Any]]]

PACKS: dict[str, Callable[[], bytes]] = {
    **{name: make for name, (make, _told) in HOSTILE.items()},
    "a bomb for a manifest": lambda: pack("manifest.json", content=b" " * 60_000_000),
    "a manifest without end": lambda: pack("manifest.json", content=b"[" * 900_000),
    "an archive in an archive": lambda: pack("manifest.json", content=pack("manifest.json")),
    "another archive": lambda: pack("word/document.xml"),
    "an empty archive": pack,
}
"""Twenty-five archives, each of which is put together in a way in which no pack is."""


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command with --json in a home with one class; gives its lines."""
    monkeypatch.setenv("CARREL_HOME", str(tmp_path / "home"))

    def one(*words: str, code: int = 0) -> list[dict[str, Any]]:
        capsys.readouterr()
        assert main([*words, "--json"]) == code
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    one("class", "new", "7b")
    return one


def is_told(told: dict[str, Any]) -> bool:
    """Whether it is an error with a sentence and a next step, and none of our own mistakes."""
    error = told["error"]
    return bool(error["what"].endswith(".") and error["next"].endswith(".") and error["code"] != "bug")


def test_there_are_twenty_five_of_them() -> None:
    assert len(PACKS) == 25


def test_none_of_them_is_taken_in_and_the_good_one_behind_them_is(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "packs"
    folder.mkdir()
    for number, make in enumerate(PACKS.values()):
        (folder / f"{number:02}.carrel-results").write_bytes(make())
    sound = folder / "99.carrel-results"
    [shown] = run("class", "show", "7b")
    [pupil] = run("class", "add", "7b", "Amara")
    sound.write_bytes(results(shown["class"], pupil["code"]))
    told = run("class", "take", "7b", str(folder), "--trust")
    assert [one["state"] for one in told] == ["refused"] * len(PACKS) + ["ok"]
    assert all(one["says"].endswith(".") and one["next"].endswith(".") for one in told[:-1])


@pytest.mark.parametrize("door", [("class", "open"), ("class", "roster", "7b"), ("import",)], ids=" ".join)
def test_none_of_them_comes_in_by_another_door(run: Run, tmp_path: Path, door: tuple[str, ...]) -> None:
    for name, make in PACKS.items():
        path = tmp_path / "strange.zip"
        path.write_bytes(make())
        [told] = run(*door, str(path), code=1)
        assert is_told(told), name


XML: dict[str, str] = {
    "entities that grow": (
        '<?xml version="1.0"?><!DOCTYPE q [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
        '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
        '<quiz><question type="essay"><name><text>&c;</text></name></question></quiz>'
    ),
    "an entity from a file": (
        '<?xml version="1.0"?><!DOCTYPE q [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        '<quiz><question type="essay"><questiontext><text>&a;</text></questiontext></question></quiz>'
    ),
    "depth without end": '<?xml version="1.0"?><quiz>' + "<question>" * 100_000,
}


@pytest.mark.parametrize("text", XML.values(), ids=XML)
def test_hostile_xml_is_refused_in_a_sentence(run: Run, tmp_path: Path, text: str) -> None:
    for name, content in (("quiz.xml", text.encode()), ("package.zip", zipped("imsmanifest.xml", text.encode()))):
        (tmp_path / name).write_bytes(content)
        [told] = run("import", str(tmp_path / name), code=1)
        assert is_told(told)
        assert "root:" not in json.dumps(told)


def test_a_pack_that_fills_the_memory_ends_its_child_and_the_next_one_is_read(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading.PackReader.__init__, "__defaults__", (Limits(memory=120_000_000, cpu_s=60, wait_s=60),))
    [shown] = run("class", "show", "7b")
    [pupil] = run("class", "add", "7b", "Amara")
    greedy, sound = tmp_path / "1", tmp_path / "2"
    greedy.write_bytes(results(shown["class"], pupil["code"], work=b"[" + b"[]," * 8_000_000 + b"[]]"))
    sound.write_bytes(results(shown["class"], pupil["code"]))
    told = run("class", "take", "7b", str(greedy), str(sound), "--trust")
    assert [one["state"] for one in told] == ["refused", "ok"]
    assert "more memory" in told[0]["says"]


def results(classroom: str, code: str, work: bytes = b"") -> bytes:
    """A results pack without a try in it, signed by some device."""
    from carrel.classroom import packing  # noqa: PLC0415

    said = work or json.dumps({"code": code, "pack": "0" * 64, "tries": []}).encode()
    made = heading("results", secret=PUPIL, classroom=classroom)
    assert made.issuer.key == signing.public_key(PUPIL)
    return packing.write(made, {"results.json": said}, PUPIL)


def zipped(name: str, content: bytes) -> bytes:
    """An archive with one file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr(name, content)
    return out.getvalue()
