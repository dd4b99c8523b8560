"""The wheel holds what it should, and runs by itself."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import carrel
from tests.house.sources import APP, RESOURCES, ROOT, python_files


def pip(*arguments: str | Path) -> None:
    """Run pip without the network."""
    quiet = ("--quiet", "--no-deps", "--no-index", "--disable-pip-version-check")
    done = subprocess.run(
        [sys.executable, "-m", "pip", arguments[0], *quiet, *arguments[1:]], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-build-isolation", "--wheel-dir", folder, ROOT)
    return next(folder.glob("carrel-*.whl"))


def test_the_wheel_holds_the_product_and_its_resources_and_nothing_of_the_recipe(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    modules = {path.relative_to(APP).as_posix() for path in python_files(APP / "carrel")}
    resources = {
        f"carrel/_resources/{path.relative_to(RESOURCES).as_posix()}" for path in RESOURCES.rglob("*") if path.is_file()
    }
    assert modules | resources <= inside
    assert {name.split("/")[0] for name in inside} == {"carrel", f"carrel-{carrel.__version__}.dist-info"}


def test_carrel_runs_from_the_wheel_alone_and_finds_its_resources_there(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "target"
    pip("install", "--target", target, wheel)
    surroundings = {**os.environ, "PYTHONPATH": str(target)}

    def run(*arguments: str) -> str:
        command = [sys.executable, "-P", *arguments]
        return subprocess.run(
            command, cwd=tmp_path, env=surroundings, capture_output=True, text=True, check=True
        ).stdout

    asked = "from carrel.base.files import resource; print(resource('prompts'))"
    assert Path(run("-c", asked).strip()) == target / "carrel" / "_resources" / "prompts"
    assert carrel.__version__ in run("-m", "carrel", "--version")
