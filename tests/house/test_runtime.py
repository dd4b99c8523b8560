"""What the running program promises before anything is shown: light starts, and a sound Qt binding."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from tests.house.sources import APP, PACKAGING, ROOT, name_of, python_files, tree

HEAVY = ("PySide6", "llama_cpp", "httpx", "http.client", "sqlite_utils", "keyring", "cryptography", "numpy", "asyncio")

LATE_WITH_A_REASON = {
    "carrel": "a face imports its commands or panes when they are asked for",
    "PySide6": "the terminal needs no Qt; a part of Qt that is not needed for the first paint",
    "sqlite_utils": "0.2 to 0.3 s, and most starts have nothing to migrate",
    "llama_cpp": "0.2 s",
    "numpy": "0.1 s, when meanings are compared",
    "pygments": "0.1 s, when the first code is shown",
    "ziamath": "0.2 s, when the first formula is drawn",
    "latex2mathml": "comes with ziamath",
    "keyring": "0.1 s, and its choice of a backend 0.07 s",
    "cryptography": "0.1 s, when the first pack is signed, read or sealed",
    "fcntl": "only where the system has it",
    "msvcrt": "only where the system has it",
    "readline": "only where the system has it, and importing it changes input()",
    "winreg": "only where the system has it",
    "environment": "needs the Python that interpreter.ensure has found",
    "system_libraries": "needs the Python that interpreter.ensure has found",
    "telling": "needs the Python that interpreter.ensure has found",
}
"""What may be imported inside a function, and why; everything else is imported at the top."""


def test_the_terminal_starts_without_anything_heavy() -> None:
    asked = f"import sys, carrel.cli.main; print(*(name for name in {HEAVY!r} if name in sys.modules))"
    said = subprocess.run([sys.executable, "-P", "-c", asked], capture_output=True, text=True, check=True)
    assert said.stdout.split() == []


@pytest.mark.skipif(not hasattr(sys, "getrefcount"), reason="this Python does not count references")
def test_qt_gives_back_the_none_it_borrows() -> None:
    before, thing = sys.getrefcount(None), QObject()
    for _ in range(1000):
        thing.setObjectName("x")
    assert abs(sys.getrefcount(None) - before) < 100


def late_imports(path: Path) -> Iterator[tuple[str, int, str]]:
    """The imports inside functions: the file, the line, the outermost package."""
    functions = (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    for node in (inner for function in functions for inner in ast.walk(function)):
        if isinstance(node, ast.Import):
            yield from ((name_of(path), node.lineno, alias.name.split(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield name_of(path), node.lineno, (node.module or ".").split(".")[0]


def test_imports_stand_at_the_top_unless_a_reason_is_listed() -> None:
    late = [found for path in python_files(APP / "carrel", PACKAGING) for found in late_imports(path)]
    assert [found for found in late if found[2] not in LATE_WITH_A_REASON] == []


def test_below_the_faces_nothing_of_our_own_is_imported_late() -> None:
    faces = ("app/carrel/ui/", "app/carrel/cli/", "app/carrel/__main__.py", "app/carrel/wiring.py")
    late = [found for path in python_files(APP / "carrel") for found in late_imports(path)]
    assert [found for found in late if found[2] == "carrel" and not found[0].startswith(faces)] == []


def outer_packages(path: Path) -> Iterator[str]:
    """The outermost package of everything a file imports."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".", 1)[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".", 1)[0]


OF_AN_EXTRA = {
    "app/carrel/library/readers/ocr.py": "ocr",
    "app/carrel/engine/tuning/child.py": "tune",
    "app/carrel/engine/tuning/network.py": "tune",
    "app/carrel/engine/tuning/training.py": "tune",
    "app/carrel/engine/tuning/writing.py": "tune",
}
"""Files that are imported only where the packages of this extra are there."""


def test_everything_the_product_imports_is_among_its_dependencies() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    of_all, of_extras = names(project["dependencies"]), project["optional-dependencies"]
    declared = {path: of_all | names(of_extras[extra]) for path, extra in OF_AN_EXTRA.items()}
    bringers = importlib.metadata.packages_distributions()
    undeclared = {
        f"{name_of(path)}: {package}"
        for path in python_files(APP / "carrel")
        for package in outer_packages(path)
        if package not in sys.stdlib_module_names and package != "carrel"
        if not declared.get(name_of(path), of_all) & {plain(name) for name in bringers.get(package, (package,))}
    }
    assert undeclared == set()


def names(described: Sequence[str]) -> set[str]:
    """The distributions of these requirements."""
    return {plain(re.split(r"[<>=!~;\[ ]", line, maxsplit=1)[0]) for line in described}


def plain(name: str) -> str:
    """A distribution's name as the registry compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()
