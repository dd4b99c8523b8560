"""The files of this project, as the tests of the house look at them."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
APP, TESTS, PACKAGING, RESOURCES = (ROOT / name for name in ("app", "tests", "packaging", "resources"))


def python_files(*roots: Path) -> Iterator[Path]:
    """All Python files below the folders."""
    for root in roots:
        yield from (path for path in sorted(root.rglob("*.py")) if "__pycache__" not in path.parts)


@functools.cache
def tree(path: Path) -> ast.Module:
    """The parsed file, kept for the next test that asks."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def name_of(path: Path) -> str:
    """The path as people say it: from the root of the checkout, with slashes."""
    return path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.as_posix()
