"""How a behaviour was before: its versions, and what changed from one to the next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from carrel.base.words import _, counted
from carrel.behaviours.comparing import Line as Changed
from carrel.behaviours.comparing import difference
from carrel.behaviours.model import Version
from carrel.flows.behaviours.keeping import Opened
from carrel.ui.flow import Flow
from carrel.ui.theme import Theme
from carrel.ui.widgets.changes import show_changes
from carrel.ui.widgets.line_list import LineList
from carrel.ui.widgets.lines import Line
from carrel.ui.widgets.parts import button, label
from carrel.ui.widgets.plain_text import PlainText
from carrel.ui.widgets.times import full_time


class VersionsFace(QWidget):
    """back_requested: the number of the version to go back to."""

    back_requested = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._versions: Sequence[Version] = ()
        self._has_draft = False
        self.none = label(_("There is one version only: nothing was changed yet."), "muted", wrap=True)
        self.list = LineList(theme, _("Versions"), "behaviourVersions")
        self.said = label(role="muted", wrap=True, name="versionSaid")
        self.text = PlainText(theme)
        self.text.setAccessibleName(_("What changed in this version"))
        self.back = button(_("Go back to this version"), "outline", "backToVersion")
        self._faces, self._full = QStackedWidget(), QWidget()
        self._lay_out()
        self.list.chosen_changed.connect(self._show_chosen)
        self.back.clicked.connect(lambda: self.back_requested.emit(int(self._chosen())))

    def _lay_out(self) -> None:
        gap = self._theme.size("space_small")
        column = QVBoxLayout(self._full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(gap)
        column.addWidget(self.list, 2)
        column.addWidget(self.said)
        column.addWidget(self.text, 3)
        acts = Flow(gap)
        acts.addWidget(self.back)
        column.addLayout(acts)
        empty = QWidget()
        alone = QVBoxLayout(empty)
        alone.setContentsMargins(0, 0, 0, 0)
        alone.addWidget(self.none)
        alone.addStretch()
        for face in (empty, self._full):
            self._faces.addWidget(face)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._faces)

    def show_opened(self, opened: Opened) -> None:
        """Show all versions, the newest first, and it is the one that is chosen at first."""
        is_same = opened.versions == self._versions
        self._versions, self._has_draft = opened.versions, opened.draft is not None
        if not is_same:
            self.list.show_lines([_line(one, number) for number, one in enumerate(opened.versions)])
            if self.list.chosen is None and opened.versions:
                self.list.choose(str(opened.versions[0].number))
        self._faces.setCurrentIndex(1 if len(opened.versions) > 1 else 0)
        self._show_chosen()

    def _chosen(self) -> str:
        line = self.list.chosen
        return line.id if line is not None else "0"

    def _show_chosen(self) -> None:
        at = next((at for at, one in enumerate(self._versions) if str(one.number) == self._chosen()), None)
        self.back.setEnabled(at is not None and at > 0 and not self._has_draft)
        if at is None:
            return
        former = self._versions[at + 1].text if at + 1 < len(self._versions) else ""
        lines = difference(former, self._versions[at].text)
        self.said.setText(self._words(lines))
        show_changes(self.text, lines)

    def _words(self, lines: Sequence[Changed]) -> str:
        new, gone = (sum(one.change == kind for one in lines) for kind in ("new", "gone"))
        said = " · ".join(
            (counted("one line is new", "{count} lines are new", new), counted("one is gone", "{count} are gone", gone))
        )
        more = _("Save or discard what you are writing before you go back.") if self._has_draft else ""
        return f"{said}. {more}".rstrip()


def _line(version: Version, place: int) -> Line:
    used = _("used now") if place == 0 else ""
    title = _("Version {number}").format(number=version.number)
    return Line(str(version.number), title, at_end=used, below=full_time(version.created))
