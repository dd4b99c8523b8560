"""What a reply stands on, under it: whether it was checked, the sources it cites, and the way to the search."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPushButton, QStyle, QWidget

from carrel.base.show import isolated, one_line
from carrel.base.words import _, counted
from carrel.library.evidence.model import Citation, Evidence, State
from carrel.ui.plain import show_tip
from carrel.ui.theme import Theme
from carrel.ui.widgets.flow import FlowRow
from carrel.ui.widgets.parts import button, label, picture, tip

_LONGEST_QUOTE = 500
_ICONS: dict[State, tuple[str, str]] = {
    "from_sources": ("sources", "accent"),
    "unchecked": ("unchecked", "text_muted"),
    "not_found": ("not-found", "text_muted"),
}


def state_words(state: State) -> str:
    """What a reply is, in a few words."""
    return {
        "from_sources": _("From your sources"),
        "unchecked": _("Unchecked: the model's own words"),
        "not_found": _("Not in your sources"),
    }[state]


def state_meaning(state: State) -> str:
    """The same in a sentence."""
    return {
        "from_sources": _("Each numbered sentence stands word for word in the document it names."),
        "unchecked": _("Nothing in this reply was found in your sources. It can be wrong."),
        "not_found": _("Your sources say nothing about this, so it is not answered from anywhere else."),
    }[state]


def source_words(citation: Citation) -> str:
    """Which document and where, with the sentence itself."""
    where = f"{isolated(citation.title)} · {one_line(citation.label)}" if citation.label else isolated(citation.title)
    return f"{where}\n“{one_line(citation.quote, _LONGEST_QUOTE)}”"


class Sources(QWidget):
    """source_requested: a Citation somebody wants to see in its document. searched_requested: look at the search."""

    source_requested = Signal(object)
    searched_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("sources")
        self._theme = theme
        self._evidence: Evidence | None = None
        self._icon = picture()
        self._state = label(role="muted", wrap=True, name="sourceState")
        self._doubts = label(role="muted", wrap=True, name="sourceDoubts")
        self.searched = button(_("What was searched"), "fold", "whatWasSearched")
        tip(self.searched, _("What was looked for in your sources, and what was found."))
        self.searched.clicked.connect(self._ask_for_search)
        self._chips = FlowRow(theme, "sourceChips")
        for part in (self._icon, self._state, self.searched, self._chips, self._doubts):
            part.setParent(self)

    @property
    def chips(self) -> list[SourceChip]:
        """The sources, in order."""
        return [part for part in self._chips.parts if isinstance(part, SourceChip)]

    def show_evidence(self, evidence: Evidence) -> None:
        """Show what stands behind a reply."""
        icon, colour = _ICONS[evidence.state]
        edge = self._theme.size("size_icon")
        self._icon.setPixmap(self._theme.icon(icon, colour).pixmap(edge, edge))
        self._state.setText(state_words(evidence.state))
        for part in (self._icon, self._state):
            tip(part, state_meaning(evidence.state))
        self._state.setAccessibleDescription(state_meaning(evidence.state))
        doubts = len(evidence.doubts) if evidence.state == "from_sources" else 0
        self._doubts.setText(
            counted(
                "{count} sentence was not found in your sources.",
                "{count} sentences were not found in your sources.",
                doubts,
            )
        )
        self._doubts.setVisible(doubts > 0)
        if self._evidence is None or evidence.citations != self._evidence.citations:
            self._show_citations(evidence.citations)
        self._evidence = evidence

    def controls(self) -> list[QWidget]:
        """What the Tab key meets here, in order."""
        return [self.searched, *self.chips]

    def arrange(self, width: int) -> int:
        """Lay everything out in this width; the height it takes."""
        gap, small = self._theme.size("space_tight"), self._theme.size("space_small")
        self.resize(width, self.height())
        top = self._arrange_state(width)
        if self._chips.parts:
            for chip in self.chips:
                chip.fit(min(width, round(self._theme.size("size_sidebar") * 1.4)))
            height = self._chips.arrange(width)
            self._put(self._chips, QRect(0, top + gap, width, height), width)
            top += gap + height
        if not self._doubts.isHidden():
            height = self._doubts.heightForWidth(width)
            self._put(self._doubts, QRect(0, top + small, width, height), width)
            top += small + height
        return top

    def _arrange_state(self, width: int) -> int:
        """The state and, beside it or below, the way to the search."""
        small, edge = self._theme.size("space_small"), self._theme.size("size_icon")
        for part in (self._state, self.searched):
            part.ensurePolished()
        left = edge + small
        words = min(self._state.fontMetrics().horizontalAdvance(self._state.text()) + 2, max(1, width - left))
        high = max(edge, self._state.heightForWidth(words))
        size = self.searched.sizeHint()
        fits = left + words + small + size.width() <= width
        row = max(high, size.height()) if fits else high
        self._put(self._icon, QRect(0, (row - edge) // 2 if fits else 0, edge, edge), width)
        self._put(self._state, QRect(left, (row - high) // 2, words, high), width)
        at = (left + words + small, (row - size.height()) // 2) if fits else (0, row)
        self._put(self.searched, QRect(*at, min(width, size.width()), size.height()), width)
        return row if fits else row + size.height()

    def _put(self, part: QWidget, area: QRect, width: int) -> None:
        part.setGeometry(QStyle.visualRect(self.layoutDirection(), QRect(0, 0, width, 0), area))

    def _show_citations(self, citations: tuple[Citation, ...]) -> None:
        for part in self._chips.parts:
            part.hide()
            part.deleteLater()
        self._chips.parts.clear()
        for citation in citations:
            chip = SourceChip(citation)
            chip.clicked.connect(partial(self._open, citation))
            self._chips.add(chip)
            chip.show()
        self._chips.setVisible(bool(citations))

    def _ask_for_search(self) -> None:
        self.searched_requested.emit()

    def _open(self, citation: Citation, _checked: bool = False) -> None:
        self.source_requested.emit(citation)


class SourceChip(QPushButton):
    """One cited source: its number, its title and where; the sentence shows while it is pointed at or has the focus."""

    def __init__(self, citation: Citation) -> None:
        super().__init__()
        self.citation = citation
        self.setObjectName(f"source-{citation.n}")
        self.setProperty("kind", "chip")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        words = _("Source {number}: {title}, {where}") if citation.label else _("Source {number}: {title}")
        names = {"number": citation.n, "title": isolated(citation.title), "where": one_line(citation.label)}
        self.setAccessibleName(words.format(**names))
        self.setAccessibleDescription(one_line(citation.quote, _LONGEST_QUOTE))
        tip(self, source_words(citation))

    def fit(self, room: int) -> None:
        """Shorten the title in its middle, so that the chip is not wider than this."""
        citation = self.citation
        self.ensurePolished()
        self._say(citation.title)
        if (over := self.sizeHint().width() - room) > 0:
            metrics = self.fontMetrics()
            wide = metrics.horizontalAdvance(one_line(citation.title)) - over
            least = metrics.horizontalAdvance("m…m")
            self._say(metrics.elidedText(one_line(citation.title), Qt.TextElideMode.ElideMiddle, max(wide, least)))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes here by the keyboard sees what the mouse would show."""
        super().focusInEvent(event)
        if event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}:
            show_tip(self.mapToGlobal(QPoint(0, self.height())), self.toolTip(), self)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The sentence goes with the focus."""
        super().focusOutEvent(event)
        show_tip(QPoint(), "", self)

    def _say(self, title: str) -> None:
        where = f" · {one_line(self.citation.label)}" if self.citation.label else ""
        self.setText(f"{self.citation.n} · {isolated(title)}{where}".replace("&", "&&"))
