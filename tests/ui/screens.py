"""Paints the window in its states, to be looked at: ``python -m tests.ui.screens OUT_DIR``."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from carrel.base.work import Cancel
from carrel.engine.api import EngineLost
from carrel.flows import browse, teach
from carrel.flows.kit import Kit
from carrel.ui.application import make_application
from carrel.ui.notices import Choice, Notice
from carrel.ui.theme import Theme
from carrel.ui.window import Window
from tests.ui.desk import Choices, Script, make_kit

RICH = """Photosynthesis is how a plant **makes its own food** from light, water and air.

## What goes in, what comes out

| in | out | where |
|---|---|---:|
| water | oxygen | roots |
| carbon dioxide | sugar | leaves |

1. Light hits the *chlorophyll* in a leaf.
2. The energy splits water:
   - hydrogen stays,
   - oxygen leaves.
3. The hydrogen and `CO2` become sugar.

> A leaf is a small factory that runs on light.

```python
def sugar(light: float, water: float) -> float:
    \"\"\"A very rough picture.\"\"\"
    # the scarcer thing decides
    return min(light, water) * 0.5
```

Read more at [this page](https://example.org/leaf). What do you think happens at night?"""

ARABIC = """التمثيل الضوئي هو الطريقة التي **تصنع بها النباتات غذاءها** من الضوء والماء والهواء.

- الضوء
- الماء

> الورقة مصنع صغير.

The formula is the same in every language."""

LOST = EngineLost("The model stopped by itself.", "Ask again, or choose a smaller model.")
QUESTION = "What is photosynthesis? I need it for a test on Friday, so please keep it short."
TITLES = (
    "How do fractions work?",
    "Explain gravity in plain words",
    "Why is the sky blue?",
    "Help me plan my essay on rivers",
)


class Stage:
    """One window in one state."""

    def __init__(self, kit: Kit, theme: Theme) -> None:
        self.window = Window(kit, Choices(), theme)
        self.application = QApplication.instance()

    def pump(self, until: Callable[[], object], seconds: float = 10.0) -> None:
        end = time.monotonic() + seconds
        while not until() and time.monotonic() < end:
            QApplication.processEvents()
            time.sleep(0.005)

    def rest(self, seconds: float = 0.25) -> None:
        self.pump(lambda: False, seconds)


@contextmanager
def staged(
    mode: str,
    replies: Script = (),
    *,
    percent: int = 100,
    size: tuple[int, int] = (1280, 800),
    welcomed: bool = True,
    pause: float = 0.0,
    chats: bool = True,
    at_home: bool = False,
) -> Iterator[Stage]:
    with tempfile.TemporaryDirectory() as folder:
        kit = make_kit(Path(folder), replies, pause)
        kit.settings.change(theme=mode, text_percent=percent, welcomed=welcomed)
        if chats:
            for title in TITLES:
                for step in teach.say(kit, None, title, Cancel()):
                    if isinstance(step, teach.Said):
                        browse.pin(kit, step.conversation.id, title == TITLES[1])
        theme = Theme(mode, percent)
        theme.apply()
        stage = Stage(kit, theme)
        stage.window.resize(*size)
        stage.window.show()
        stage.window.start()
        if not at_home:
            stage.window.stage.leave()
        stage.rest()
        yield stage
        stage.window.close()
        stage.window.deleteLater()
        stage.rest(0.05)
        theme.deleteLater()
        kit.store.close()


def say(stage: Stage, text: str) -> None:
    """Ask, and wait for the whole reply."""
    stage.window.pane.composer.set_draft(text)
    stage.window.pane.composer.sent.emit(text)
    stage.pump(lambda: not stage.window.pane.chat.is_answering)
    stage.rest()


FILLER = ["Fractions are parts of a whole."] * len(TITLES)


class Album:
    """Keeps pictures in a folder."""

    def __init__(self, out: Path) -> None:
        self._out = out
        out.mkdir(parents=True, exist_ok=True)

    def keep(self, widget: QWidget, name: str) -> None:
        """One picture."""
        widget.grab().save(str(self._out / f"{name}.png"))

    def chat(self, mode: str) -> None:
        """An empty desk, a rich reply from its end and from its beginning, and a death."""
        with staged(mode, FILLER) as stage:
            self.keep(stage.window, f"{mode}-empty")
        with staged(mode, [*FILLER, RICH]) as stage:
            say(stage, QUESTION)
            self.keep(stage.window, f"{mode}-chat-end")
            stage.window.pane.transcript.step_focus(0)
            stage.rest()
            self.keep(stage.window, f"{mode}-chat-focus")
            stage.window.pane.transcript.verticalScrollBar().setValue(0)
            stage.rest()
            self.keep(stage.window, f"{mode}-chat")
        with staged(mode, [*FILLER, (RICH[:300], LOST)]) as stage:
            say(stage, QUESTION)
            self.keep(stage.window, f"{mode}-error")

    def moments(self) -> None:
        """The first start, a reply that is being written, siblings, an edit, a search, an undo."""
        with staged("light", ["Hello there, this is slow. " * 30], pause=0.05, chats=False) as stage:
            stage.window.pane.say("Tell me something slowly")
            stage.rest(2.0)
            self.keep(stage.window, "streaming")
        with staged("light", welcomed=False, chats=False) as stage:
            self.keep(stage.window, "first-run")
        with staged("light", [*FILLER, "A first answer.", RICH]) as stage:
            say(stage, QUESTION)
            stage.window.actions_by_id["retry"].trigger()
            stage.pump(lambda: not stage.window.pane.chat.is_answering)
            stage.window.actions_by_id["edit_last"].trigger()
            stage.rest()
            self.keep(stage.window, "edit")
            stage.window.sidebar.search.setText("fraction")
            stage.rest(0.6)
            self.keep(stage.window, "search")
            stage.window.sidebar.search.clear()
            stage.window.sidebar.delete(stage.window.pane.chat.id or "")
            stage.rest(0.4)
            self.keep(stage.window, "undo")

    def dialogs(self, mode: str) -> None:
        """Every dialog."""
        with staged(mode, FILLER) as stage:
            for command, name in (
                ("settings", "settingsDialog"),
                ("shortcuts", "shortcutsDialog"),
                ("about", "aboutDialog"),
                ("palette", "paletteDialog"),
            ):
                stage.window.actions_by_id[command].trigger()
                self._dialog(stage, f"{mode}-{name}", name)
            stage.window.pane.link_requested.emit("https://example.org/a/leaf?page=2")
            self._dialog(stage, f"{mode}-linkDialog", "linkDialog")
            stage.window.jobs.bug.emit("Carrel\n\nValueError\n  ui/window/frame.py:10 start")
            self._dialog(stage, f"{mode}-reportDialog", "reportDialog")

    def replies(self, mode: str) -> None:
        """What can be done with a reply, and what comes of it."""
        with staged(mode, [*FILLER, "Because light carries **energy**."]) as stage:
            say(stage, QUESTION)
            acts, reply = stage.window.pane.acts, stage.window.pane.chat.items[-1].message.id
            stage.window.pane.transcript.step_focus(0)
            stage.rest()
            self.keep(stage.window, f"{mode}-reply")
            for act in ("glass", "better", "compare"):
                acts.act(act, reply)
                self._dialog(stage, f"{mode}-{act}Dialog", f"{act}Dialog")
            menu = stage.window.pane.transcript.open_menu()
            if menu is not None:
                stage.rest()
                self.keep(menu, f"{mode}-menu")
                menu.close()

    def sizes(self) -> None:
        """Large text, a narrow window, and words that run from right to left."""
        with staged("light", [*FILLER, RICH], percent=200) as stage:
            self.keep(stage.window, "200-empty")
            say(stage, QUESTION)
            self.keep(stage.window, "200-chat")
        with staged("light", [*FILLER, ARABIC]) as stage:
            say(stage, "ما هو التمثيل الضوئي؟")
            self.keep(stage.window, "arabic")
        with staged("light", [*FILLER, RICH], size=(480, 760)) as stage:
            self.keep(stage.window, "narrow-empty")
            say(stage, QUESTION)
            self.keep(stage.window, "narrow-chat")
            stage.window.sides.toggle_list()
            stage.rest()
            self.keep(stage.window, "narrow-list")

    def notices(self, mode: str, percent: int = 100, size: tuple[int, int] = (1280, 800)) -> None:
        """Three notices at once, one of them long."""
        with staged(mode, [*FILLER, RICH], percent=percent, size=size) as stage:
            say(stage, QUESTION)
            undo = Choice("Undo", lambda: None)
            both = (Choice("Continue", lambda: None), Choice("Retry", lambda: None))
            for notice in (
                Notice("Message deleted.", tone="quiet", choices=(undo,)),
                Notice("The text was too long for one message, so only its beginning was pasted."),
                Notice.of(LOST, *both),
            ):
                stage.window.pane.notices.show_notice(notice)
            stage.rest()
            self.keep(stage.window, f"{mode}-{percent}-notices")

    def mirrored(self) -> None:
        """The window of a language that is written from right to left."""
        application = make_application()
        application.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        with staged("light", [*FILLER, ARABIC]) as stage:
            say(stage, "ما هو التمثيل الضوئي؟")
            self.keep(stage.window, "mirrored")
            for command in ("palette", "settings"):
                stage.window.actions_by_id[command].trigger()
                self._dialog(stage, f"mirrored-{command}", f"{command}Dialog")
        application.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

    def _dialog(self, stage: Stage, picture: str, name: str) -> None:
        stage.rest()
        dialog = stage.window.findChild(QWidget, name)
        assert dialog is not None
        self.keep(dialog, picture)
        dialog.close()
        stage.rest(0.1)


def main(out: Path) -> None:
    """Paint everything into the folder."""
    application = make_application()
    album = Album(out)
    for mode in ("light", "dark", "contrast_light", "contrast_dark"):
        album.chat(mode)
        album.replies(mode)
        album.dialogs(mode)
        album.notices(mode)
    album.notices("light", 200, (700, 700))
    album.moments()
    album.sizes()
    album.mirrored()
    application.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
