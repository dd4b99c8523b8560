"""A draft: what it is and why, its text to be written on, the sources it stands on, and what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from carrel.base.show import one_line
from carrel.base.words import _
from carrel.desk.model import Macro
from carrel.flows.draft.model import Draft
from carrel.flows.draft.rewording import TONES, Tone
from carrel.library.evidence.model import Citation
from carrel.ui.flow import Flow
from carrel.ui.panes.desk.tickets import words
from carrel.ui.panes.desk.tickets.changes import RewordedSheet
from carrel.ui.panes.desk.tickets.cut import CutSheet
from carrel.ui.panes.desk.tickets.draft_text import DraftText
from carrel.ui.theme import Theme
from carrel.ui.widgets.busy import Busy
from carrel.ui.widgets.parts import button, label, menu_words, tip
from carrel.ui.widgets.sources import SourceChip

_REST_MS = 700
"""A pause in the writing after which the text is kept."""


class DraftBox(QWidget):
    """written: the text, after a pause. cited: a Citation somebody wants to see in its source.

    tone_requested: one of TONES. macro_requested: the name of one. The others: what was pressed.
    """

    written = Signal(str)
    cited = Signal(object)
    draft_requested = Signal()
    stop_requested = Signal()
    copy_requested = Signal()
    save_requested = Signal()
    solved_requested = Signal()
    tone_requested = Signal(str)
    translation_requested = Signal()
    macro_requested = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("draftBox")
        self._theme = theme
        self._told = ""
        self._begun = False
        self._shown: Draft | None = None
        self._pause = QTimer(self, singleShot=True, interval=_REST_MS)
        self.kind = label("", "badge", name="draftKind")
        self.because = label("", wrap=True, name="draftBecause")
        self.step = label("", "muted", wrap=True, name="draftStep")
        self.busy = Busy(theme, "draftBusy", "stopDraft")
        self.text = DraftText(theme)
        self.by = label("", "muted", wrap=True, name="draftBy")
        self.sources = QWidget()
        self.sources.setObjectName("draftSources")
        self.cut = CutSheet(theme)
        self.reworded = RewordedSheet(theme)
        self.copy = button(_("Copy"), "primary", "copyDraft")
        self.save = button(_("Save…"), "outline", "saveDraft")
        self.solved = button(_("Solved"), "outline", "solveTicket")
        self.again = button(_("Draft with the model"), "outline", "draftAgain")
        self.macro = button(_("Insert a macro"), "outline", "insertMacro")
        self.tones: dict[Tone, QWidget] = {}
        self._macros = QMenu(self.macro)
        self._lay_out()
        self._connect()
        theme.changed.connect(self._measure)
        self._measure()

    def _lay_out(self) -> None:
        gap = self._theme.size("space_small")
        head, acts, otherwise = Flow(gap), Flow(gap), Flow(gap)
        head.addWidget(self.kind)
        self._chips = Flow(self._theme.size("space_tight"), parent=self.sources)
        for act in (self.copy, self.save, self.solved, self.again, self.macro):
            acts.addWidget(act)
        titles = {"shorter": _("Shorter"), "warmer": _("Warmer"), "plainer": _("Plainer"), "formal": _("Formal")}
        for tone in TONES:
            made = button(titles[tone], "chip", f"tone-{tone}")
            made.clicked.connect(partial(self._ask_for_tone, tone))
            self.tones[tone] = made
            otherwise.addWidget(made)
        self.translate = button(_("Translate…"), "chip", "translateDraft")
        otherwise.addWidget(self.translate)
        self._macros.setObjectName("macroMenu")
        self.macro.setMenu(self._macros)
        foot = _("Carrel sends nothing. Copy the text without its source numbers, or save it, and send it yourself.")
        self._column = QVBoxLayout(self)
        self._column.addLayout(head)
        for part in (self.because, self.step, self.busy, self.text, self.sources, self.by):
            self._column.addWidget(part)
        self._column.addLayout(otherwise)
        self._column.addWidget(self.reworded)
        self._column.addWidget(self.cut)
        self._column.addLayout(acts)
        self._column.addWidget(label(foot, "muted", wrap=True, name="nothingIsSent"))

    def _connect(self) -> None:
        self._pause.timeout.connect(self.keep_now)
        self.text.textChanged.connect(self._pause.start)
        self.text.textChanged.connect(self._look)
        self.text.send_requested.connect(self.copy_requested)
        self.busy.stop_requested.connect(self.stop_requested)
        self.reworded.taken.connect(self.text.replace)
        self.reworded.left.connect(self.text.setFocus)
        for pressed, asked in (
            (self.copy, self.copy_requested),
            (self.save, self.save_requested),
            (self.solved, self.solved_requested),
            (self.again, self.draft_requested),
            (self.translate, self.translation_requested),
        ):
            pressed.clicked.connect(asked)

    @property
    def said(self) -> str:
        """What stands in the box."""
        return self.text.toPlainText().strip()

    def begin(self, text: str) -> None:
        """Another ticket is shown, with what was written for it so far."""
        self._pause.stop()
        self._shown, self._told = None, text.strip()
        self.text.put(text)
        self.reworded.hide()
        self.cut.show_cut(())
        self.show_sources(())
        for part in (self.kind, self.because, self.step, self.by):
            part.hide()
        self._look()

    def show_draft(self, draft: Draft, *, is_of_text: bool) -> None:
        """Say what a draft is, and what it stands on. is_of_text: whether the text in the box is its text, or came
        from it; another one has numbers of its own.
        """
        self._shown = draft
        self.kind.setText(words.kind(draft.kind))
        tip(self.kind, words.meaning(draft.kind))
        self.kind.setAccessibleDescription(words.meaning(draft.kind))
        self.because.setText(draft.decision.because)
        self.step.setText(words.step(draft.decision))
        self.cut.show_cut(draft.cut)
        said = words.worded(draft) if is_of_text else _("Written before. Below is what Carrel finds for it now.")
        self.by.setText(said)
        self.show_sources(draft.citations)
        for part in (self.kind, self.because, self.step, self.by):
            part.setVisible(bool(part.text()))

    def show_sources(self, citations: Sequence[Citation]) -> None:
        """Show the sources, numbered as in the text."""
        while (old := self._chips.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for citation in citations:
            chip = SourceChip(citation)
            chip.fit(self._theme.size("size_sidebar"))
            chip.clicked.connect(partial(self._ask_for_source, citation))
            self._chips.addWidget(chip)
            chip.show()
        self.sources.setVisible(bool(citations))

    def offer_macros(self, macros: Sequence[Macro]) -> None:
        """Offer these texts."""
        self._macros.clear()
        for one in macros:
            action = self._macros.addAction(menu_words(one.title))
            action.setObjectName(f"macro-{one.name}")
            action.triggered.connect(partial(self._ask_for_macro, one.name))
        self.macro.setEnabled(bool(macros))

    def say_begun(self, begun: bool) -> None:
        """Whether the model is at work, so that nothing else can be asked of it."""
        self._begun = begun
        self._look()

    def fill(self, text: str) -> None:
        """Let an empty box begin with this; it counts as written only once somebody changes it."""
        self.text.put(text)
        self._told = text.strip()
        self._look()

    def keep_now(self) -> None:
        """What was written and is not kept yet is told without a pause."""
        self._pause.stop()
        if self.said != self._told:
            self._told = self.said
            self.written.emit(self.said)

    def _look(self) -> None:
        for part in (self.copy, self.save, self.solved):
            part.setEnabled(bool(self.said))
        for way in (self.translate, *self.tones.values()):
            way.setEnabled(bool(self.said) and not self._begun)
        self.again.setEnabled(not self._begun)

    def _ask_for_tone(self, tone: Tone, _checked: bool = False) -> None:
        self.tone_requested.emit(tone)

    def _ask_for_source(self, citation: Citation, _checked: bool = False) -> None:
        self.cited.emit(citation)

    def _ask_for_macro(self, name: str, _checked: bool = False) -> None:
        self.macro_requested.emit(one_line(name))

    def _measure(self) -> None:
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(self._theme.size("space_small"))
        self.text.fit()
