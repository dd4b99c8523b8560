"""The prompt glass: what the model received for a reply, exactly, and what is known about it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from carrel.base.errors import CarrelError
from carrel.base.show import beside
from carrel.base.words import _, counted
from carrel.flows import glass as flow
from carrel.flows.glass import Glass, Part
from carrel.ui.dialogs.sheet import fit_screen
from carrel.ui.flow import Flow
from carrel.ui.jobs import Jobs
from carrel.ui.theme import Theme
from carrel.ui.widgets.find_bar import FindBar
from carrel.ui.widgets.message_head import speaker
from carrel.ui.widgets.parts import button, label, menu_words
from carrel.ui.widgets.plain_text import PlainText
from carrel.ui.widgets.times import full_time

_BEGINNING = 48


class GlassDialog(QDialog):
    """Shows it in plain letters, to be read, searched, copied and saved. example_requested: an id, to be looked at."""

    example_requested = Signal(str)

    def __init__(self, glass: Glass, jobs: Jobs, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("glassDialog")
        self.setWindowTitle(_("What the model received"))
        self._glass, self._jobs, self._spacing = glass, jobs, theme.size("space_small")
        self.text = PlainText(theme)
        self.text.setParent(self)
        self.text.setAccessibleName(_("What the model received"))
        self._said = label(role="muted", wrap=True, name="glassSaid")
        self._column = QVBoxLayout(self)
        pad = theme.size("space_wide")
        self._column.setContentsMargins(pad, pad, pad, pad)
        self._column.setSpacing(theme.size("space_small"))
        self._column.addWidget(label(self.windowTitle(), "heading", wrap=True))
        self._facts = self._fact_area(theme)
        self._column.addWidget(self._facts)
        self._show_text(theme)
        self._column.addWidget(self._said)
        self._said.hide()
        self._column.addLayout(self._buttons())
        fit_screen(self, theme.size("size_dialog"), round(theme.size("type_body") * 44))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is known takes the height of its lines, and where that is a lot, a third: the text needs the rest."""
        super().resizeEvent(event)
        width, most = self._column.contentsRect().width(), self.height() // 3
        wanted = self._known.totalHeightForWidth(width)
        if wanted > most:
            wanted = self._known.totalHeightForWidth(width - self._facts.verticalScrollBar().sizeHint().width())
        self._facts_inner.setFixedHeight(wanted)
        self._facts.setFixedHeight(min(wanted, most))

    def _fact_area(self, theme: Theme) -> QScrollArea:
        inner = self._facts_inner = QWidget()
        column = self._known = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.size("space_small"))
        for words in facts(self._glass):
            column.addWidget(label(words, "muted", wrap=True, name="glassFact"))
        area = QScrollArea()
        area.setAccessibleName(_("What is known about this reply"))
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        return area

    def _show_text(self, theme: Theme) -> None:
        glass = self._glass
        if not glass.prompt.text:
            words = _("The text was not kept: this reply was made by an older version of Carrel, or never came so far.")
            self._column.addWidget(label(words, wrap=True, name="glassNone"))
            self._column.addStretch()
            self.text.hide()
            return
        told = [(one.start, one.end) for one in glass.told]
        turns = [(part.start, part.end) for part in glass.parts]
        given = [(one.start, one.end) for one in glass.examples]
        self.text.show_text(glass.prompt.text, [place for span in (*told, *given, *turns) for place in span])
        self.text.tint(told, "warning_soft")
        self.text.tint(given, "warning_soft")
        self.text.tint([(part.start, part.end) for part in glass.parts if part.role == "user"], "accent_soft")
        row = QHBoxLayout()
        row.setSpacing(theme.size("space_small"))
        if glass.parts or glass.told or glass.examples:
            row.addWidget(self._places(), 1)
        row.addWidget(FindBar(self.text, theme), 1)
        self._column.addLayout(row)
        self._column.addWidget(self.text, 1)
        for words in self._legend():
            self._column.addWidget(label(words, "tiny", wrap=True, name="glassLegend"))
        if glass.examples:
            self._column.addWidget(self._examples())

    def _legend(self) -> Iterator[str]:
        if self._glass.parts:
            yield _(
                "What you said has a coloured ground. What stands between the turns belongs to the model's template."
            )
        if any(one.kind == "manner" for one in self._glass.told):
            yield _(
                "The behaviour that the reply follows has a yellow ground. It shapes the manner, and lifts no rule."
            )
        if any(one.kind != "manner" for one in self._glass.told):
            yield _("What the tutor is told about you has a yellow ground. You change it under “About you”.")
        if self._glass.examples:
            yield _(
                "An example of what you would have said has a yellow ground, too. It stands there as if it had been "
                "said before, to show how to reply; it lifts no rule."
            )

    def _examples(self) -> QWidget:
        """A button for each example, which shows it where it is kept."""
        held = QWidget()
        row = Flow(self._spacing, parent=held)
        for one in self._glass.examples:
            words = _("Example: {words}").format(words=menu_words(one.question, _BEGINNING))
            show = button(words, "outline", "glassExample")
            show.clicked.connect(partial(self.example_requested.emit, one.example))
            row.addWidget(show)
        return held

    def _places(self) -> QComboBox:
        places = QComboBox()
        places.setObjectName("glassPlaces")
        places.setAccessibleName(_("Go to a part of the text"))
        places.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        places.setMinimumContentsLength(12)
        places.view().setAccessibleName(places.accessibleName())
        places.addItem(_("Before the turns"), 0)
        for told in self._glass.told:
            known = {
                "about": _("What you said about yourself"),
                "remembered": _("What Carrel remembers"),
                "manner": _("The behaviour it follows"),
            }
            places.addItem(known[told.kind], told.start)
        for one in self._glass.examples:
            places.addItem(_("Example: {words}").format(words=beside(one.question, _BEGINNING)), one.start)
        for part in self._glass.parts:
            places.addItem(self._begins(part), part.start)
        places.activated.connect(lambda: self.text.go_to(places.currentData()))
        return places

    def _begins(self, part: Part) -> str:
        words = " ".join(self._glass.prompt.text[part.start : min(part.end, part.start + 2 * _BEGINNING)].split())
        if len(words) > _BEGINNING:
            words = f"{words[:_BEGINNING].rstrip()}…"
        return (_("You: {words}") if part.role == "user" else _("Carrel: {words}")).format(words=words)

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch()
        copy, save = button(_("Copy"), "outline", "copyGlass"), button(_("Save as…"), "outline", "saveGlass")
        close = button(_("Close"), "primary", "closeGlass")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._glass.prompt.text))
        save.clicked.connect(self._ask_where)
        close.clicked.connect(self.reject)
        for one in (copy, save):
            one.setVisible(bool(self._glass.prompt.text))
            row.addWidget(one)
        row.addWidget(close)
        return row

    def _ask_where(self) -> None:
        path, _kind = QFileDialog.getSaveFileName(self, _("Save what the model received"), "prompt.txt")
        if path:
            text = self._glass.prompt.text
            self._jobs.fetch(lambda: flow.save(Path(path), text), self._say_saved, self._say_error)

    def _say_saved(self, name: str) -> None:
        self._say(_("Saved as {name}.").format(name=name))

    def _say(self, words: str) -> None:
        self._said.setText(words)
        self._said.show()

    def _say_error(self, error: CarrelError) -> None:
        self._say(f"{error.what} {error.next_step}")


