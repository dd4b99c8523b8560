"""Where Carrel keeps its files on this computer."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from carrel.base.errors import CarrelError
from carrel.base.words import _


class HomeUnusable(CarrelError):
    """The folder Carrel wants to write into cannot be written."""


@dataclass(frozen=True)
class Places:
    """The folders Carrel writes to, and nothing outside them."""

    data: Path
    settings: Path
    cache: Path
    models: Path
    logs: Path

    @classmethod
    def find(cls, environment: Mapping[str, str]) -> Places:
        """One folder when CARREL_HOME names it, else the folders this system sets aside for programs."""
        if home := environment.get("CARREL_HOME"):
            root = Path(home).expanduser().absolute()
            return cls(root / "data", root / "settings", root / "cache", root / "models", root / "logs")
        dirs = platformdirs.PlatformDirs("carrel", appauthor=False)
        data = Path(dirs.user_data_dir)
        return cls(
            data, Path(dirs.user_config_dir), Path(dirs.user_cache_dir), data / "models", Path(dirs.user_log_dir)
        )

    def make(self) -> Places:
        """Create the folders for this person only; raises HomeUnusable with the folder's name."""
        for folder in (self.data, self.settings, self.cache, self.models, self.logs):
            try:
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            except OSError as error:
                raise _unusable(folder, str(error)) from error
            if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
                raise _unusable(folder, "no permission")
        return self


def _unusable(folder: Path, detail: str) -> HomeUnusable:
    return HomeUnusable(
        _("Carrel cannot write to the folder {folder}.").format(folder=folder),
        _("Give yourself permission to write there, or set CARREL_HOME to another folder and start again."),
        detail,
    )
