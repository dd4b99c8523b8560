"""The settings: each is one field with its label and range, and the dialog, the file and the commands follow it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from threading import Lock
from typing import Any

from carrel.base.errors import CarrelError
from carrel.base.files import write_whole
from carrel.base.words import _


class SettingRefused(CarrelError):
    """A setting has no such name, or cannot have this value."""


def _setting(
    default: Any,
    label: str,
    *,
    choices: tuple[Any, ...] = (),
    low: float | None = None,
    high: float | None = None,
    shown: bool = True,
) -> Any:
    return field(
        default=default, metadata={"label": label, "choices": choices, "low": low, "high": high, "shown": shown}
    )


@dataclass(frozen=True)
class Settings:
    """Everything a person can set; labels are English source strings, translated where they are shown."""

    theme: str = _setting("system", "Theme", choices=("system", "light", "dark"))
    text_percent: int = _setting(100, "Text size in percent", low=80, high=300)
    language: str = _setting("", "Language of the program")
    model: str = _setting("starter", "Model")
    context: int = _setting(0, "Context in tokens (0: chosen by Carrel)", low=0, high=131072)
    answer_tokens: int = _setting(1024, "Longest answer in tokens", low=16, high=32768)
    temperature: float = _setting(0.3, "Variety of answers (0: always the same)", low=0.0, high=2.0)
    threads: int = _setting(0, "Processor threads for the model (0: chosen by Carrel)", low=0, high=256)
    welcomed: bool = _setting(False, "First start is done", shown=False)

    def problem(self) -> str | None:
        """The name of the first setting whose value is outside what it may be."""
        for one in fields(self):
            value, rule = getattr(self, one.name), one.metadata
            if type(value) is not type(one.default):
                return one.name
            if rule["choices"] and value not in rule["choices"]:
                return one.name
            if rule["low"] is not None and not rule["low"] <= value <= rule["high"]:
                return one.name
        return None


class SettingsFile:
    """The settings on the disk, read once and written whole at each change. Safe from any thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = Lock()
        self._listeners: list[Callable[[Settings], None]] = []
        self.moved_aside: Path | None = None
        self._current = self._read()

    @property
    def current(self) -> Settings:
        """The settings as they are now."""
        return self._current

    def on_change(self, listener: Callable[[Settings], None]) -> Callable[[], None]:
        """Call the listener after each change, in the thread that changed it; returns how to forget it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def change(self, **values: Any) -> Settings:
        """Set some of them; raises SettingRefused and changes nothing if one is not possible."""
        known = {one.name: one for one in fields(Settings)}
        if unknown := next((name for name in values if name not in known), None):
            raise SettingRefused(
                _("There is no setting called {name}.").format(name=unknown),
                _("The settings are: {names}.").format(names=", ".join(known)),
            )
        with self._lock:
            changed = replace(self._current, **values)
            if problem := changed.problem():
                raise _refused(problem, known[problem].metadata)
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self._path, json.dumps(asdict(changed), indent=2, ensure_ascii=False).encode())
            self._current = changed
        for listener in tuple(self._listeners):
            listener(changed)
        return changed

    def _read(self) -> Settings:
        try:
            raw = json.loads(self._path.read_bytes())
        except FileNotFoundError:
            return Settings()
        except (ValueError, RecursionError):
            return self._set_aside()
        return _sound(raw) if isinstance(raw, dict) else self._set_aside()

    def _set_aside(self) -> Settings:
        """Nothing a person wrote is thrown away: an unreadable file is kept under another name."""
        self.moved_aside = self._path.with_suffix(".unreadable.json")
        self._path.replace(self.moved_aside)
        return Settings()


def _sound(raw: Mapping[str, Any]) -> Settings:
    """The settings of the file; one that cannot be is left at its default, and the others stay."""
    settings = Settings()
    for one in fields(Settings):
        if one.name in raw:
            value = raw[one.name]
            if isinstance(one.default, float) and type(value) is int:
                value = float(value)
            tried = replace(settings, **{one.name: value})
            if tried.problem() is None:
                settings = tried
    return settings


def _refused(name: str, rule: Mapping[str, Any]) -> SettingRefused:
    if rule["choices"]:
        allowed = _("It can be one of: {choices}.").format(choices=", ".join(map(str, rule["choices"])))
    elif rule["low"] is not None:
        allowed = _("It can be from {low} to {high}.").format(low=rule["low"], high=rule["high"])
    else:
        allowed = _("Give it another value.")
    return SettingRefused(_("The setting {name} cannot have this value.").format(name=name), allowed)
