"""The line over a chat: its course and title, the model that answers, and the way back to the list."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from carrel.base.show import beside, one_line
from carrel.base.words import _
from carrel.ui.theme import Theme
from carrel.ui.widgets.model_chooser import ModelChooser
from carrel.ui.widgets.parts import IconButton, label, tip


class TopBar(QWidget):
    """The buttons for the list and a new chat show while the list is folded away."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._title = self._course = ""
        self.unfold = IconButton(theme, "sidebar", _("Show the list"), name="unfoldButton")
        self.new = IconButton(theme, "new-chat", _("New chat"), name="newChatSmall")
        self.course: QLabel = label("", "muted", name="paneCourse")
        self.arrow: QLabel = label("", "muted")
        self.title: QLabel = label(name="paneTitle")
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.chooser = ModelChooser(theme)
        self._row = QHBoxLayout(self)
        for part in (self.unfold, self.new, self.course, self.arrow):
            self._row.addWidget(part)
        self._row.addWidget(self.title, 1)
        self._row.addWidget(self.chooser)
        theme.changed.connect(self._measure)
        self._measure()

    def show_title(self, title: str, course: str = "") -> None:
        """Say which chat this is, and which course it is in."""
        self._title, self._course = one_line(title), one_line(course)
        self.title.setAccessibleName(self._title)
        tip(self.title, self._title)
        self.course.setAccessibleName(_("Course: {course}").format(course=beside(self._course)) if course else "")
        tip(self.course, self._course)
        self._elide()

    def set_folded(self, folded: bool) -> None:
        """Offer what the folded list would have offered."""
        self.unfold.setVisible(folded)
        self.new.setVisible(folded)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The course gives way first, then the title."""
        super().resizeEvent(event)
        self.chooser.set_narrow(self.width() < 46 * self._theme.size("type_body"))
        self._elide()

    def _elide(self) -> None:
        room = max(0, self.width() - self.chooser.sizeHint().width() - 4 * self._theme.size("space_large"))
        forward = self.layoutDirection() is Qt.LayoutDirection.LeftToRight
        side = Qt.AlignmentFlag.AlignLeft if forward else Qt.AlignmentFlag.AlignRight
        self.title.setAlignment(Qt.AlignmentFlag.AlignAbsolute | side | Qt.AlignmentFlag.AlignVCenter)
        metrics = self.course.fontMetrics()
        shown = metrics.elidedText(self._course, Qt.TextElideMode.ElideRight, room * 2 // 5)
        self.course.setVisible(bool(self._course) and room > 12 * self._theme.size("type_body"))
        self.course.setText(shown)
        self.arrow.setText("›" if forward else "‹")
        self.arrow.setVisible(not self.course.isHidden())
        if self._row.activate():
            self._row.update()
        width = max(0, self.title.width() - 4)
        self.title.setText(self.title.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, width))

    def _measure(self) -> None:
        pad = self._theme.size("space_small")
        self._row.setContentsMargins(self._theme.size("space_large"), pad, self._theme.size("space_large"), pad)
        self._row.setSpacing(self._theme.size("space_tight"))
        self._elide()
