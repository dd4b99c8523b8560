"""The colours, sizes and fonts of the window, from the tokens in resources/themes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from string import Template
from typing import Any

from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from carrel.base.files import resource

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

    mode: ``light`` or ``dark``.
    colours: from a name to #rrggbb.
    sizes: from ``group_name`` (such as ``type_body``) to pixels, with the text size already counted in.
    families, code_families: fonts, the most wanted first.
    """

    mode: str
    colours: Mapping[str, str]
    sizes: Mapping[str, int]
    families: tuple[str, ...]
    code_families: tuple[str, ...]


def read_tokens(mode: str, percent: int) -> Tokens:
    """The tokens of a mode at a text size in percent; text grows by all of it, the space around it by half."""
    colours = _toml(mode)["colour"]
    shape = _toml("shape")
    growth = {"type": percent / 100, "size": percent / 100, "space": (percent + 100) / 200, "radius": 1.0}
    sizes = {
        f"{group}_{name}": max(1, round(value * factor))
        for group, factor in growth.items()
        for name, value in shape[group].items()
    }
    sizes["type_line_percent"] = shape["type"]["line_percent"]
    return Tokens(mode, colours, sizes, tuple(shape["families"]), tuple(shape["code_families"]))


def style_sheet(tokens: Tokens) -> str:
    """The one style sheet of the program, with the tokens filled in."""
    sizes = dict(tokens.sizes)
    for name in ("space_small", "space_medium", "space_tight"):
        sizes[f"{name}_less"] = max(0, sizes[name] - 1)  # a focus ring is one pixel wider than a border
    sizes["size_field"] = sizes["size_control"] - 2 * sizes["space_tight"] - 2
    sizes["radius_dot"] = sizes["type_tiny"] // 2 + 1
    icons = resource("icons").as_posix()
    text = resource("themes/sheet.qss").read_text(encoding="utf-8")
    return Template(text).substitute(tokens.colours, **sizes, icons=icons, mode=tokens.mode)


class Theme(QObject):
    """The look that is in use; says when it changed, and follows the system when asked to."""

    changed = Signal()

    def __init__(self, choice: str = "system", percent: int = 100, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choice, self._percent = choice, percent
        self._icons: dict[tuple[str, str], QIcon] = {}
        self._families: dict[str, list[str]] = {}
        self.tokens = read_tokens(self._mode(), percent)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    def choose(self, choice: str, percent: int) -> None:
        """Take ``system``, ``light`` or ``dark``, and a text size in percent."""
        if (choice, percent) != (self._choice, self._percent):
            self._choice, self._percent = choice, percent
            self._renew()

    def apply(self) -> None:
        """Dress the application in the tokens."""
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setFont(self.font())
            application.setPalette(self._palette())
            application.setStyleSheet(style_sheet(self.tokens))

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
        if wanted[0] not in self._families:
            self._families[wanted[0]] = [family for family in wanted if QFontDatabase.hasFamily(family)][:1]
        return self._families[wanted[0]]

    def _mode(self) -> str:
        if self._choice != "system":
            return self._choice
        dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return "dark" if dark else "light"

    def _follow_system(self) -> None:
        if self._mode() != self.tokens.mode:
            self._renew()

    def _renew(self) -> None:
        self.tokens = read_tokens(self._mode(), self._percent)
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
