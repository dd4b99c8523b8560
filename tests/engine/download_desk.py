"""A folder of models, and downloads into it from a server on this computer."""

from __future__ import annotations

from pathlib import Path

import pytest

from carrel.base.errors import CarrelError
from carrel.base.work import Cancel, Progress
from carrel.engine.catalog import Entry
from carrel.engine.fetch import Downloads
from carrel.engine.models import Model, Models
from carrel.engine.parts import Part
from tests.engine.file_server import FileServer


class Desk:
    """A folder of models, and downloads into it."""

    def __init__(self, folder: Path, server: FileServer) -> None:
        folder.mkdir()
        size = len(server.content)
        self.folder, self.server = folder, server
        self.entry = Entry("small", "Small", ("en",), "MIT", size, 2048, 10**8, "maker/small-GGUF", "small.gguf")
        self.models = Models(folder, folder / "nobody.gguf", ())
        self.probed: list[Path] = []
        self.part = Part(folder, "small")
        self.pauses: tuple[float, ...] = ()

    @property
    def downloads(self) -> Downloads:
        return Downloads(self.models, self.probed.append, self.server.host, self.pauses)

    def get(self, cancel: Cancel | None = None) -> list[Progress | Model]:
        return list(self.downloads.get(self.entry, cancel or Cancel()))

    def fails(self, kind: type[CarrelError]) -> CarrelError:
        """Download, expect this failure, and see that no wrong byte has a model's name."""
        with pytest.raises(kind) as caught:
            self.get()
        assert list(self.folder.glob("*.gguf")) == []
        assert caught.value.what
        assert caught.value.next_step
        return caught.value

    def is_here(self) -> bool:
        """Whether the right bytes have the name, and nothing else is left."""
        left = sorted(path.name for path in self.folder.iterdir())
        return left == ["index.json", "small.gguf"] and (
            (self.folder / "small.gguf").read_bytes() == self.server.content
        )
