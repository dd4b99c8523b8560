"""The contracts on imports hold because each of them turns red when somebody breaks it."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
APP = ROOT / "app"


@dataclass(frozen=True)
class Offence:
    """A module that breaks a contract: where it is planted, what it says, and the words that tell of it."""

    contract: str
    path: str
    code: str
    told: str


def offence(contract: str, importer: str, imported: str) -> Offence:
    """The offence of a module importing another."""
    return Offence(
        contract,
        f"{importer.replace('.', '/')}.py",
        f"import {imported}\n",
        rf"{importer} ?-> ?{imported.split('.', maxsplit=1)[0]}",
    )


OFFENCES = (
    offence("The floors", "carrel.engine.planted", "carrel.flows"),
    offence("The floors", "carrel.flows.planted", "carrel.ui"),
    offence("The floors", "carrel.learner.planted", "carrel.conversations"),
    offence("The floors", "carrel.store.planted", "carrel.settings"),
    offence("The floors", "carrel.base.planted", "carrel.engine"),
    Offence("The floors", "carrel/drawer.py", "", "carrel.drawer"),
    Offence("No cycles", "carrel/base/hen.py", "import carrel.base.egg\n", r"\.hen -> \.egg|\.egg -> \.hen"),
    Offence("No cycles", "carrel/base/egg.py", "import carrel.base.hen\n", r"\.hen -> \.egg|\.egg -> \.hen"),
    offence("Inside the window", "carrel.ui.widgets.planted", "carrel.ui.panes"),
    Offence("Inside the window", "carrel/ui/drawer.py", "", "carrel.ui.drawer"),
    offence("Inside the window", "carrel.ui.render.planted", "carrel.ui.widgets"),
    offence("Panes meet", "carrel.ui.panes.left", "carrel.ui.panes.right"),
    Offence("Panes meet", "carrel/ui/panes/right.py", "", "left"),
    offence("Rooms know", "carrel.conversations.planted", "carrel.engine.api"),
    offence("Rooms know", "carrel.conversations.planted_too", "carrel.settings"),
    offence("Values know", "carrel.learner.model", "carrel.store"),
    offence("Values know", "carrel.exchange.planted", "carrel.store"),
    offence("Formats do not", "carrel.exchange.claude", "carrel.exchange.markdown"),
    offence("The product never", "carrel.flows.planted_too", "carrel_starter"),
    offence("Qt is", "carrel.flows.painting", "PySide6.QtCore"),
    offence("Qt is", "carrel.wiring_planted", "PySide6.QtWidgets"),
    offence("llama.cpp", "carrel.engine.second_door", "llama_cpp"),
    offence("What trains", "carrel.flows.training", "torch"),
    offence("What trains", "carrel.engine.tuning.process_planted", "transformers"),
    offence("Chat templates", "carrel.flows.templates", "jinja2"),
    offence("The network", "carrel.engine.calling", "http.client"),
    offence("The network", "carrel.store.calling", "urllib.request"),
    offence("The network", "carrel.flows.calling", "socket"),
    offence("PDF files", "carrel.flows.rendering", "pypdfium2"),
    offence("PDF files", "carrel.exchange.parsing", "defusedxml"),
    offence("The recogniser", "carrel.flows.recognising", "rapidocr"),
    offence("The recogniser", "carrel.library.readers.recognising", "onnxruntime"),
    offence("The key ring", "carrel.settings.keys", "keyring"),
    offence("Signatures and seals", "carrel.classroom.ciphers", "cryptography"),
    offence("SQL is spoken", "carrel.flows.querying", "sqlite3"),
    offence("SQL is spoken", "carrel.conversations.querying", "sqlcipher3"),
    offence("Other processes", "carrel.flows.starting", "subprocess"),
    offence("The system's folders", "carrel.store.folders", "platformdirs"),
)


def settings() -> dict[str, object]:
    """The import-linter part of pyproject.toml."""
    found: dict[str, object] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
        "importlinter"
    ]
    return found


def contracts() -> list[dict[str, list[str]]]:
    """The contracts, in order."""
    found = settings()["contracts"]
    assert isinstance(found, list)
    return found


def lint(app: Path) -> str:
    """What lint-imports says about the packages in this folder, as one line of words."""
    lint_imports = Path(sys.executable).with_name("lint-imports")
    said = subprocess.run(
        [lint_imports, "--no-cache", "--no-logo", "--config", str(ROOT / "pyproject.toml")],
        cwd=app,
        env={**os.environ, "PYTHONPATH": str(app), "COLUMNS": "400"},
        capture_output=True,
        text=True,
        check=False,
    )
    return said.stdout + said.stderr


def sections(report: str) -> Iterator[str]:
    """The part of the report about each broken contract, beginning with its name."""
    broken = report.split("Broken contracts", 1)[-1]
    return (part for part in re.split(r"\n(?=[^\n]+\n-{5,}\n)", broken))


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What lint-imports says of a copy of the product with every offence planted in it."""
    app = tmp_path_factory.mktemp("planted") / "app"
    shutil.copytree(APP, app, ignore=shutil.ignore_patterns("__pycache__"))
    for planted in OFFENCES:
        path = app / planted.path
        path.parent.mkdir(exist_ok=True)
        (path.parent / "__init__.py").touch()
        path.write_text(f'"""Planted."""\n\n{planted.code}', encoding="utf-8")
    return lint(app)


@pytest.mark.parametrize("planted", OFFENCES, ids=lambda planted: planted.path)
def test_an_offence_turns_its_contract_red(planted: Offence, report: str) -> None:
    about = [part for part in sections(report) if part.lstrip("\n").startswith(planted.contract)]
    assert about, report
    assert re.search(planted.told, " ".join(about)), about


def test_every_contract_has_an_offence_that_proves_it() -> None:
    names = [str(contract["name"]) for contract in contracts()]
    assert [name for name in names if not any(name.startswith(planted.contract) for planted in OFFENCES)] == []


def test_every_room_that_exists_is_kept_from_the_engine_and_the_settings() -> None:
    floors = contracts()[0]["layers"]
    nouns = next(layer for layer in floors if "conversations" in layer)
    rooms = {name.strip(" ()") for name in nouns.split("|")}
    kept = next(contract for contract in contracts() if str(contract["name"]).startswith("Rooms know"))[
        "source_modules"
    ]
    assert set(kept) == {f"carrel.{room}" for room in rooms if (APP / "carrel" / room / "__init__.py").exists()}


def test_values_and_rules_import_nothing_but_the_base_and_the_standard_library() -> None:
    impure = [
        f"{path.relative_to(APP)}: {module}"
        for path in APP.glob("carrel/*/model.py")
        for module in imported(path)
        if module.split(".")[0] not in sys.stdlib_module_names
        if not module.startswith("carrel.base") and not module.startswith(f"carrel.{path.parent.name}.")
    ]
    assert impure == []


def imported(path: Path) -> Iterator[str]:
    """The modules a file imports, wherever in the file it does so."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or "."