def facts(glass: Glass) -> Iterator[str]:
    """What is known about how a reply was made, a sentence or two at a time."""
    reply, prompt, timing = glass.reply, glass.prompt, glass.reply.timing
    yield f"{speaker(reply)} · {full_time(reply.created)}"
    if prompt.dropped:
        yield (
            counted("One thing did not fit:", "{count} things did not fit:", len(prompt.dropped))
            + " "
            + " ".join(prompt.dropped)
        )
    elif prompt.text:
        yield _("Everything fit.")
    if prompt.tokens and prompt.context:
        yield _(
            "The text is {tokens} tokens long (a token is a piece of a word); the model can hold {context}."
        ).format(tokens=f"{prompt.tokens:,}", context=f"{prompt.context:,}")
    speed = []
    if timing.prompt_tokens:
        speed.append(
            _("{reused} of {count} tokens were known from before and not read again.").format(
                reused=f"{timing.reused_tokens:,}", count=f"{timing.prompt_tokens:,}"
            )
        )
    if timing.tokens and timing.tokens_per_s:
        speed.append(
            _("The answer has {tokens} tokens, {rate} a second; the first came after {wait} seconds.").format(
                tokens=f"{timing.tokens:,}", rate=f"{timing.tokens_per_s:.1f}", wait=f"{timing.first_token_s:.1f}"
            )
        )
    if speed:
        yield " ".join(speed)
