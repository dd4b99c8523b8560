"""`carrel class` from the outside: a teacher and two pupils with homes of their own, and files between them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from carrel.base.files import resource
from carrel.classroom import signing
from carrel.cli.house import opened
from carrel.cli.main import main
from carrel.flows.classes import rooms
from carrel.flows.classes.records import PURPOSE
from carrel.records.exporting import Seal, export
from tests.flows.classes.many import Amount, write_packs
from tests.flows.classes.record_store import serving
from tests.records.kit import chained

SECRET = bytes(range(32))
Run = Callable[..., list[dict[str, Any]]]
LIST = "Name;Group\nAmara Obi;blue\nBo Lind;red\n=HYPERLINK(1);red\n;blue\n"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command as one of the three, with --json; gives its lines, or the error where it is to fail."""

    def one(who: str, *words: str, code: int = 0, said: str | None = None) -> list[dict[str, Any]]:
        monkeypatch.setenv("CARREL_HOME", str(tmp_path / who))
        if said is not None:
            monkeypatch.setattr("sys.stdin", __import__("io").StringIO(said))
        capsys.readouterr()
        assert main([*words, "--json"]) == code
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return one


def test_a_class_from_a_list_to_results_and_back(run: Run, tmp_path: Path) -> None:
    for who in ("teacher", "amara", "bo"):
        run(who, "pack", "install", str(resource("packs/foundations")))
    listed = tmp_path / "list.csv"
    listed.write_text(LIST)
    run("teacher", "class", "new", "7b", "--teacher", "Ms Adeyemi")
    [dry] = run("teacher", "class", "roster", "7b", str(listed), "--dry-run")
    assert (dry["done"], dry["pupils"], len(dry["changes"])) == (False, 0, 3)
    assert [fault["row"] for fault in dry["faults"]] == [5]
    [done] = run("teacher", "class", "roster", "7b", str(listed))
    assert (done["done"], done["pupils"]) == (True, 3)
    [again] = run("teacher", "class", "roster", "7b", str(listed))
    assert again["changes"] == []
    run("teacher", "class", "assign", "7b", "Equations", "--topic", "algebra.linear-equations", "--count", "2")
    [shown] = run("teacher", "class", "show", "7b")
    codes = {one["name"].split()[0].lower(): one["code"] for one in shown["who"]}
    pack = tmp_path / "7b.carrel-class"
    [sent] = run("teacher", "class", "send", "7b", "--to", str(pack))
    assert (sent["sequence"], sent["pupils"]) == (1, 3)
    for who in ("amara", "bo"):
        [seen] = run(who, "class", "open", str(pack), "--look")
        assert (seen["title"], seen["teacher"], seen["state"]) == ("7b", "Ms Adeyemi", "unknown")
        assert seen["fingerprint"] == sent["fingerprint"]
        assert "sees your tries" in seen["told"]
        [joined] = run(who, "class", "open", str(pack), "--code", codes[who])
        assert [task["title"] for task in joined["tasks"]] == ["Equations"]
        run(who, "practise", "--task", "Equations", said="no\n?\n>\n7\n>\n")
        run(who, "class", "results", "--to", str(tmp_path / f"{who}.carrel-results"))
    results = [str(tmp_path / f"{who}.carrel-results") for who in ("amara", "bo")]
    assert [one["state"] for one in run("teacher", "class", "take", "7b", *results)] == ["unknown", "unknown"]
    took = run("teacher", "class", "take", "7b", *results, "--trust")
    assert [(one["state"], one["pupil"], one["tries"] > 0) for one in took] == [
        ("ok", "Amara Obi", True),
        ("ok", "Bo Lind", True),
    ]
    assert [one["state"] for one in run("teacher", "class", "take", "7b", *results)] == ["duplicate", "duplicate"]
    told = tmp_path / "told.jsonl"
    [wrote] = run("teacher", "class", "statements", "7b", "--home", "https://school.example", "--to", str(told))
    assert (wrote["statements"], wrote["pupils"]) == (sum(one["tries"] for one in took), 2)
    assert "Amara" not in told.read_text()
    assert {json.loads(line)["actor"]["account"]["name"] for line in told.read_text().splitlines()} == {
        codes["amara"],
        codes["bo"],
    }


