"""Where other programs that run models keep them, on each system."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Haunt:
    """A folder in which a program keeps models. program: its name. depth: so many folders below it may hold some."""

    program: str
    folder: Path
    depth: int = 4


def haunts(environment: Mapping[str, str], home: Path, system: str) -> tuple[Haunt, ...]:
    """All that are looked into, whether they exist or not, each once. system: as `sys.platform` has it."""
    places = _Places(environment, home, system)
    found: dict[Path, Haunt] = {}
    for one in (*_named(environment), *_usual(places)):
        found.setdefault(one.folder, one)
    return tuple(found.values())


@dataclass(frozen=True)
class _Places:
    """The three kinds of folder that programs are given by a system."""

    environment: Mapping[str, str]
    home: Path
    system: str

    def _named(self, variable: str, otherwise: Path) -> Path:
        said = self.environment.get(variable, "")
        return Path(said) if said and Path(said).is_absolute() else otherwise

    @property
    def cache(self) -> Path:
        if self.system == "darwin":
            return self.home / "Library" / "Caches"
        if self.system == "win32":
            return self._named("LOCALAPPDATA", self.home / "AppData" / "Local")
        return self._named("XDG_CACHE_HOME", self.home / ".cache")

    @property
    def data(self) -> Path:
        if self.system == "darwin":
            return self.home / "Library" / "Application Support"
        if self.system == "win32":
            return self._named("LOCALAPPDATA", self.home / "AppData" / "Local")
        return self._named("XDG_DATA_HOME", self.home / ".local" / "share")

    @property
    def settings(self) -> Path:
        if self.system == "darwin":
            return self.home / "Library" / "Application Support"
        if self.system == "win32":
            return self._named("APPDATA", self.home / "AppData" / "Roaming")
        return self._named("XDG_CONFIG_HOME", self.home / ".config")


def _named(environment: Mapping[str, str]) -> Iterator[Haunt]:
    """Folders a person has named in the environment for these programs."""
    variables = (
        ("OLLAMA_MODELS", "Ollama", ""),
        ("HF_HUB_CACHE", "Hugging Face", ""),
        ("HUGGINGFACE_HUB_CACHE", "Hugging Face", ""),
        ("HF_HOME", "Hugging Face", "hub"),
        ("LLAMA_CACHE", "llama.cpp", ""),
    )
    for variable, program, below in variables:
        if (said := environment.get(variable, "")) and Path(said).is_absolute():
            yield Haunt(program, Path(said) / below, 5)


def _usual(places: _Places) -> Iterator[Haunt]:
    home = places.home
    yield Haunt("LM Studio", home / ".lmstudio" / "models")
    yield Haunt("LM Studio", home / ".cache" / "lm-studio" / "models")
    yield Haunt("Ollama", home / ".ollama" / "models")
    if places.system.startswith("linux"):
        yield Haunt("Ollama", Path("/usr/share/ollama/.ollama/models"))
    yield Haunt("GPT4All", places.data / "nomic.ai" / "GPT4All")
    yield Haunt("Jan", places.settings / "Jan" / "data", 5)
    yield Haunt("Jan", places.data / "Jan" / "data", 5)
    yield Haunt("Jan", home / "jan" / "models", 5)
    yield Haunt("Hugging Face", home / ".cache" / "huggingface" / "hub", 5)
    yield Haunt("llama.cpp", places.cache / "llama.cpp")
    yield Haunt("KoboldCpp", home / "koboldcpp", 2)
    yield Haunt("KoboldCpp", home / "KoboldCpp", 2)
    yield Haunt("text-generation-webui", home / "text-generation-webui" / "models", 3)
    yield Haunt("text-generation-webui", home / "text-generation-webui" / "user_data" / "models", 3)
    yield Haunt("models", home / "models", 3)
    yield Haunt("Downloads", home / "Downloads", 1)
