"""Pictures of progress: what one can point at, what they say, and that they hold together in every look."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from carrel.assessment.attempts.model import DayOfTries
from carrel.flows.figures.page import Page
from carrel.flows.figures.skill_map import Node, skill_map
from carrel.flows.figures.table import days_until
from carrel.ui.panes.progress.canvas import Canvas
from carrel.ui.panes.progress.picture_view import PictureView
from carrel.ui.panes.progress.pictures.kinds import Kind, kinds
from carrel.ui.panes.progress.pictures.layers import layers
from carrel.ui.panes.progress.pictures.map import MapPicture
from carrel.ui.theme import Theme
from carrel.ui.widgets.pencil import Look, Pencil
from tests.flows.figures.test_figures import made

SUBJECTS = ("Sums", "Shapes", "Light", "Words", "Cells", "Maps", "Sounds", "Codes")
TODAY = "2026-03-02"


def many(skills: int, seed: int = 1) -> Page:
    """A page with so many skills, some of them tried, which build on each other."""
    chance = random.Random(seed)
    known = [made("".join(chance.choices("RWrwo?", k=chance.choice((0, 2, 9)))), f"s{one}") for one in range(skills)]
    requires = {
        f"s{one}": tuple(
            f"s{name}" for name in sorted(chance.sample(range(one), min(one, chance.choice((0, 1, 1, 2)))))
        )
        for one in range(skills)
    }
    days = tuple(DayOfTries(day, 3, 60.0 * chance.randint(0, 90)) for day in days_until(TODAY, 20))
    return Page(
        tuple(known),
        {f"s{one}": SUBJECTS[one * len(SUBJECTS) // max(1, skills)] for one in range(skills)},
        requires,
        TODAY,
        days,
        {TODAY: 4, "2026-03-09": 11},
        4,
    )


PAGES = {"nothing": Page(today=TODAY), "one": many(1), "few": many(6), "many": many(150)}


@pytest.fixture(params=["light", "dark", "contrast_light", "contrast_dark"])
def look(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Theme]:
    """Each theme, the letters twice as large in one of them."""
    theme = Theme(request.param, 200 if request.param == "dark" else 100)
    yield theme
    theme.deleteLater()


@pytest.fixture
def mirrored(qapp: QApplication) -> Iterator[None]:
    """The window of a language that is written from right to left."""
    QGuiApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    QGuiApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.id)
def test_every_picture_is_drawn_in_every_look_with_nothing_little_and_much(look: Theme, kind: Kind) -> None:
    for page in PAGES.values():
        choices = kind.choices(page)
        figure, drawer = kind.show(page, choices[0][1] if choices else "")
        assert figure.title
        assert figure.reading.endswith(".")
        assert all(len(row) == len(figure.table.headers) for row in figure.table.rows)
        for room, mirror in ((QSizeF(900, 420), False), (QSizeF(200, 120), True)):
            drawn = Look(look, mirrored=mirror)
            picture = drawer(drawn, room)
            assert picture.size.width() >= room.width()
            whole = QRectF(QPointF(0, 0), picture.size).adjusted(-0.5, -0.5, 0.5, 0.5)
            assert all(whole.contains(mark.area) for mark in picture.marks)
            assert all(mark.said for mark in picture.marks)
            paint(picture, drawn)


def paint(picture: object, look: Look) -> QImage:
    """The picture in dots; its first mark is pointed at."""
    size = getattr(picture, "size").toSize()  # noqa: B009 - any of the pictures
    image = QImage(min(size.width(), 2000), min(size.height(), 2000), QImage.Format.Format_RGB32)
    image.fill(look.theme.colour("window"))
    painter = QPainter(image)
    getattr(picture, "paint")(Pencil(painter, look, size.width()), 0)  # noqa: B009 - any of the pictures
    painter.end()
    return image


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.id)
def test_a_saved_picture_can_be_opened_and_says_what_it_is(theme: Theme, qtbot: QtBot, kind: Kind) -> None:
    view = PictureView(theme)
    qtbot.addWidget(view)
    view.show_kind(kind, PAGES["few"])
    dots = QImage.fromData(QByteArray(view.content("png")))
    assert dots.width() > theme.size("size_dialog")
    drawing = view.content("svg")
    renderer = QSvgRenderer(QByteArray(drawing))
    assert renderer.isValid()
    ratio = renderer.viewBoxF().width() / renderer.viewBoxF().height()
    assert ratio == pytest.approx(dots.width() / dots.height(), rel=0.02)
    title = view.title.text()
    assert f"<title>{title}</title>" in drawing.decode("utf-8")
    assert view.reading.text() in drawing.decode("utf-8")
    lines = view.content("csv").decode("utf-8-sig").splitlines()
    assert len(lines) == 1 + view.table.rowCount()


def test_a_map_too_large_for_fine_dots_is_saved_still(theme: Theme, qtbot: QtBot) -> None:
    view = PictureView(theme)
    qtbot.addWidget(view)
    view.show_kind(kinds()[0], PAGES["many"], "")
    dots = QImage.fromData(QByteArray(view.content("png")))
    assert 4000 < max(dots.width(), dots.height()) <= 8000


def test_a_map_goes_from_what_comes_first_to_what_builds_on_it(theme: Theme) -> None:
    figure = skill_map(PAGES["many"])
    picture = MapPicture(figure, Look(theme), QSizeF(900, 500))
    areas = {mark.key: mark.area for mark in picture.marks}
    assert areas.keys() == {f"s{one}" for one in range(150)}
    for node in figure.nodes:
        for before in node.requires:
            assert areas[before].right() < areas[node.known.skill].left()
    placed = list(areas.values())
    for number, one in enumerate(placed):
        assert not any(one.intersects(other) for other in placed[number + 1 :])


@given(st.lists(st.tuples(st.integers(0, 3), st.sets(st.integers(0, 11), max_size=3)), max_size=12))
def test_no_two_skills_share_a_place(drawn: list[tuple[int, set[int]]]) -> None:
    requires = {
        f"s{one}": tuple(f"s{name}" for name in before if name < one) for one, (_subject, before) in enumerate(drawn)
    }
    subjects = {f"s{one}": SUBJECTS[subject] for one, (subject, _before) in enumerate(drawn)}
    page = Page(tuple(made("", f"s{one}") for one in range(len(drawn))), subjects, requires)
    nodes: tuple[Node, ...] = skill_map(page).nodes
    groups = layers(nodes).groups
    assert sorted(skill for group in groups for skill in group.cells) == sorted(requires)
    for group in groups:
        assert len(set(group.cells.values())) == len(group.cells)
        for skill, (column, row) in group.cells.items():
            assert subjects[skill] == group.subject
            assert group.first <= column <= group.last
            assert row < group.rows


def shown(theme: Theme, qtbot: QtBot, kind: str, page: Page) -> PictureView:
    """A view of this kind of picture, with the focus in it."""
    view = PictureView(theme)
    qtbot.addWidget(view)
    view.resize(900, 600)
    view.show()
    view.show_kind(next(one for one in kinds() if one.id == kind), page)
    view.activateWindow()
    view.canvas.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(view.canvas.hasFocus)
    return view


def at(canvas: Canvas) -> str:
    """What is pointed at."""
    return canvas.current.said if canvas.current is not None else ""


def test_arrows_go_from_day_to_day_and_each_says_its_value(theme: Theme, qtbot: QtBot) -> None:
    view = shown(theme, qtbot, "ahead", PAGES["few"])
    canvas = view.canvas
    assert at(canvas) == "Monday, 2 March 2026: 4 items"
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert at(canvas) == "Tuesday, 3 March 2026: 0 items"
    assert view.said.text() == at(canvas)
    assert canvas.accessibleDescription().startswith(at(canvas))
    assert canvas.accessibleName() == "Reviews ahead"
    qtbot.keyClick(canvas, Qt.Key.Key_End)
    assert at(canvas).startswith("Sunday, 15 March")
    qtbot.keyClick(canvas, Qt.Key.Key_Home)
    qtbot.keyClick(canvas, Qt.Key.Key_Left)
    assert at(canvas).startswith("Monday, 2 March"), "there is nothing before the first"


def test_in_a_mirrored_window_time_runs_to_the_left(theme: Theme, qtbot: QtBot, mirrored: None) -> None:
    view = shown(theme, qtbot, "ahead", PAGES["few"])
    qtbot.keyClick(view.canvas, Qt.Key.Key_Left)
    assert at(view.canvas).startswith("Tuesday")
    first = view.canvas.marks[0].area.center()
    assert first.x() < view.canvas.width() / 2
    qtbot.mouseMove(view.canvas, QPointF(view.canvas.width() - first.x(), first.y()).toPoint())
    qtbot.waitUntil(lambda: at(view.canvas).startswith("Monday"))


def test_the_mouse_points_and_a_click_opens_the_skill(theme: Theme, qtbot: QtBot) -> None:
    view = shown(theme, qtbot, "map", PAGES["few"])
    mark = view.canvas.marks[2]
    with qtbot.waitSignal(view.opened) as asked:
        qtbot.mouseClick(view.canvas, Qt.MouseButton.LeftButton, pos=(mark.area.center() + QPointF(4, 4)).toPoint())
    assert asked.args == [mark.key]
    assert view.said.text() == mark.said
    with qtbot.waitSignal(view.opened):
        qtbot.keyClick(view.canvas, Qt.Key.Key_Return)


def test_a_map_is_made_smaller_and_larger_and_keys_bring_its_skills_into_sight(theme: Theme, qtbot: QtBot) -> None:
    view = shown(theme, qtbot, "map", PAGES["many"])
    assert view.choice.currentText() in SUBJECTS, "more than one can read at once is not where it begins"
    assert 0 < len(view.canvas.marks) < 150
    view.choice.setCurrentIndex(view.choice.findData(""))
    assert len(view.canvas.marks) == 150
    view.canvas.setFocus(Qt.FocusReason.TabFocusReason)
    size = view.canvas.size()
    view.smaller.click()
    assert view.canvas.width() < size.width()
    view.larger.click()
    assert view.canvas.size() == size
    qtbot.keyClick(view.canvas, Qt.Key.Key_End)
    last = view.canvas.marks[-1]
    middle = (last.area.center() + QPointF(4, 4)).toPoint()
    seen = view.canvas.mapTo(view.area.viewport(), middle)
    assert view.area.viewport().rect().contains(seen)
    view.whole.click()
    assert view.canvas.width() < size.width()


def test_what_keys_point_at_stays_when_newer_numbers_come(theme: Theme, qtbot: QtBot) -> None:
    view = shown(theme, qtbot, "time", PAGES["few"])
    qtbot.keyClick(view.canvas, Qt.Key.Key_Right)
    before = view.canvas.current
    view.show_kind(next(one for one in kinds() if one.id == "time"), PAGES["few"])
    assert view.canvas.current == before


def test_the_same_numbers_stand_in_a_table_with_headers(theme: Theme, qtbot: QtBot) -> None:
    for kind in kinds():
        view = shown(theme, qtbot, kind.id, PAGES["few"])
        view.as_table.click()
        assert view.table.isVisible()
        assert not view.area.isVisible()
        figure, _drawer = view.drawn or pytest.fail("nothing is drawn")
        assert view.table.shown() == [list(figure.table.headers), *map(list, figure.table.rows)]
        assert view.table.accessibleName() == figure.title


def test_a_strangers_name_for_a_skill_stays_a_name(theme: Theme, qtbot: QtBot) -> None:
    hostile = "<img src=x onerror=boom> &Sums & \u202eevil\x07\n=1+1"
    known = replace(made("RRRR"), name=hostile)
    page = Page((known,), {"a": hostile}, {"a": ()}, TODAY)
    for kind in kinds():
        view = shown(theme, qtbot, kind.id, page)
        drawing = view.content("svg")
        assert QSvgRenderer(QByteArray(drawing)).isValid(), kind.id
        assert b"<img" not in drawing
        view.as_table.click()
        view.grab()
        assert not any(line.startswith("=") for line in view.content("csv").decode("utf-8-sig").splitlines())
