"""The two commands of the README make their choices well."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.house.sources import PACKAGING

Load = Callable[[str], Any]


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch) -> Load:
    """Gives one of the scripts as a module, loaded by its path as a person would start it."""
    monkeypatch.syspath_prepend(str(PACKAGING))

    def by_path(name: str) -> ModuleType:
        if name != "try":  # its name is a word of the language
            return importlib.import_module(name)
        specification = importlib.util.spec_from_file_location("try_carrel", PACKAGING / "try.py")
        assert specification is not None
        assert specification.loader is not None
        module = importlib.util.module_from_spec(specification)
        specification.loader.exec_module(module)
        return module

    return by_path


@pytest.mark.parametrize("script", ["try.py", "check.py", "interpreter.py"])
def test_an_old_python_can_read_what_answers_it(script: str) -> None:
    ast.parse((PACKAGING / script).read_text(encoding="utf-8"), feature_version=(3, 6))


@pytest.mark.parametrize(
    ("version", "fits"), [((3, 10), False), ((3, 11), True), ((3, 13), True), ((3, 14), False), ((2, 7), False)]
)
def test_only_some_pythons_fit(version: tuple[int, int], fits: bool, load: Load) -> None:
    assert load("interpreter").fits(version) is fits


def stand_in(folder: Path, name: str, script: str) -> None:
    """A command on the PATH that does what the script says."""
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


@pytest.mark.skipif(os.name == "nt", reason="stand-ins are shell scripts")
def test_an_unfit_python_goes_on_with_the_newest_one_that_really_starts(
    load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    interpreter = load("interpreter")
    stand_in(tmp_path, "python3.13", "exit 127")  # as a version manager's stand-in for a Python not installed
    stand_in(tmp_path, "python3.12", "echo 3 12")
    stand_in(tmp_path, "python3.11", "echo 3 11")
    started: list[list[str]] = []
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(interpreter.sys, "version_info", (3, 10, 1))
    monkeypatch.setattr(interpreter.sys, "argv", ["packaging/try.py", "ask", "Why?"])
    monkeypatch.setattr(interpreter.os, "execv", lambda path, command: started.append(command))
    with pytest.raises(SystemExit):  # only because the stand-in for execv comes back
        interpreter.ensure()
    assert started[0] == [str(tmp_path / "python3.12"), "packaging/try.py", "ask", "Why?"]


def test_without_a_fitting_python_a_sentence_says_what_to_install(
    load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    interpreter = load("interpreter")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(interpreter.sys, "version_info", (3, 15, 0))
    with pytest.raises(SystemExit, match=r"Carrel needs Python 3\.11, 3\.12 or 3\.13, and this is Python 3\.15"):
        interpreter.ensure()


def test_a_wheel_is_kept_by_release_computer_and_options(load: Load) -> None:
    engine_wheel = load("engine_wheel")
    keys = {
        engine_wheel.Build(requirement, machine, options).key
        for requirement in ("a>=1", "a>=2")
        for machine in ("one", "other")
        for options in ("", "-DGGML_CUDA=on")
    }
    assert len(keys) == 8


def test_options_a_person_has_set_come_first(load: Load) -> None:
    wanted = load("engine_wheel").wanted("a>=1", {"CMAKE_ARGS": "-DGGML_CUDA=on"})
    assert wanted.options == "-DGGML_CUDA=on -DLLAVA_BUILD=OFF"


def write_wheel(folder: Path) -> Path:
    """Something that looks like the engine's wheel."""
    folder.mkdir(parents=True)
    path = folder / "llama_cpp_python-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("llama_cpp/lib/libllama.so", bytes(range(256)) * 100)
    return path


def test_a_sound_wheel_is_used_again(load: Load, tmp_path: Path) -> None:
    engine_wheel = load("engine_wheel")
    build = engine_wheel.Build("a>=1", "here", "")
    wheel = write_wheel(tmp_path / "wheels" / build.key)
    assert engine_wheel.kept(build, tmp_path) == wheel


