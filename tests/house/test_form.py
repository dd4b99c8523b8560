"""The form of the sources: sizes, sentences, no loose ends, and things that are said once."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import carrel
from tests.house.sources import APP, PACKAGING, RESOURCES, ROOT, TESTS, name_of, python_files, tree

MOST_LINES = 400

LONGER_WITH_A_REASON: dict[str, str] = {}
"""Files that may be longer than the wall, each with the reason."""

CATCHES_EVERYTHING = {
    "app/carrel/ui/jobs.py": "the edge between a job and the window",
    "app/carrel/cli/main.py": "the edge between a command and the terminal",
    "app/carrel/engine/worker.py": "the edge between the model and its process",
}
"""The places where an error nobody foresaw becomes a report."""

LOOSE_ENDS = re.compile(r"\b(?:T[O]DO|F[I]XME|X[X]X|H[A]CK)\b")  # written so that it does not find itself


def too_long(*roots: Path) -> list[str]:
    """Files over the wall, without the ones that have a reason."""
    return [
        f"{name_of(path)}: {lines} lines"
        for path in python_files(*roots)
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES
        if name_of(path) not in LONGER_WITH_A_REASON
    ]


def test_no_file_is_longer_than_four_hundred_lines() -> None:
    assert too_long(APP, TESTS, PACKAGING) == []


@pytest.mark.parametrize(("lines", "found"), [(400, 0), (401, 1)])
def test_a_file_of_401_lines_is_found(lines: int, found: int, tmp_path: Path) -> None:
    (tmp_path / "long.py").write_text("pass\n" * lines)
    assert len(too_long(tmp_path)) == found


def broad_catches(path: Path) -> Iterator[str]:
    """Lines that catch any error and do not raise it again."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ExceptHandler):
            caught = [node.type] if not isinstance(node.type, ast.Tuple) else node.type.elts
            broad = any(kind is None or ast.unparse(kind) in {"Exception", "BaseException"} for kind in caught)
            raised_again = isinstance(node.body[-1], ast.Raise) and ast.unparse(node.type or node) == "BaseException"
            if broad and not raised_again:
                yield f"{name_of(path)}:{node.lineno}"
        elif (
            isinstance(node, ast.Call)
            and "suppress" in (getattr(node.func, "attr", ""), getattr(node.func, "id", ""))
            and any(ast.unparse(kind) in {"Exception", "BaseException"} for kind in node.args)
        ):
            yield f"{name_of(path)}:{node.lineno}"


def test_every_error_is_caught_in_three_places_only() -> None:
    found = [
        place
        for path in python_files(APP / "carrel", PACKAGING)
        for place in broad_catches(path)
        if place.split(":")[0] not in CATCHES_EVERYTHING
    ]
    assert found == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("try: pass\nexcept Exception: pass", 1),
        ("try: pass\nexcept: pass", 1),
        ("try: pass\nexcept (OSError, Exception): pass", 1),
        ("import contextlib\nwith contextlib.suppress(Exception): pass", 1),
        ("try: pass\nexcept BaseException:\n    raise", 0),
        ("try: pass\nexcept OSError: pass", 0),
    ],
)
def test_a_broad_catch_is_found(code: str, found: int, tmp_path: Path) -> None:
    (tmp_path / "catching.py").write_text(code)
    assert len(list(broad_catches(tmp_path / "catching.py"))) == found


def not_a_sentence(docstring: str | None) -> bool:
    """Whether a docstring's first line is anything but one whole sentence."""
    first = (docstring or "").split("\n", 1)[0].strip()
    return re.fullmatch(r"[A-Z0-9`'\"(_.].*[.?!:]", first) is None or re.search(r"[a-z)]\. [A-Z]", first) is not None


def test_every_module_says_in_one_sentence_what_it_is_for() -> None:
    silent = [
        name_of(path) for path in python_files(APP, TESTS, PACKAGING) if not_a_sentence(ast.get_docstring(tree(path)))
    ]
    assert silent == []


def undocumented(path: Path) -> Iterator[str]:
    """Public functions, classes and methods without a docstring.

    Qt's overrides have Qt's, and the class of a protocol speaks for members that are only named.
    """
    outer: list[tuple[ast.Module | ast.ClassDef, bool]] = [(tree(path), False)]
    while outer:
        scope, in_class = outer.pop()
        for node in scope.body:
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) or node.name.startswith("_"):
                continue
            is_qt_override = in_class and "/ui/" in path.as_posix() and re.search("[a-z][A-Z]", node.name)
            is_override = any("override" in ast.unparse(decorator) for decorator in node.decorator_list)
            is_named_only = in_class and ast.unparse(node.body[0]) == "..."
            if not ast.get_docstring(node) and not (is_qt_override or is_override or is_named_only):
                yield f"{name_of(path)}:{node.lineno} {node.name}"
            if isinstance(node, ast.ClassDef):
                outer.append((node, True))


def test_everything_public_says_what_it_means() -> None:
    assert [place for path in python_files(APP, PACKAGING) for place in undocumented(path)] == []


def test_no_loose_ends_are_left_in_the_sources() -> None:
    texts = [*python_files(APP, TESTS, PACKAGING), *RESOURCES.rglob("*.md"), *RESOURCES.rglob("*.toml")]
    found = [name_of(path) for path in texts if LOOSE_ENDS.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_the_version_stands_in_one_place() -> None:
    described = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "version" in described["project"]["dynamic"]
    places = [
        name_of(path)
        for path in [*python_files(APP, PACKAGING), ROOT / "pyproject.toml"]
        if re.search(rf"[\"']{re.escape(carrel.__version__)}[\"']", path.read_text(encoding="utf-8"))
    ]
    assert places == ["app/carrel/__init__.py"]


def test_the_two_commands_of_the_readme_exist() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for script in ("packaging/try.py", "packaging/check.py"):
        assert f"python3 {script}" in readme
        assert (ROOT / script).is_file()


def test_the_continuous_check_is_the_developers_command_and_nothing_else() -> None:
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    commands = [line for line in lines if line and not line.startswith(("#", "set ", "cd "))]
    assert commands == ["python3 packaging/check.py"]


def test_folders_of_scripts_and_resources_are_no_packages() -> None:
    assert not (PACKAGING / "__init__.py").exists(), "it would hide the library named packaging"
    assert not list(RESOURCES.rglob("__init__.py"))
