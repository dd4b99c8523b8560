"""The colours, sizes and fonts of the window, from the tokens in resources/themes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from string import Template
from typing import Any

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from carrel.base.files import resource
from carrel.settings.file import Settings

_ROLES = {
    QPalette.ColorRole.Window: "window",
    QPalette.ColorRole.WindowText: "text",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.Text: "text",
    QPalette.ColorRole.PlaceholderText: "text_muted",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "text",
    QPalette.ColorRole.Highlight: "selection",
    QPalette.ColorRole.HighlightedText: "on_selection",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.ToolTipBase: "text",
    QPalette.ColorRole.ToolTipText: "window",
    QPalette.ColorRole.Mid: "border",
    QPalette.ColorRole.Accent: "accent",
}


@dataclass(frozen=True)
class Tokens:
    """What the theme says, ready to use.

    mode: ``light``, ``dark``, ``contrast_light`` or ``contrast_dark``.
    colours: from a name to #rrggbb.
    sizes: from ``group_name`` (such as ``type_body``) to pixels, with the text size already counted in.
    families, code_families: fonts, the most wanted first.
    """

    mode: str
    colours: Mapping[str, str]
    sizes: Mapping[str, int]
    families: tuple[str, ...]
    code_families: tuple[str, ...]


@dataclass(frozen=True)
class Wish:
    """How a person wants it to look, in the words of the settings; percent: the size of the text."""

    colours: str = "system"
    percent: int = 100
    width: str = "normal"
    font: str = "system"
    motion: str = "system"

    @classmethod
    def of(cls, settings: Settings) -> Wish:
        """What the settings say about the look."""
        return cls(settings.theme, settings.text_percent, settings.reading_width, settings.font, settings.motion)


def read_tokens(mode: str, percent: int, width: str = "normal", font: str = "system") -> Tokens:
    """The tokens of a mode at a text size in percent; text grows by all of it, the space around it by half.

    width, font: as in the settings.
    """
    own, shape = _toml(mode), _toml("shape")
    growth = {"type": percent / 100, "size": percent / 100, "space": (percent + 100) / 200, "radius": 1.0, "edge": 1.0}
    sizes = {
        f"{group}_{name}": max(1, round(value * factor))
        for group, factor in growth.items()
        for name, value in {**shape[group], **own.get(group, {})}.items()
    }
    sizes["size_column"] = round(shape["width"][width] * percent / 100)
    sizes["type_line_percent"] = shape["type"]["line_percent"]
    families = (*shape.get(f"{font}_families", ()), *shape["families"])
    return Tokens(mode, own["colour"], sizes, families, tuple(shape["code_families"]))


def has_font(choice: str) -> bool:
    """Whether this computer has letters for this choice of the settings."""
    return choice == "system" or any(map(QFontDatabase.hasFamily, _toml("shape")[f"{choice}_families"]))


def style_sheet(tokens: Tokens) -> str:
    """The one style sheet of the program, with the tokens filled in."""
    sizes = dict(tokens.sizes)
    wider = sizes["edge_ring"] - sizes["edge_line"]
    for name in ("space_small", "space_medium", "space_tight"):
        sizes[f"{name}_less"] = max(0, sizes[name] - wider)  # a ring in place of a line moves nothing
    sizes["size_field"] = sizes["size_control"] - 2 * sizes["space_tight"] - 2
    sizes["size_arrow"], sizes["size_step"] = sizes["size_icon"] * 2 // 3, sizes["size_icon"] * 5 // 9
    sizes["size_dot"] = 2 * sizes["space_small"] - 4  # within a border of two pixels it is round
    icons = resource("icons").as_posix()
    text = resource("themes/sheet.qss").read_text(encoding="utf-8")
    return Template(text).substitute(tokens.colours, **sizes, icons=icons, mode=tokens.mode)


class Theme(QObject):
    """The look that is in use; says when it changed, and follows the system when asked to."""

    changed = Signal()

    def __init__(self, choice: str = "system", percent: int = 100, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wish = Wish(choice, percent)
        self._icons: dict[tuple[str, str], QIcon] = {}
        self._families: dict[tuple[str, ...], list[str]] = {}
        _blink_of_system(), _effects_of_system()  # before ours is set, after which Qt tells ours
        self.tokens = self._read()
        self._watch_system()

    @property
    def motion(self) -> bool:
        """Whether things may slide, fade and blink."""
        return system_wants_motion() if self._wish.motion == "system" else self._wish.motion == "full"

    def wear(self, wish: Wish) -> None:
        """Look like this from now on."""
        if wish != self._wish:
            self._wish = wish
            self._renew()

    def choose(self, choice: str, percent: int) -> None:
        """Take other colours (as in the settings), and a text size in percent."""
        self.wear(replace(self._wish, colours=choice, percent=percent))

    def apply(self) -> None:
        """Dress the application in the tokens."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setFont(self.font())
            application.setPalette(self._palette())
            if application.styleSheet() != (sheet := style_sheet(self.tokens)):  # Qt would read it and dress all anew
                application.setStyleSheet(sheet)
            application.setCursorFlashTime(_blink_of_system() if self.motion else 0)
            for effect, usual in _effects_of_system().items():
                application.setEffectEnabled(effect, usual and self.motion)

    def colour(self, name: str) -> QColor:
        """The colour of a token."""
        return QColor(self.tokens.colours[name])

    def size(self, name: str) -> int:
        """The pixels of a token such as ``space_small``."""
        return self.tokens.sizes[name]

    def font(self, size: str = "type_body", *, code: bool = False, weight: QFont.Weight | None = None) -> QFont:
        """The font of a size token, for text or for code."""
        font = QFont(_usable_font(code))
        font.setPixelSize(self.size(size))
        if families := self._known(self.tokens.code_families if code else self.tokens.families):
            font.setFamilies([*families, *font.families()])
        if weight is not None:
            font.setWeight(weight)
        return font

    def icon(self, name: str, colour: str = "text_muted") -> QIcon:
        """A drawing from resources/icons in the colour of a token."""
        if (name, colour) not in self._icons:
            self._icons[name, colour] = _draw_icon(name, self.tokens.colours)(colour)
        return self._icons[name, colour]

    def _known(self, wanted: tuple[str, ...]) -> list[str]:
        if wanted not in self._families:
            self._families[wanted] = [family for family in wanted if QFontDatabase.hasFamily(family)][:1]
        return self._families[wanted]

    def _read(self) -> Tokens:
        return read_tokens(self._mode(), self._wish.percent, self._wish.width, self._wish.font)

    def _mode(self) -> str:
        if self._wish.colours != "system":
            return self._wish.colours
        dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return ("contrast_" if system_wants_contrast() else "") + ("dark" if dark else "light")

    def _watch_system(self) -> None:
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow_system)
        if hasattr(hints, "accessibility"):  # Qt 6.10
            hints.accessibility().contrastPreferenceChanged.connect(self._follow_system)

    def _follow_system(self) -> None:
        if self._mode() != self.tokens.mode:
            self._renew()

    def _renew(self) -> None:
        self.tokens = self._read()
        self._icons.clear()
        self.apply()
        self.changed.emit()

    def _palette(self) -> QPalette:
        palette = QPalette()
        for role, name in _ROLES.items():
            palette.setColor(role, self.colour(name))
        for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.colour("text_muted"))
        return palette