def test_what_a_pupil_may_not_have_is_refused_in_a_sentence(run: Run, tmp_path: Path) -> None:
    for who in ("teacher", "amara"):
        run(who, "pack", "install", str(resource("packs/foundations")))
    run("teacher", "class", "new", "7b")
    [pupil] = run("teacher", "class", "add", "7b", "Amara")
    run("teacher", "class", "assign", "7b", "Alone", "--topic", "algebra.linear-equations", "--policy", "feedback",
        "--behaviour", "socratic")  # fmt: skip
    pack = tmp_path / "7b.carrel-class"
    run("teacher", "class", "send", "7b", "--to", str(pack))
    run("amara", "class", "open", str(pack), "--code", pupil["code"])
    [mine] = run("amara", "class", "mine")
    assert mine["tasks"][0]["behaviour"] == "socratic"
    assert "Ask one question at a time" in mine["tasks"][0]["follows"]
    told = run("amara", "practise", "--task", "Alone", said="no\n?\n")
    assert "without hints" in told[-1]["error"]["what"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("show", "nothing"), "There is no such class"),
        (("results", "--to", "x"), "You are not in this class"),
        (("open", "/nowhere"), "There is no file"),
        (("new", " "), "title is missing"),
    ],
)
def test_what_cannot_be_done_is_told_with_what_to_do(run: Run, words: tuple[str, ...], says: str) -> None:
    [told] = run("teacher", "class", *words, code=1)
    assert says in told["error"]["what"]
    assert told["error"]["next"]


def test_a_record_is_sound_until_somebody_changes_it(run: Run, tmp_path: Path) -> None:
    def sealed(content: bytes) -> Seal:
        return Seal(signing.public_key(SECRET).hex(), signing.sign(SECRET, PURPOSE, content).hex())

    place = tmp_path / "record.md"
    place.write_bytes(export(chained(), sealed))
    [told] = run("teacher", "class", "verify", str(place))
    assert (told["sound"], told["seal"], told["key"]) == (True, "fits", signing.public_key(SECRET).hex())
    place.write_bytes(place.read_bytes().replace(b"leaf", b"loaf", 1))
    told, error = run("teacher", "class", "verify", str(place), code=1)
    assert not told["sound"]
    assert error["error"]["next"]
    other = signing.public_key(signing.new_private_key()).hex()
    place.write_bytes(export(chained(), lambda content: Seal(other, sealed(content).signature)))
    assert [one["seal"] for one in run("teacher", "class", "verify", str(place), code=1)[:1]] == ["broken"]


def test_statements_of_a_class_without_work_are_none(run: Run, tmp_path: Path) -> None:
    run("teacher", "class", "new", "7b")
    to = str(tmp_path / "told.jsonl")
    [told] = run("teacher", "class", "statements", "7b", "--home", "https://school.example", "--to", to, code=1)
    assert "No work" in told["error"]["what"]


def test_without_a_class_there_is_nothing_to_list(run: Run) -> None:
    assert run("teacher", "class", "list") == run("teacher", "class", "mine") == []


