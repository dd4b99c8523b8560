"""Models other programs left here: each program's own way of keeping them, and folders made to lead astray."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from carrel.base.errors import Stopped
from carrel.base.work import Cancel
from carrel.engine import found as looking
from carrel.engine.found import Found
from carrel.engine.haunts import Haunt, haunts
from carrel.engine.models import Model, Models
from tests.bench import make_model

links_are_free = pytest.mark.skipif(os.name == "nt", reason="links need a right there")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_model.write("tiny", tmp_path_factory.mktemp("made") / "tiny.gguf", seed=1)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    path = tmp_path / "somebody"
    path.mkdir()
    return path


def put(made: Path, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(made, path)
    return path


def look(
    home: Path, here: tuple[Model, ...] = (), system: str = "linux", environment: dict[str, str] | None = None
) -> list[Found]:
    own = [one for one in haunts(environment or {}, home, system) if one.folder.is_relative_to(home.parent)]
    return [step for step in looking.look(own, here, Cancel()) if isinstance(step, Found)]


def put_in_ollama(made: Path, models: Path, name: str = "llama3.2", tag: str = "3b") -> Path:
    digest = hashlib.sha256(made.read_bytes()).hexdigest()
    blob = put(made, models / "blobs" / f"sha256-{digest}")
    manifest = models / "manifests" / "registry.ollama.ai" / "library" / name / tag
    manifest.parent.mkdir(parents=True, exist_ok=True)
    layers = [
        {"mediaType": "application/vnd.ollama.image.license", "digest": f"sha256:{'0' * 64}", "size": 7},
        {"mediaType": "application/vnd.ollama.image.model", "digest": f"sha256:{digest}", "size": made.stat().st_size},
    ]
    manifest.write_text(json.dumps({"schemaVersion": 2, "config": {}, "layers": layers}))
    return blob


def test_nothing_is_found_where_there_is_nothing(home: Path) -> None:
    assert look(home) == []


LAYOUTS = [
    ("linux", ".lmstudio/models/maker/repo-GGUF/A-Q4_K_M.gguf", "LM Studio", "A-Q4_K_M"),
    ("linux", ".cache/lm-studio/models/maker/repo/A.gguf", "LM Studio", "A"),
    ("linux", ".local/share/nomic.ai/GPT4All/A.Q4_0.gguf", "GPT4All", "A.Q4_0"),
    ("darwin", "Library/Application Support/nomic.ai/GPT4All/A.gguf", "GPT4All", "A"),
    ("win32", "AppData/Local/nomic.ai/GPT4All/A.gguf", "GPT4All", "A"),
    ("linux", ".config/Jan/data/llamacpp/models/Jan-v1-4B/model.gguf", "Jan", "Jan-v1-4B"),
    ("win32", "AppData/Roaming/Jan/data/llamacpp/models/maker/Jan-v1/model.gguf", "Jan", "Jan-v1"),
    ("darwin", "Library/Application Support/Jan/data/models/a/b.gguf", "Jan", "b"),
    ("linux", ".cache/llama.cpp/maker_repo_A-Q8_0.gguf", "llama.cpp", "maker_repo_A-Q8_0"),
    ("darwin", "Library/Caches/llama.cpp/A.gguf", "llama.cpp", "A"),
    ("win32", "AppData/Local/llama.cpp/A.gguf", "llama.cpp", "A"),
    ("linux", "koboldcpp/A.gguf", "KoboldCpp", "A"),
    ("linux", "text-generation-webui/user_data/models/A.gguf", "text-generation-webui", "A"),
    ("linux", "models/A.gguf", "models", "A"),
    ("linux", "Downloads/A.GGUF", "Downloads", "A"),
]


@pytest.mark.parametrize(("system", "path", "program", "title"), LAYOUTS)
def test_each_programs_way_of_keeping_models_is_known(
    system: str, path: str, program: str, title: str, home: Path, made: Path
) -> None:
    put(made, home / path)
    (one,) = look(home, system=system)
    assert (one.program, one.title, one.bytes, one.problem) == (program, title, made.stat().st_size, "")
    assert (one.facts.architecture, one.facts.bits) == ("llama", 16)


def test_ollamas_files_have_the_names_of_its_manifests(home: Path, made: Path) -> None:
    blob = put_in_ollama(made, home / ".ollama" / "models")
    (one,) = look(home)
    assert (one.program, one.title, one.path) == ("Ollama", "llama3.2:3b", blob)


def test_ollamas_tag_latest_goes_without_saying(home: Path, made: Path) -> None:
    put_in_ollama(made, home / ".ollama" / "models", "qwen3", "latest")
    assert [one.title for one in look(home)] == ["qwen3"]


def test_two_names_of_one_file_are_one_model(home: Path, made: Path) -> None:
    put_in_ollama(made, home / ".ollama" / "models")
    put_in_ollama(made, home / ".ollama" / "models", tag="latest")
    assert len(look(home)) == 1


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'{"layers": 1}', b'{"layers": [1]}', b'{"layers": [{"mediaType": "x"}]}', b"[" * 10**5,
     b'{"layers": [{"mediaType": "application/vnd.ollama.image.model", "digest": "sha256:../../etc/passwd"}]}'],
)  # fmt: skip
def test_a_damaged_manifest_leads_nowhere(content: bytes, home: Path) -> None:
    manifest = home / ".ollama" / "models" / "manifests" / "registry.ollama.ai" / "library" / "a" / "b"
    manifest.parent.mkdir(parents=True)
    manifest.write_bytes(content)
    assert look(home) == []


@links_are_free
def test_the_cache_of_hugging_face_links_inside_itself(home: Path, made: Path) -> None:
    root = home / ".cache" / "huggingface" / "hub" / "models--maker--repo-GGUF"
    blob = put(made, root / "blobs" / hashlib.sha256(made.read_bytes()).hexdigest())
    link = root / "snapshots" / "0123abcd" / "A-Q4_K_M.gguf"
    link.parent.mkdir(parents=True)
    link.symlink_to(Path("..") / ".." / "blobs" / blob.name)
    (one,) = look(home)
    assert (one.program, one.title) == ("Hugging Face", "A-Q4_K_M")


@pytest.mark.parametrize(
    ("variable", "below", "program"),
    [
        ("HF_HUB_CACHE", "models--a--b/snapshots/1/A.gguf", "Hugging Face"),
        ("HF_HOME", "hub/models--a--b/snapshots/1/A.gguf", "Hugging Face"),
        ("LLAMA_CACHE", "A.gguf", "llama.cpp"),
        ("XDG_CACHE_HOME", "llama.cpp/A.gguf", "llama.cpp"),
        ("XDG_DATA_HOME", "nomic.ai/GPT4All/A.gguf", "GPT4All"),
    ],
)
def test_folders_named_in_the_environment_are_looked_into(
    variable: str, below: str, program: str, home: Path, made: Path
) -> None:
    put(made, home / "elsewhere" / below)
    (one,) = look(home, environment={variable: str(home / "elsewhere")})
    assert (one.program, one.title) == (program, "A")


def test_ollamas_folder_can_be_named_in_the_environment(home: Path, made: Path) -> None:
    put_in_ollama(made, home / "big disk")
    assert [one.program for one in look(home, environment={"OLLAMA_MODELS": str(home / "big disk")})] == ["Ollama"]


def test_a_name_in_the_environment_that_is_no_whole_path_is_passed_over(home: Path) -> None:
    assert all(one.folder.is_absolute() for one in haunts({"OLLAMA_MODELS": "models", "HF_HOME": ""}, home, "linux"))


def test_what_cannot_be_used_is_listed_and_says_why(home: Path) -> None:
    page = home / "Downloads" / "page.gguf"
    page.parent.mkdir()
    page.write_bytes(b"<html>" + bytes(100_000))
    (one,) = look(home)
    assert one.problem == "This is a web page, not a model."


def test_notes_and_helpers_beside_a_model_are_no_models(home: Path, made: Path) -> None:
    put(made, home / ".lmstudio" / "models" / "a" / "b" / "mmproj-model-f16.gguf")
    (home / "Downloads").mkdir()
    (home / "Downloads" / "note.gguf").write_text("version https://git-lfs")
    assert look(home) == []


class Ours:
    """Models of ours, to be recognised."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.models = Models(folder, folder / "nobody.gguf", ())

    def copied(self, file: Path) -> tuple[Model, ...]:
        list(self.models.add(file, lambda _path: None, Cancel()))
        return self.models.list()

    def linked(self, file: Path) -> tuple[Model, ...]:
        list(self.models.link(file, lambda _path: None, Cancel()))
        return self.models.list()