def system_wants_contrast() -> bool:
    """Whether the system was told that its owner wants high contrast, where Qt can tell (from 6.10)."""
    hints = QGuiApplication.styleHints()
    if not hasattr(hints, "accessibility"):
        return False
    return hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast


def system_wants_motion() -> bool:
    """Whether the system lets things move; one on which no cursor blinks wants none of it."""
    return _blink_of_system() != 0


@cache
def _blink_of_system() -> int:
    """In ms."""
    return QGuiApplication.styleHints().cursorFlashTime()


@cache
def _effects_of_system() -> dict[Qt.UIEffect, bool]:
    return {effect: QApplication.isEffectEnabled(effect) for effect in Qt.UIEffect}


@cache
def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads(resource(f"themes/{name}.toml").read_text(encoding="utf-8"))


def _usable_font(code: bool) -> QFont:
    kind = QFontDatabase.SystemFont.FixedFont if code else QFontDatabase.SystemFont.GeneralFont
    return QFontDatabase.systemFont(kind)


def _draw_icon(name: str, colours: Mapping[str, str]) -> Any:
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415 - drawn after the first paint is planned

    drawing = resource(f"icons/{name}.svg").read_text(encoding="utf-8")

    def draw(colour: str) -> QIcon:
        icon = QIcon()
        disabled = colours["text_muted"]
        for mode, tint in ((QIcon.Mode.Normal, colours[colour]), (QIcon.Mode.Disabled, disabled)):
            renderer = QSvgRenderer(QByteArray(drawing.replace("currentColor", tint).encode()))
            for edge in (24, 48, 96):
                pixmap = QPixmap(QSize(edge, edge))
                pixmap.fill(Qt.GlobalColor.transparent)
                painter = QPainter(pixmap)
                renderer.render(painter, QRectF(0, 0, edge, edge))
                painter.end()
                icon.addPixmap(pixmap, mode)
        return icon

    return draw
