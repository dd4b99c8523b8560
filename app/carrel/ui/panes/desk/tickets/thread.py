"""What was written to and fro: the newest messages open, those before them brought back a few at a time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from carrel.base.show import isolated
from carrel.base.words import _, counted
from carrel.desk.model import Mail
from carrel.ui.flow import Flow
from carrel.ui.panes.desk.tickets import words
from carrel.ui.plain import breakable
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label, restyle
from carrel.ui.widgets.passage import Passage

NEWEST, MORE = 2, 10
"""So many messages are shown at first, and so many more each time."""
_LONGEST = 3_000
"""Characters of a message that are shown; the whole of it opens by itself."""


def parted(text: str) -> tuple[str, str]:
    """What somebody wrote themselves, and what they quote of others in it, each by its lines."""
    lines = text.split("\n")
    quoted = [line for line in lines if line.lstrip().startswith(">")]
    own = [line for line in lines if not line.lstrip().startswith(">")]
    return "\n".join(own).strip(), "\n".join(quoted).strip()


class MailSheet(QFrame):
    """One message. whole_requested: its text, to be read in a window of its own."""

    whole_requested = Signal(str, str)

    def __init__(self, theme: Theme, mail: Mail) -> None:
        super().__init__()
        self.setObjectName("mailSheet")
        self.setProperty("kind", "sheet")
        self.setProperty("tone", "" if mail.is_ours else "plain")
        self._theme, self._mail = theme, mail
        own, quoted = parted(mail.text)
        head = words.from_whom(mail)
        self.setAccessibleName(head)
        self.head = label(head, "strong" if not mail.is_ours else "muted", wrap=True, name="mailHead")
        self.text = Passage(theme, "mailText")
        self.text.show_text(own[:_LONGEST] or _("Nothing was written."), name=head, markdown=False)
        self._column = QVBoxLayout(self)
        for part in (self.head, self.text):
            self._column.addWidget(part)
        if mail.attached:
            names = ", ".join(isolated(name) for name in mail.attached)
            said = _("Attached: {names}").format(names=names)
            self._column.addWidget(label(breakable(said), "muted", wrap=True, name="mailAttached"))
        if quoted:
            self._fold(quoted)
        if len(own) > _LONGEST:
            whole = button(_("Show the whole message"), "fold", "mailWhole")
            whole.clicked.connect(lambda: self.whole_requested.emit(head, mail.text))
            self._column.addWidget(whole)
        theme.changed.connect(self._measure)
        self._measure()

    def _fold(self, quoted: str) -> None:
        """What is quoted is folded away: it stands above already."""
        fold = button(_("Show what is quoted"), "fold", "mailQuoteFold")
        fold.setCheckable(True)
        shown = Passage(self._theme, "mailQuoted", colour="text_muted")
        shown.show_text(quoted[:_LONGEST], name=_("What is quoted"), markdown=False)
        shown.hide()
        fold.toggled.connect(partial(_unfold, fold, shown))
        for part in (fold, shown):
            self._column.addWidget(part)

    def _measure(self) -> None:
        pad = self._theme.size("space_medium")
        # One's own messages stand in from the side at which one's own turns stand in a chat.
        self._column.setContentsMargins(pad, self._theme.size("space_small"), pad, self._theme.size("space_small"))
        self._column.setSpacing(self._theme.size("space_tight"))
        restyle(self)


class ThreadView(QWidget):
    """whole_requested: who wrote a message, and its text. summary_requested: all of it in a few lines."""

    whole_requested = Signal(str, str)
    summary_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("ticketThread")
        self._theme = theme
        self._mails: Sequence[Mail] = ()
        self._from = 0
        self.earlier = button("", "fold", "earlierMails")
        self.earlier.clicked.connect(self._show_more)
        self.summary = button(_("Sum it up"), "fold", "sumUp")
        self.summary.clicked.connect(self.summary_requested)
        ways = Flow(theme.size("space_small"))
        for way in (self.earlier, self.summary):
            ways.addWidget(way)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(ways)
        self.sheets: list[MailSheet] = []
        theme.changed.connect(self._measure)
        self._measure()

    def show_mails(self, mails: Sequence[Mail]) -> None:
        """Show these, oldest first; where they are the same as before, what was brought back stays."""
        if tuple(mails) == tuple(self._mails):
            return
        self._mails = tuple(mails)
        for sheet in self.sheets:
            sheet.hide()
            sheet.deleteLater()
        self.sheets.clear()
        self._from = len(self._mails)
        self.summary.setVisible(len(mails) > 1)
        self._bring(NEWEST)

    def _show_more(self) -> None:
        self._bring(MORE)
        if self.sheets:
            self.sheets[0].text.body.setFocus()

    def _bring(self, count: int) -> None:
        """Bring so many messages from before those that are shown."""
        first = max(0, self._from - count)
        made = [self._sheet(mail) for mail in self._mails[first : self._from]]
        for at, sheet in enumerate(made):
            self._column.insertWidget(1 + at, sheet)
            sheet.show()
        self.sheets = [*made, *self.sheets]
        self._from = first
        said = counted("Show the message before", "Show earlier messages ({count})", first)
        self.earlier.setText(said)
        self.earlier.setAccessibleName(said)
        self.earlier.setVisible(first > 0)

    def _sheet(self, mail: Mail) -> MailSheet:
        sheet = MailSheet(self._theme, mail)
        sheet.whole_requested.connect(self.whole_requested)
        return sheet

    def _measure(self) -> None:
        self._column.setSpacing(self._theme.size("space_small"))


def _unfold(fold: QPushButton, shown: Passage, unfolded: bool) -> None:
    said = _("Hide what is quoted") if unfolded else _("Show what is quoted")
    fold.setText(said)
    fold.setAccessibleName(said)
    shown.setVisible(unfolded)
