"""A chat on pages: as a PDF, or on the printer a person chooses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QWidget

from carrel.base.words import _

if TYPE_CHECKING:
    from carrel.exchange.captions import Spoken
    from carrel.ui.render.page import Part


@dataclass(frozen=True)
class Paper:
    """Puts what was spoken on pages; window: the one the printer's dialog belongs to."""

    window: QWidget

    def prepare(self, spoken: Sequence[Spoken]) -> None:
        """Draw, in any thread, what can be drawn before."""
        from carrel.ui.render.page import draw_formulas  # noqa: PLC0415 - not for the first paint

        draw_formulas(_parts(spoken))

    def pdf(self, title: str, spoken: Sequence[Spoken]) -> bytes:
        """The bytes of the file; in the window's thread."""
        from carrel.ui.render.page import pdf_bytes  # noqa: PLC0415 - not for the first paint

        return pdf_bytes(title, _parts(spoken))

    def send(self, title: str, spoken: Sequence[Spoken]) -> None:
        """Ask for a printer, and print; in the window's thread."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter  # noqa: PLC0415 - not for the first paint

        from carrel.ui.render.page import print_pages  # noqa: PLC0415 - not for the first paint

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(title)
        dialog = QPrintDialog(printer, self.window)
        dialog.setObjectName("printDialog")
        dialog.setWindowTitle(_("Print chat"))
        dialog.accepted.connect(lambda: print_pages(printer, title, _parts(spoken)))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)


def _parts(spoken: Sequence[Spoken]) -> list[Part]:
    from carrel.ui.render.page import Part  # noqa: PLC0415 - not for the first paint

    return [Part(one.speaker, one.about, one.text, one.is_user) for one in spoken]
