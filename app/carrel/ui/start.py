"""From an empty process to the window: builds the house, opens it, and explains why when it cannot."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import psutil
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog

from carrel.base.errors import CarrelError
from carrel.base.places import Places
from carrel.base.words import _
from carrel.store.lock import AlreadyOpen, ask_to_show
from carrel.ui import measure as measuring
from carrel.ui.application import make_application, run
from carrel.ui.jobs import install_hooks
from carrel.ui.theme import Theme
from carrel.wiring import open_house


def start(environment: Mapping[str, str], *, measure: str = "", files: Sequence[Path] = ()) -> int:
    """Open the window and stay until it is closed; the exit code.

    A second start brings the first window to the front, and lets it open the files. measure: "start" prints when the
    window was painted (seconds since 1970) and how many bytes the process takes, "streaming" what ``ui.measure`` finds;
    then it ends. What nobody foresaw is raised, and reported when Python ends.
    """
    undo_hooks = install_hooks(_tell_bug)
    code = _open(environment, measure, files)
    undo_hooks()
    return code


def _open(environment: Mapping[str, str], measure: str, files: Sequence[Path]) -> int:
    try:
        house = open_house(environment)
    except AlreadyOpen:
        ask_to_show(Places.find(environment).data, files)
        print(_("Carrel is already open; its window was brought to the front."), file=sys.stderr)
        return 0
    except CarrelError as error:
        _explain(error)
        return 1
    try:
        if measure == "streaming":
            measuring.report(house)
            return 0
        if measure:
            make_application()
            QTimer.singleShot(0, _report)
        return run(house.kit, house.choices, house.lock, files)
    finally:
        house.close()


def _report() -> None:
    """Runs after the first events, and so after the first paint."""
    application = make_application()
    application.processEvents()
    painted = time.time()
    application.processEvents()
    taken = psutil.Process(os.getpid()).memory_info().rss
    print(json.dumps({"painted": painted, "bytes": taken}), flush=True)
    application.quit()


def _explain(error: CarrelError) -> None:
    from carrel.ui.dialogs.fatal import FatalDialog  # noqa: PLC0415 - not for the first paint

    print(f"{error.what}\n{error.next_step}", file=sys.stderr)
    _ask(FatalDialog(error, _dressed()))


def _tell_bug(report: str) -> None:
    """A mistake without a window that could report it; only the first thread may show anything."""
    from carrel.ui.dialogs.report import UNKNOWN, ReportDialog  # noqa: PLC0415 - not for the first paint

    print(report, file=sys.stderr)
    if threading.current_thread() is threading.main_thread():
        _ask(ReportDialog(report, UNKNOWN, _dressed()))


def _dressed() -> Theme:
    theme = Theme(parent=make_application())
    theme.apply()
    return theme


def _ask(dialog: QDialog) -> None:
    dialog.exec()
    dialog.deleteLater()