def test_a_folder_is_watched_once_and_left_again(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("carrel.cli.class_watching._STILL_S", 0.0)
    share = tmp_path / "share"
    share.mkdir()
    for who in ("teacher", "amara"):
        run(who, "pack", "install", str(resource("packs/foundations")))
    run("teacher", "class", "new", "7b")
    [pupil] = run("teacher", "class", "add", "7b", "Amara")
    run("teacher", "class", "assign", "7b", "Equations", "--topic", "algebra.linear-equations", "--count", "1")
    [told] = run("teacher", "class", "send", "7b", code=1)
    assert "No folder is watched" in told["error"]["what"]
    [chosen] = run("teacher", "class", "watch", "7b", str(share), "--once")
    assert (chosen["folder"], chosen["side"]) == (str(share), "teacher")
    [sent] = run("teacher", "class", "send", "7b")
    assert Path(sent["file"]) == share / "7b-1.carrel-class"
    run("amara", "class", "open", sent["file"], "--code", pupil["code"])
    run("amara", "practise", "--task", "Equations", said="no\n>\n")
    _chosen, given = run("amara", "class", "watch", "7b", str(share), "--once")
    assert (given["news"], Path(given["file"]).name) == ("given", f"{pupil['code']}-1.carrel-results")
    _chosen, asked = run("teacher", "class", "watch", "7b", "--once")
    assert (asked["news"], asked["pupil"]) == ("asks", "Amara")
    run("teacher", "class", "take", "7b", str(share / given["file"]), "--trust")
    assert run("teacher", "class", "watch", "7b", "--off") == [{"folder": None}]
    [told] = run("teacher", "class", "watch", "7b", "--once", code=1)
    assert "No folder is watched" in told["error"]["what"]


def test_a_pupil_is_changed_codes_are_written_and_what_was_set_is_taken_back(run: Run, tmp_path: Path) -> None:
    run("teacher", "class", "new", "7b")
    run("teacher", "class", "add", "7b", "Amara")
    run("teacher", "class", "assign", "7b", "Essay", "--task", "Write about rivers.")
    [changed] = run("teacher", "class", "change", "7b", "amara", "--name", "Amara Obi", "--group", "blue")
    assert (changed["name"], changed["groups"], changed["left"]) == ("Amara Obi", ["blue"], False)
    [written] = run("teacher", "class", "codes", "7b", "--to", str(tmp_path / "codes.html"))
    assert changed["code"] in Path(written["file"]).read_text(encoding="utf-8")
    run("teacher", "class", "codes", "7b", "--to", str(tmp_path / "codes.html"), code=1)
    run("teacher", "class", "codes", "7b", "--to", str(tmp_path / "codes.html"), "--force")
    [gone] = run("teacher", "class", "change", "7b", changed["code"], "--left")
    assert gone["left"]
    [there] = run("teacher", "class", "change", "7b", changed["id"], "--back")
    assert (there["left"], there["groups"]) == (False, ["blue"])
    run("teacher", "class", "change", "7b", "nobody", "--left", code=1)
    run("teacher", "class", "withdraw", "7b", "Essay")
    [shown] = run("teacher", "class", "show", "7b")
    assert shown["set"] == []
    run("teacher", "class", "withdraw", "7b", "Essay", code=1)


@pytest.mark.loopback
def test_statements_are_shown_before_they_are_sent_and_sent_once(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CARREL_HOME", str(tmp_path / "teacher"))
    with opened() as kit:
        room = rooms.make(kit, "7b").id
        write_packs(kit, room, tmp_path / "packs", Amount(2, 1, 3))
    run("teacher", "class", "take", "7b", str(tmp_path / "packs"))
    with serving() as server:
        words = ("class", "statements", "7b", "--home", "https://school.example", "--post", server.address)
        [shown] = run("teacher", *words)
        assert (shown["would_send_to"], shown["statements"], shown["pupils"]) == (server.address, 6, 2)
        assert server.heard == []
        [told] = run("teacher", *words, "--yes", said="", code=1)
        assert told["error"]["code"] == "key-missing"
        assert server.heard == []
        [sent] = run("teacher", *words, "--yes", said="the key\ns3cr3t\n")
        assert (sent["taken"], sent["known"]) == (6, 0)
        assert shown["first"] == server.taken[0]
        [again] = run("teacher", *words, "--yes", said="the key\ns3cr3t\n")
        assert (again["taken"], again["known"]) == (0, 6)
        assert len(server.ids) == len(set(server.ids)) == 6
    assert "Pupil 0" not in json.dumps(server.taken)
    kept = [path for path in (tmp_path / "teacher").rglob("*") if path.is_file()]
    assert kept
    assert not any(b"s3cr3t" in path.read_bytes() for path in kept)
    [told] = run("teacher", "class", "statements", "7b", "--home", "https://school.example", code=1)
    assert told["error"]["code"] == "nowhere-to-tell"