def test_what_is_here_already_is_recognised(home: Path, made: Path, tmp_path: Path) -> None:
    blob = put_in_ollama(made, home / ".ollama" / "models")
    here = Ours(tmp_path / "models").copied(put(made, tmp_path / "mine.gguf"))
    (one,) = look(home, here)
    assert one.here == "mine"
    linked = Ours(tmp_path / "others").linked(blob)
    assert [one.here for one in look(home, linked)] == [linked[0].name]


def test_another_model_of_the_same_size_is_not_taken_for_it(home: Path, made: Path, tmp_path: Path) -> None:
    put(make_model.write("mamba", tmp_path / "mamba.gguf"), home / "Downloads" / "mamba.gguf")
    here = Ours(tmp_path / "models").copied(put(made, tmp_path / "mine.gguf"))
    assert [one.here for one in look(home, here)] == [""]


@links_are_free
def test_links_that_lead_out_or_around_are_not_followed(home: Path, made: Path, tmp_path: Path) -> None:
    root = home / ".lmstudio" / "models"
    put(made, root / "a" / "good.gguf")
    secret = put(made, tmp_path / "private" / "secret.gguf")
    (root / "out").symlink_to(secret.parent, target_is_directory=True)
    (root / "around").symlink_to(root, target_is_directory=True)
    (root / "secret.gguf").symlink_to(secret)
    (root / "nothing.gguf").symlink_to(root / "nobody")
    (root / "itself.gguf").symlink_to(root / "itself.gguf")
    assert [one.title for one in look(home)] == ["good"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no such pipes")
def test_a_pipe_is_not_waited_for(home: Path) -> None:
    (home / "Downloads").mkdir()
    os.mkfifo(home / "Downloads" / "pipe.gguf")
    assert look(home) == []


def test_folders_too_deep_are_not_walked(home: Path, made: Path) -> None:
    put(made, home / "Downloads" / "a" / "b" / "c.gguf")
    assert look(home) == []


def test_a_folder_of_very_many_files_ends_the_search_and_not_the_program(home: Path, made: Path) -> None:
    for number in range(100):
        (home / "models").mkdir(exist_ok=True)
        (home / "models" / f"{number:03}.gguf").symlink_to(made)
    bounds = looking._Bounds(entries=50)
    assert len(list(looking._files(Haunt("models", home / "models"), bounds))) < 50
    assert not bounds.are_left


def test_looking_can_be_stopped(home: Path, made: Path) -> None:
    put(made, home / "Downloads" / "a.gguf")
    cancel = Cancel()
    steps: Iterator[object] = looking.look([Haunt("Downloads", home / "Downloads")], (), cancel)
    next(steps)
    cancel.set()
    with pytest.raises(Stopped):
        list(steps)


def test_looking_changes_nothing(home: Path, made: Path) -> None:
    file = put(made, home / "Downloads" / "a.gguf")
    before = (file.read_bytes(), sorted(home.rglob("*")), file.stat().st_mtime_ns)
    look(home)
    assert (file.read_bytes(), sorted(home.rglob("*")), file.stat().st_mtime_ns) == before
