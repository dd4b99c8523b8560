"""The tokens: readable in both modes, growing with the text size, following the system."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from carrel.base.files import resource
from carrel.ui.theme import Theme, read_tokens, style_sheet

MODES = ("light", "dark")
GROUNDS = ("window", "sidebar", "surface", "sunken", "hover", "selected")
READ = [
    *[("text", ground) for ground in GROUNDS],
    *[("text_muted", ground) for ground in ("window", "sidebar", "surface", "sunken")],
    *[("accent", ground) for ground in ("window", "surface", "sunken")],
    *[("danger", ground) for ground in ("window", "surface", "danger_soft")],
    *[("text", ground) for ground in ("accent_soft", "danger_soft", "warning_soft")],
    *[("text_muted", ground) for ground in ("danger_soft", "warning_soft")],
    *[(f"code_{kind}", "code_background") for kind in ("text", "keyword", "string", "number", "comment", "name")],
    ("text_muted", "code_background"), ("on_accent", "accent"), ("on_accent", "accent_hover"),
    ("on_selection", "selection"), ("on_mark", "mark"), ("window", "text"),
]  # fmt: skip


def brightness(colour: str) -> float:
    """Relative luminance (WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """How far apart two colours are, from 1 to 21."""
    low, high = sorted((brightness(one), brightness(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("words", "ground"), READ)
def test_words_can_be_read(mode: str, words: str, ground: str) -> None:
    colours = read_tokens(mode, 100).colours
    assert contrast(colours[words], colours[ground]) >= 4.5


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("ground", ["window", "surface", "sidebar"])
def test_the_ring_of_the_focus_can_be_seen(mode: str, ground: str) -> None:
    colours = read_tokens(mode, 100).colours
    assert contrast(colours["focus"], colours[ground]) >= 3


def test_day_and_night_have_the_same_tokens() -> None:
    light, dark = (read_tokens(mode, 100) for mode in MODES)
    assert light.colours.keys() == dark.colours.keys()
    assert all(re.fullmatch(r"#[0-9a-f]{6}", colour) for colour in [*light.colours.values(), *dark.colours.values()])


def test_everything_grows_with_the_text() -> None:
    usual, double = read_tokens("light", 100), read_tokens("light", 200)
    for name, size in usual.sizes.items():
        if name.startswith(("type_", "size_")) and name != "type_line_percent":
            assert double.sizes[name] == 2 * size, name


@pytest.mark.parametrize("percent", [80, 100, 300])
def test_the_style_sheet_has_no_holes(percent: int) -> None:
    for mode in MODES:
        assert "$" not in style_sheet(read_tokens(mode, percent)).split("*/", 1)[1]


def test_the_theme_follows_the_system_when_asked(qtbot: QtBot, qapp: QApplication) -> None:
    theme = Theme("system", 100)
    heard: list[str] = []
    theme.changed.connect(lambda: heard.append(theme.tokens.mode))
    before = theme.tokens.mode
    other = "dark" if before == "light" else "light"
    theme._mode = lambda: other  # type: ignore[method-assign]
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert heard == [other]
    theme.deleteLater()


def test_choosing_the_same_again_changes_nothing(qapp: QApplication) -> None:
    theme = Theme("light", 100)
    heard: list[int] = []
    theme.changed.connect(lambda: heard.append(1))
    theme.choose("light", 100)
    assert heard == []
    theme.choose("dark", 150)
    assert heard == [1]
    assert theme.colour("window").name() == read_tokens("dark", 100).colours["window"]
    theme.deleteLater()


def test_icons_are_drawn_in_the_colour_of_a_token(qapp: QApplication) -> None:
    theme = Theme("light", 100)
    for path in sorted(resource("icons").glob("*.svg")):
        if path.stem != "carrel" and "." not in path.stem:
            assert "currentColor" in path.read_text(encoding="utf-8"), path.name
            picture = theme.icon(path.stem, "accent").pixmap(48, 48).toImage()
            inked = {
                picture.pixelColor(x, y).name()
                for x in range(48)
                for y in range(48)
                if picture.pixelColor(x, y).alpha() > 250
            }
            assert theme.tokens.colours["accent"] in inked, path.name
    theme.deleteLater()
