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
    group: str = "",
    help: str = "",
    *,
    choices: Mapping[str, str] | None = None,
    between: tuple[float, float] | tuple[None, None] = (None, None),
) -> Any:
    """A setting without a group is not shown."""
    words = {"label": label, "group": group, "help": help, "choices": choices or {}, "lines": False}
    return field(default=default, metadata={**words, "low": between[0], "high": between[1], "shown": bool(group)})


def _text_of_lines(label: str, group: str, help: str) -> Any:
    """A setting that is a text of several lines."""
    return field(default="", metadata={**_setting("", label, group, help).metadata, "lines": True})


LOOK, WRITING, ANSWERS, LIBRARY, MODEL = "Look", "Writing", "Answers", "Library", "Model"
DISTRESS = "Help in distress"
"""The groups in which the settings are shown."""


@dataclass(frozen=True)
class Settings:
    """Everything a person can set.

    Labels, groups, helps (what the setting changes) and the words of choices are English source strings, translated
    where they are shown.
    """

    theme: str = _setting(
        "system",
        "Colours",
        LOOK,
        "High contrast has the strongest colours, and lines around everything.",
        choices={
            "system": "Like the system",
            "light": "Light",
            "dark": "Dark",
            "contrast_light": "High contrast, light",
            "contrast_dark": "High contrast, dark",
        },
    )
    text_percent: int = _setting(
        100, "Text size in percent", LOOK, "All words and buttons grow with it.", between=(80, 300)
    )
    font: str = _setting(
        "system",
        "Letters",
        LOOK,
        "The shape of the letters. Some people read one shape much more easily than another.",
        choices={"system": "Plain", "serif": "With serifs, like a book", "dyslexia": "Easy to tell apart"},
    )
    reading_width: str = _setting(
        "normal",
        "Width of the text",
        LOOK,
        "How wide the lines of a chat may become. Short lines are easier to follow.",
        choices={"narrow": "Narrow", "normal": "Normal", "wide": "Wide", "full": "As wide as the window"},
    )
    motion: str = _setting(
        "system",
        "Movement",
        LOOK,
        "Reduced: nothing slides, fades or blinks, not even the cursor.",
        choices={"system": "Like the system", "full": "Usual", "reduced": "Reduced"},
    )
    language: str = _setting(
        "", "Language of the program", LOOK, "Takes effect the next time Carrel starts. Answers are not changed by it."
    )
    send_key: str = _setting(
        "enter",
        "Send with",
        WRITING,
        "Which key sends what you wrote. The other one begins a new line.",
        choices={"enter": "Enter", "ctrl_enter": "Ctrl+Enter"},
    )
    automatic_titles: bool = _setting(
        True,
        "Give new chats a title",
        WRITING,
        "The model names a chat after its first answer, when it has nothing to do.",
    )
    temperature: float = _setting(
        0.3,
        "Variety of answers",
        ANSWERS,
        "0 answers the same question always alike; more is less sure.",
        between=(0.0, 2.0),
    )
    answer_tokens: int = _setting(
        1024,
        "Longest answer",
        ANSWERS,
        "Counted in tokens. 1000 tokens are about two pages; a longer answer stops there and can be continued.",
        between=(16, 32768),
    )
    summarise: bool = _setting(
        True,
        "Summarise long chats",
        ANSWERS,
        "In a chat too long for the model, a summary stands for the beginning. Off: the beginning is left out.",
    )
    recognise_pages: int = _setting(
        100,
        "Pages to recognise in a document",
        LIBRARY,
        "Pages that are pictures take 5 to 20 seconds each. 0 recognises none. Needs an addition: see “carrel doctor”.",
        between=(0, 20000),
    )
    model: str = _setting("starter", "Model", MODEL, "The model that answers, unless a chat has its own.")
    embedding_model: str = _setting(
        "",
        "Model for finding by meaning",
        help="Finds passages of the library that say the same in other words. Empty: the first such model here.",
    )
    read_ahead: bool = _setting(
        True,
        "Read ahead",
        MODEL,
        "The model reads along while you open a chat or pause, so that answers begin sooner. Off: it works less.",
    )
    context: int = _setting(
        0,
        "How much the model keeps in mind",
        MODEL,
        "Counted in tokens; 0 lets Carrel choose. More needs more memory.",
        between=(0, 131072),
    )
    threads: int = _setting(
        0,
        "Processor cores for the model",
        MODEL,
        "0 lets Carrel choose. Fewer leave more of the computer to other programs.",
        between=(0, 256),
    )
    help_contacts: str = _text_of_lines(
        "Whom one can reach",
        DISTRESS,
        "A person and how to reach them on each line. They stand on the card that is shown when somebody writes of "
        "self-harm, abuse or danger. Only this computer knows them, and nobody is told what was written.",
    )
    emergency_number: str = _setting(
        "",
        "Emergency number",
        DISTRESS,
        "The number to call here when somebody is in danger. Empty: the card says to call the local one.",
    )
    welcomed: bool = _setting(False, "First start is done")

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
