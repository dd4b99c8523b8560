"""What a thread comes to in a few lines, each with where it stands."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QVBoxLayout

from carrel.base.show import isolated, one_line
from carrel.base.words import _
from carrel.flows.draft.summary import SummaryLine, ThreadSummary
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label


class SummarySheet(QFrame):
    """Hidden before somebody asks for a summary."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("ticketSummary")
        self.setProperty("kind", "sheet")
        self._theme = theme
        self._lines = QVBoxLayout()
        self._by = label("", "muted", wrap=True, name="summaryBy")
        self.fold = button(_("Hide the summary"), "fold", "hideSummary")
        self.fold.clicked.connect(self.hide)
        self._column = QVBoxLayout(self)
        self._column.addWidget(label(_("In short"), "strong", wrap=True))
        self._column.addLayout(self._lines)
        for part in (self._by, self.fold):
            self._column.addWidget(part)
        theme.changed.connect(self._measure)
        self._measure()
        self.hide()

    def show_summary(self, summary: ThreadSummary) -> None:
        """Show these lines."""
        while (old := self._lines.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for line in summary.lines:
            self._lines.addWidget(label(one_line(line.text), wrap=True, name="summaryLine"))
            self._lines.addWidget(label(_where(line), "muted", wrap=True, name="summaryWhere"))
        by_model = _("Worded by the model {name}; each line stands in the message it names.")
        by_rules = _("Chosen by rules: the sentence of each message that tells most.")
        self._by.setText(by_model.format(name=one_line(summary.model)) if summary.model else by_rules)
        self.show()
        self.fold.setFocus()

    def _measure(self) -> None:
        pad, small = self._theme.size("space_medium"), self._theme.size("space_small")
        self._column.setContentsMargins(pad, small, pad, small)
        self._column.setSpacing(self._theme.size("space_tight"))
        self._lines.setSpacing(self._theme.size("space_hair"))


def _where(line: SummaryLine) -> str:
    said = _("Message {number}").format(number=line.mail)
    return " · ".join((said, *(isolated(part) for part in (line.who, line.when) if part)))
