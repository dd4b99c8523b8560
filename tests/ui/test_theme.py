"""The tokens: readable in both modes, growing with the text size, following the system."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QStyleHints
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from carrel.base.files import resource
from carrel.ui import theme as looks
from carrel.ui.theme import Theme, Wish, has_font, read_tokens, style_sheet

MODES = ("light", "dark", "contrast_light", "contrast_dark")
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
    assert contrast(colours[words], colours[ground]) >= least(mode)


def least(mode: str) -> float:
    """How far words stand from their ground: WCAG AA, and AAA in high contrast."""
    return 7.0 if mode.startswith("contrast") else 4.5


def rules() -> Iterator[tuple[str, dict[str, str]]]:
    """The rules of the style sheet: who they are for, and what they say."""
    text = re.sub(r"/\*.*?\*/", "", resource("themes/sheet.qss").read_text(encoding="utf-8"), flags=re.DOTALL)
    for selector, body in re.findall(r"([^{}]+)\{((?:[^{}]|\$\{\w+\})*)\}", re.sub(r"\$\{(\w+)\}", r"\1", text)):
        lines = (line.partition(":") for line in body.split(";") if ":" in line)
        yield selector.strip(), {name.strip(): value.strip() for name, _colon, value in lines}


def token(value: str) -> str:
    """The colour that a line of the style sheet names; empty for none."""
    found = re.search(r"\$(\w+)", value)
    return found.group(1) if found else ""


PAIRS = sorted(
    {
        (token(lines[words]), token(lines[ground]))
        for _selector, lines in rules()
        for words, ground in (("color", "background"), ("selection-color", "selection-background-color"))
        if token(lines.get(words, "")) and token(lines.get(ground, ""))
    }
    | {
        (token(lines["color"]), ground)
        for _selector, lines in rules()
        if token(lines.get("color", "")) and not token(lines.get("background", ""))
        for ground in ("window", "sidebar", "surface", "sunken")
    }
)
EDGES = sorted(
    {
        (token(value), ground)
        for _selector, lines in rules()
        for name, value in lines.items()
        if name.startswith("border") and token(value)
        for ground in ("window", "sidebar", "surface")
    }
)


def test_the_style_sheet_was_understood() -> None:
    assert len(list(rules())) > 60
    assert ("on_accent", "accent") in PAIRS
    assert ("on_selection", "selection") in PAIRS
    assert ("focus", "window") in EDGES


@pytest.mark.parametrize("mode", MODES)
def test_every_pair_of_the_style_sheet_can_be_read(mode: str) -> None:
    colours = read_tokens(mode, 100).colours
    weak = {
        f"{words} on {ground}: {far:.1f}"
        for words, ground in PAIRS
        if (far := contrast(colours[words], colours[ground])) < least(mode)
    }
    assert weak == set()


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("ground", ["window", "surface", "sidebar"])
def test_the_ring_of_the_focus_can_be_seen(mode: str, ground: str) -> None:
    colours = read_tokens(mode, 100).colours
    assert contrast(colours["focus"], colours[ground]) >= 3
    assert contrast(colours["focus_line"], colours[ground]) >= 3


@pytest.mark.parametrize("mode", ["contrast_light", "contrast_dark"])
def test_high_contrast_has_a_line_around_everything_and_a_thicker_ring(mode: str) -> None:
    tokens = read_tokens(mode, 100)
    weak = [(edge, ground) for edge, ground in EDGES if contrast(tokens.colours[edge], tokens.colours[ground]) < 3]
    assert weak == []
    for part in ("handle", "selected_line"):
        assert contrast(tokens.colours[part], tokens.colours["window"]) >= 3
    assert tokens.sizes["edge_ring"] > read_tokens("light", 100).sizes["edge_ring"]


def test_all_modes_have_the_same_tokens() -> None:
    all_of_them = [read_tokens(mode, 100).colours for mode in MODES]
    assert all(colours.keys() == all_of_them[0].keys() for colours in all_of_them)
    assert all(re.fullmatch(r"#[0-9a-f]{6}", one) for colours in all_of_them for one in colours.values())


@pytest.mark.parametrize("mode", MODES)
def test_every_drawing_of_the_style_sheet_is_there(mode: str) -> None:
    named = re.findall(r"url\(([^)]+)\)", style_sheet(read_tokens(mode, 100)))
    assert named
    assert [path for path in named if not Path(path).is_file()] == []


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


@pytest.mark.skipif(not hasattr(QStyleHints, "accessibility"), reason="Qt tells it from 6.10")
@pytest.mark.parametrize(("wanted", "mode"), [(True, "contrast_light"), (False, "light")])
def test_high_contrast_follows_the_system_when_asked(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, wanted: bool, mode: str
) -> None:
    monkeypatch.setattr(looks, "system_wants_contrast", lambda: wanted)
    followed, chosen = Theme("system", 100), Theme("dark", 100)
    assert followed.tokens.mode in {mode, mode.replace("light", "dark")}
    assert chosen.tokens.mode == "dark"
    monkeypatch.setattr(looks, "system_wants_contrast", lambda: not wanted)
    qapp.styleHints().accessibility().contrastPreferenceChanged.emit(Qt.ContrastPreference.HighContrast)
    assert followed.tokens.mode.startswith("contrast") is not wanted
    assert chosen.tokens.mode == "dark"
    followed.deleteLater()
    chosen.deleteLater()


def test_the_width_of_the_text_is_a_wish(qapp: QApplication) -> None:
    theme = Theme("light", 100)
    widths = []
    for width in ("narrow", "normal", "wide", "full"):
        theme.wear(Wish("light", width=width))
        widths.append(theme.size("size_column"))
        assert theme.size("size_dialog") == 720
    assert widths == sorted(widths)
    assert len(set(widths)) == 4
    theme.wear(Wish("light", 200, "narrow"))
    assert theme.size("size_column") == 2 * widths[0]
    theme.deleteLater()


def test_nothing_blinks_where_no_motion_is_wanted(qapp: QApplication) -> None:
    theme = Theme("light", 100)
    usual = qapp.cursorFlashTime()
    theme.wear(Wish("light", motion="reduced"))
    assert not theme.motion
    assert qapp.cursorFlashTime() == 0
    theme.wear(Wish("light", motion="full"))
    assert theme.motion
    assert qapp.cursorFlashTime() == usual
    theme.deleteLater()


def test_other_letters_can_be_had_where_they_are_installed(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFontDatabase, "hasFamily", lambda family: family in {"Noto Serif", "Noto Sans"})
    assert has_font("system")
    assert has_font("serif")
    assert not has_font("dyslexia")
    theme = Theme("light", 100)
    theme.wear(Wish("light", font="serif"))
    assert theme.font().families()[0] == "Noto Serif"
    theme.wear(Wish("light", font="dyslexia"))
    assert theme.font().families()[0] == "Noto Sans"
    theme.deleteLater()