@pytest.mark.parametrize("damage", ["cut", "one byte", "empty"])
def test_a_damaged_wheel_is_thrown_away(damage: str, load: Load, tmp_path: Path) -> None:
    engine_wheel = load("engine_wheel")
    build = engine_wheel.Build("a>=1", "here", "")
    wheel = write_wheel(tmp_path / "wheels" / build.key)
    content = bytearray(wheel.read_bytes())
    content[1000] ^= 1
    wheel.write_bytes({"cut": bytes(content[:5000]), "one byte": bytes(content), "empty": b""}[damage])
    assert engine_wheel.kept(build, tmp_path) is None
    assert not wheel.exists()


def test_a_missing_compiler_is_named(load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine_wheel = load("engine_wheel")
    monkeypatch.setattr(engine_wheel, "has_compiler", lambda: False)
    monkeypatch.setattr(engine_wheel.system_libraries, "may_install", lambda: False)
    with pytest.raises(load("telling").Trouble, match=r"C\+\+ compiler is missing"):
        engine_wheel.need_compiler()


def test_the_settings_of_the_checkers_ask_for_no_new_set_up_and_a_dependency_does(load: Load, tmp_path: Path) -> None:
    fingerprint = load("environment").fingerprint
    described = {"project": {"dependencies": ["a"]}, "tool": {"ruff": {"line-length": 120}, "hatch": {}}}
    before = fingerprint(described, tmp_path)
    assert fingerprint({**described, "tool": {"ruff": {}, "hatch": {}}}, tmp_path) == before
    assert fingerprint({**described, "project": {"dependencies": ["b"]}}, tmp_path) != before
    assert fingerprint(described, tmp_path / "moved") != before


@pytest.mark.parametrize(
    ("changed", "ready"),
    [
        ({}, True),
        ({"wanted": "other"}, False),
        ({"machine": "other"}, False),
        ({"options": "built by hand"}, True),
        ({"packages": ("gone",)}, False),
        ({"dev": False}, False),
    ],
)
def test_a_set_up_is_ready_while_nothing_it_stands_on_has_changed(
    changed: dict[str, Any], ready: bool, load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = load("environment")
    monkeypatch.delenv("CMAKE_ARGS", raising=False)
    monkeypatch.setattr(environment, "VENV", tmp_path)
    environment.python_of(tmp_path).parent.mkdir(parents=True)
    environment.python_of(tmp_path).touch()
    build = load("engine_wheel").Build("a>=1", "here", "")
    described = {"wanted": "this", "dev": True, "machine": "here", "options": "", "packages": (), **changed}
    environment.Stamp(**described).write(tmp_path)
    assert environment.is_ready(environment.Stamp.read(tmp_path), "this", build, dev=True) is ready


@pytest.mark.parametrize("content", [None, "", "{", "{}", '{"packages": 3}', '["wanted"]'])
def test_a_stamp_that_cannot_be_read_is_no_stamp(content: str | None, load: Load, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "carrel-ready.json").write_text(content)
    assert load("environment").Stamp.read(tmp_path) is None


def test_a_folder_that_is_no_virtual_environment_does_not_work(load: Load, tmp_path: Path) -> None:
    assert load("environment").works(tmp_path) is False


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere Qt brings everything itself")
def test_missing_libraries_are_found_and_named_with_their_packages(load: Load) -> None:
    system_libraries = load("system_libraries")
    gone = {"libxcb-cursor.so.0", "libEGL.so.1"}
    found = system_libraries.missing(on_screen=True, is_there=lambda name: name not in gone)
    assert {library.package for library in found} == {"libxcb-cursor0", "libegl1"}
    without_screen = system_libraries.missing(on_screen=False, is_there=lambda name: name not in gone)
    assert {library.package for library in without_screen} == {"libegl1"}
    command = system_libraries.install_command(library.package for library in found)
    assert command == "sudo apt-get install libegl1 libxcb-cursor0"


def test_a_library_is_looked_for_by_loading_it(load: Load) -> None:
    assert load("system_libraries").opens("libcarrel-has-no-such-library.so.1") is False


@pytest.mark.parametrize(
    ("system", "variables", "there"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ""}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"QT_QPA_PLATFORM": "offscreen"}, True),
        ("darwin", {}, True),
        ("win32", {}, True),
    ],
)
def test_a_display_is_known_when_there_is_one(system: str, variables: dict[str, str], there: bool, load: Load) -> None:
    assert load("try").has_display(system, variables) is there


