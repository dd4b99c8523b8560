"""One example, whole: what was asked, what was said, what would have been better, and what that changed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from carrel.base.show import beside
from carrel.base.words import _, counted
from carrel.flows.examples.difference import difference
from carrel.flows.examples.kept import Held
from carrel.ui.flow import Flow
from carrel.ui.theme import Theme
from carrel.ui.widgets.parts import button, label
from carrel.ui.widgets.plain_text import PlainText
from carrel.ui.widgets.times import full_time


class ExampleView(QWidget):
    """What was pressed under it; held: the example that is shown."""

    edit_requested = Signal()
    remove_requested = Signal()
    chat_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("exampleView")
        self.held: Held | None = None
        self.where = label("", "muted", wrap=True, name="exampleWhere")
        self.text = PlainText(theme, code=False)
        self.text.setObjectName("exampleText")
        self.text.setProperty("kind", "lines")
        self.text.setAccessibleName(_("The example"))
        self.changes = QCheckBox(_("Show what is different"))
        self.changes.setObjectName("exampleChanges")
        self.legend = label(_("[−…−] was said, [+…+] you would have said."), "tiny", wrap=True, name="exampleLegend")
        self.edit = button(_("Edit…"), "outline", "editExample")
        self.remove = button(_("Remove"), "danger", "removeExample")
        self.chat = button(_("Open the chat"), "outline", "exampleChat")
        held = QWidget()
        row = Flow(theme.size("space_small"), parent=held)
        for one in (self.edit, self.chat, self.remove):
            row.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.size("space_small"))
        column.addWidget(self.where)
        column.addWidget(self.changes)
        column.addWidget(self.text, 1)
        column.addWidget(self.legend)
        column.addWidget(held)
        self.changes.toggled.connect(lambda _on: self._show_text())
        self.edit.clicked.connect(self.edit_requested)
        self.remove.clicked.connect(self.remove_requested)
        self.chat.clicked.connect(self.chat_requested)
        theme.changed.connect(self._show_text)

    def show_example(self, held: Held) -> None:
        """Show this one."""
        if held == self.held:
            return
        same = self.held is not None and self.held.correction.id == held.correction.id
        self.held = held
        self.where.setText(f"{belongs(held)} {used(held)}".strip())
        self.chat.setVisible(bool(held.chat))
        self.changes.setVisible(bool(held.correction.said))
        scrolled = self.text.verticalScrollBar().value() if same else 0
        self._show_text()
        self.text.verticalScrollBar().setValue(scrolled)

    def _show_text(self) -> None:
        if self.held is None:
            return
        one = self.held.correction
        changed = self.changes.isChecked() and bool(one.said)
        self.legend.setVisible(changed)
        parts: list[tuple[str, str, str]] = [(_("Asked"), one.question, "")]
        if changed:
            parts.append((_("What is different"), "", ""))
            marks = {"same": ("", "", ""), "out": ("[−", "−]", "danger_soft"), "in": ("[+", "+]", "accent_soft")}
            for piece in difference(one.said, one.better):
                begin, end, colour = marks[piece.kind]
                blank = piece.text[: len(piece.text) - len(piece.text.lstrip())]
                parts.append(("", f"{blank}{begin}{piece.text.lstrip()}{end}", colour))
        else:
            parts += [(_("Said"), one.said, "")] if one.said else []
            parts.append((_("You would have said"), one.better, ""))
        parts += [(_("Because"), one.why, "")] if one.why else []
        self._put(parts)

    def _put(self, parts: list[tuple[str, str, str]]) -> None:
        """Show these texts, each under its title where it has one, and on a ground of its colour."""
        text, tints, titles = "", list[tuple[int, int, str]](), list[tuple[int, int]]()
        for title, words, colour in parts:
            if title:
                text += "\n\n" if text else ""
                titles.append((len(text), len(text) + len(title)))
                text += f"{title}\n"
            if colour:
                tints.append((len(text), len(text) + len(words), colour))
            text += words
        places = [place for span in titles for place in span] + [place for one in tints for place in one[:2]]
        self.text.setExtraSelections([])
        self.text.show_text(text, places)
        self.text.embolden(titles)
        for begin, end, colour in tints:
            self.text.tint([(begin, end)], colour)


def belongs(held: Held) -> str:
    """Where an example is used."""
    kind = held.correction.place.kind
    if kind == "practice":
        return _("Written beside a question of practice; no model is shown it.")
    if kind == "desk":
        if held.desk is None:
            return _("For a desk that was removed.")
        return _("For the drafts of the desk “{desk}”.").format(desk=beside(held.desk.title))
    if kind == "chats":
        return _("For the chats in no course.")
    if held.course is None:
        return _("For a course that was deleted.")
    words = _("For the course “{course}”.").format(course=beside(held.course.title))
    kept_back = _("It keeps replies back, so that no model is shown this.")
    return words if held.course.help == "open" else f"{words} {kept_back}"


def used(held: Held) -> str:
    """How often it was used, and when last; empty at a desk, whose drafts are not kept, so that nobody knows."""
    if held.correction.place.kind == "desk":
        return ""
    if held.last is None:
        return _("It was not used yet.")
    times = counted("It was used once.", "It was used {count} times.", held.times)
    return f"{times} {_('Last: {when}.').format(when=full_time(held.last))}"