def test_a_failed_command_says_where_its_story_is_and_what_it_likely_was(
    load: Load, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    telling = load("telling")
    log = tmp_path / "set-up.log"
    command = [sys.executable, "-c", "raise SystemExit('OSError: No space left on device')"]
    with pytest.raises(telling.Trouble, match=r"Building did not work\. The disk is full(?s:.*)set-up\.log"):
        telling.run(command, "Building", log)
    assert "No space left" in log.read_text()
    assert capfd.readouterr().out == ""


def test_seconds_are_told_as_people_read_them(load: Load) -> None:
    assert load("telling").clock(90.7) == "1:30"


def test_a_process_left_behind_by_the_checks_is_named_and_ended(
    load: Load, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    leftovers = load("leftovers")
    monkeypatch.setattr(leftovers, "GRACE_S", 0.0)
    sleeper = [sys.executable, "-c", "import time; time.sleep(60)"]
    with subprocess.Popen(sleeper, env={**os.environ, "MARKED": "yes"}) as left:
        until = time.monotonic() + 5
        while leftovers.mark_of(leftovers.psutil.Process(left.pid), "MARKED") != "yes" and time.monotonic() < until:
            time.sleep(0.01)
        assert leftovers.main(os.getpid(), "MARKED", "yes") == 1
        assert left.wait() != 0
    assert f"{left.pid}" in capsys.readouterr().err
    assert leftovers.main(os.getpid(), "MARKED", "yes") == 0


def test_the_quick_round_leaves_out_the_faults_only(load: Load) -> None:
    steps = load("checking").steps(Path("/venv/bin/python"), fast=True, pytest_arguments=["-k", "store"])
    assert steps[-1].command[-4:] == ("-m", "not fault", "-k", "store")
    assert "-m" not in load("checking").steps(Path("/venv/bin/python"), fast=False, pytest_arguments=[])[-1].command[3:]


def test_all_tests_are_run_in_parts_that_leave_nothing_out(load: Load) -> None:
    tests = load("checking").steps(Path("/venv/bin/python"), fast=True, pytest_arguments=[])[-1]
    parts = [[one for one in part if one.startswith("tests/")] for part in tests.beside]
    folders = [folder for part in parts for folder in part]
    [same] = {part[: len(part) - len(own)] for part, own in zip(tests.beside, parts, strict=True)}
    assert all([*same, *own] == [*part] for part, own in zip(tests.beside, parts, strict=True))
    assert [*tests.command] == [*same, *(f"--ignore={folder}" for folder in folders)]
    assert len(folders) == len(set(folders)) > 0
    assert all((Path(__file__).parents[2] / folder).is_dir() for folder in folders)


@pytest.mark.parametrize("bad", [None, 0, 1, 2])
def test_a_step_is_well_when_all_of_its_parts_are(
    load: Load, capfd: pytest.CaptureFixture[str], bad: int | None
) -> None:
    checking = load("checking")
    first, *besides = (
        (sys.executable, "-c", f"print({number}); raise SystemExit({int(number == bad)})") for number in range(3)
    )
    assert checking.run(checking.Step("all", first, tuple(besides)), os.environ) is (bad is None)
    assert capfd.readouterr().out.split() == ["0", "1", "2"]
