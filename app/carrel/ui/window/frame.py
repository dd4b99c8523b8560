"""The main window: the list on the left, the chat in the middle, and everything that connects them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget

from carrel.base.errors import CarrelError
from carrel.base.show import one_line
from carrel.base.words import _
from carrel.conversations.model import Conversation
from carrel.courses.model import Course
from carrel.flows import distress
from carrel.flows.kit import Kit
from carrel.settings.file import Settings
from carrel.ui.actions import commands, make_actions
from carrel.ui.hub import Hub
from carrel.ui.jobs import Jobs
from carrel.ui.notices import Notice
from carrel.ui.panes.conversation import ConversationPane
from carrel.ui.panes.sidebar import Sidebar
from carrel.ui.render.code import warm_up
from carrel.ui.theme import Theme, Wish
from carrel.ui.widgets.model_chooser import ModelChoices
from carrel.ui.widgets.top_bar import TopBar
from carrel.ui.window.about_replies import ReplyDialogs
from carrel.ui.window.answering import Answering
from carrel.ui.window.beginning import Beginning
from carrel.ui.window.classes import Classes
from carrel.ui.window.courses import Courses
from carrel.ui.window.desking import Desking
from carrel.ui.window.dialogs import Dialogs
from carrel.ui.window.examining import Examining
from carrel.ui.window.exchange import Exchange
from carrel.ui.window.home import HomePlace
from carrel.ui.window.library import Library
from carrel.ui.window.memory import Memory
from carrel.ui.window.mishaps import Mishaps
from carrel.ui.window.models import Models
from carrel.ui.window.palette import Palette
from carrel.ui.window.practising import Practising
from carrel.ui.window.profile import Profile
from carrel.ui.window.progress import Progress
from carrel.ui.window.reading import Reading
from carrel.ui.window.shaping import Shaping
from carrel.ui.window.sides import Sides, split
from carrel.ui.window.stage import Stage, find_in
from carrel.ui.window.text_size import next_size


class Window(QMainWindow):
    """Wires the panes to each other. closed: everything is kept and nothing runs any more."""

    closed = Signal()

    def __init__(self, kit: Kit, models: ModelChoices, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("window")
        self.setWindowTitle("Carrel")
        self.kit, self.theme = kit, theme
        self.jobs = Jobs(self)
        self.hub = Hub(kit.store, kit.settings, self)
        self._memory = Memory(kit.places.cache / "window.json")
        self._title = "", ""
        self._warm = QTimer(self, singleShot=True, interval=1500)
        self._warm.timeout.connect(self._warm_up)
        self.sidebar = Sidebar(kit, self.jobs, theme)
        self.pane = ConversationPane(kit, self.jobs, theme)
        self.bar = TopBar(theme)
        self.models = Models(models, self.bar.chooser, self.jobs, self)
        self.dialogs = Dialogs(kit.settings, self.hub, self.models, theme, self)
        self.palette_door = Palette(kit, self.jobs, theme, self._memory, self)
        self.mishaps = Mishaps(kit, self.jobs, self.pane, self.dialogs, self._keep_draft)
        self.exchange = Exchange(kit, self.jobs, theme, self)
        self.courses = Courses(kit, self.jobs, self.models, theme, self)
        self.answering = Answering(kit, self.jobs, self.pane, self.models, self.dialogs)
        self.about_replies = ReplyDialogs(kit, self.jobs, self.pane, theme, self)
        self._lay_out()
        self.reading = Reading(kit, self.jobs, self.pane, theme, self._split)
        self.beginning = Beginning(kit.settings, self.models, theme, self.stage)
        self.library = Library(kit, self.jobs, theme, self.stage, self)
        self.practising = Practising(kit, self.jobs, theme, self.library, self._memory)
        self.home = HomePlace(kit, self.jobs, theme, self.library, self.practising)
        self.progress = Progress(kit, self.jobs, theme, self.stage, self)
        self.profile = Profile(kit, self.jobs, theme, self.stage, self)
        self.profile.listen_to(self.pane)
        self.classes = Classes(kit, self.jobs, theme, self.practising, self.library)
        self.my_class, self.teaching = self.classes.my_class, self.classes.teaching
        self.shaping = Shaping(kit, self.models, theme, self.stage, self)
        self.desking = Desking(kit, self.jobs, theme, self.stage, self, self.open_document)
        answering = self.desking, self.classes, self.shaping
        self._places = self.library, self.practising, self.home, self.progress, self.profile, *answering
        self.examining = Examining(kit, self.jobs, self.stage, self.practising)
        self._connect()
        self.actions_by_id = make_actions(self, self._doers())
        self.palette_door.take(self.actions_by_id, self.pane, self.sidebar)
        self._say_answering(False)
        self.pane.chat.answering.connect(self._say_answering)
        self._make_menu()
        self.sides.begin(self.reading)

    def _lay_out(self) -> None:
        middle = QStackedWidget()
        self.stage = Stage(middle, self.pane)
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(middle, 1)
        self._split = split(self.sidebar, main)
        self.setCentralWidget(self._split)
        self.sides = Sides(self, self._memory, self.theme, self._split, (self.sidebar, self.bar, main))
        self.setMinimumSize(360, 420)

    def _connect(self) -> None:
        sidebar, pane = self.sidebar, self.pane
        sidebar.open_requested.connect(self.open)
        sidebar.new_requested.connect(self.begin_new)
        sidebar.fold_requested.connect(self.sides.toggle_list)
        for told in [one.told for one in (sidebar, self.courses, self.models, self.answering, self.exchange)]:
            told.connect(self.stage.tell)
        self.stage.told.connect(pane.notices.show_notice)
        sidebar.deleted.connect(self._chat_deleted)
        sidebar.undeleted.connect(self.open)
        sidebar.course_chosen.connect(self._take_course)
        sidebar.course_requested.connect(self.courses.open)
        self.courses.made.connect(sidebar.choose_course)
        self.courses.move_requested.connect(sidebar.move_chats)
        self.bar.new.clicked.connect(self.begin_new)
        pane.opened.connect(self._show_opened)
        pane.model_state.connect(self.bar.chooser.say_state)
        pane.link_requested.connect(self.dialogs.ask_about_link)
        pane.draft_kept.connect(self._keep_draft)
        for tells in (pane, self.my_class, self.practising):
            tells.text_requested.connect(self.dialogs.show_text)
        self.reading.wrote.connect(self.stage.leave)
        self.stage.shown.connect(self._show_place)
        self.stage.withdrawn.connect(pane.notices.dismiss)
        for one in (self.library.open_requested, self.practising.document_requested, self.my_class.document_requested):
            one.connect(self.open_document)
        for leads in (self.home, self.practising, self.shaping):
            leads.chat_requested.connect(self.open)
        self.profile.open_requested.connect(self.open)
        self.home.task_requested.connect(self.my_class.do)
        self.home.asked.connect(self._ask_anew)
        self.home.place_requested.connect(self.open_place)
        for asked in (self.library.quiz_requested, self.reading.quiz_requested):
            asked.connect(self.examining.on_document)
        pane.acts.quiz_requested.connect(self.examining.on_reply)
        self.examining.begun.connect(self.reading.uncover)
        self.examining.begun.connect(pane.acts.reload)
        self.practising.link_requested.connect(self.dialogs.ask_about_link)
        self.progress.foundations_requested.connect(self.library.add_foundations)
        self.progress.practise_requested.connect(self.practising.begin)
        self.my_class.offered.connect(partial(sidebar.places.offer, "my_class"))
        for given in (pane.attaching.packs_given, self.exchange.packs_given):
            given.connect(self.my_class.take_packs)
        self.profile.settings_requested.connect(self.dialogs.open_settings)
        sidebar.place_requested.connect(self.open_place)
        self.about_replies.passage_requested.connect(self.reading.open_passage)
        self.about_replies.example_requested.connect(self.shaping.open_example)
        self.dialogs.set_requested.connect(self.set_setting)
        self.beginning.set_requested.connect(self.set_setting)
        self.palette_door.open_requested.connect(self.open)
        self.exchange.taken_back.connect(self._chat_deleted)
        self.hub.changed.connect(self._refresh)
        self.hub.settings_changed.connect(self._take_settings)
        self.jobs.bug.connect(self.mishaps.tell)

    def _doers(self) -> dict[str, Callable[[], object]]:
        """Who does each command, by its id; the chat comes back into sight before those that are about it."""
        pane, transcript, reading = self.pane, self.pane.transcript, self.reading
        searched = self.practising, self.progress, self.library, self.teaching, self.shaping, self.desking
        return self.stage.around(
            {
                "new_chat": self.begin_new,
                "search": self._go_to_search,
                "write": pane.composer.text.setFocus,
                "attach": pane.choose_files,
                "sources_only": pane.composer.sources.click,
                **{place.id: partial(self.open_place, place.id) for place in commands() if place.icon},
                "add_documents": self.library.ask_for_files,
                "open_class_pack": self.my_class.ask_for_pack,
                "find": reading.find(find_in(searched, pane.finding.open)),
                "find_next": reading.step(1, partial(pane.finding.step, 1)),
                "find_previous": reading.step(-1, partial(pane.finding.step, -1)),
                "stop": pane.chat.stop,
                "retry": pane.retry_last,
                "edit_last": transcript.edit_last_turn,
                "previous_message": partial(transcript.step_focus, -1),
                "next_message": partial(transcript.step_focus, 1),
                "previous_version": partial(transcript.step_version, -1),
                "next_version": partial(transcript.step_version, 1),
                "message_menu": transcript.open_menu,
                "listen": pane.acts.listen_at_hand,
                "latest": transcript.follow,
                "rename": self.sidebar.list.rename_current,
                "move_chat": self.sidebar.offer_move,
                "manner": partial(self.courses.choose_behaviour, pane.chat),
                "select_chats": self._select_chats,
                "new_course": self.courses.open,
                "fold": self.sides.toggle_list,
                "export": lambda: self.exchange.open_export(pane.chat.id),
                "print": lambda: self.exchange.print_chat(pane.chat.id),
                "import": self.exchange.ask_for_file,
                "larger": partial(self._step_size, 1),
                "smaller": partial(self._step_size, -1),
                "usual_size": partial(self.set_setting, "text_percent", 100),
                "feedback": lambda: self.dialogs.open_feedback(self.kit, self.jobs, self._memory),
                "models": self.dialogs.open_models,
                "palette": self.palette_door.open,
                "settings": self.dialogs.open_settings,
                "shortcuts": self.dialogs.open_shortcuts,
                "about": self.dialogs.open_about,
                "quit": self.close,
            }
        )

    def start(self) -> None:
        """Fill the window; called once it is on the screen."""
        if not self.kit.settings.current.welcomed:
            self.beginning.show()
        left = self._memory.left
        if left.conversation:
            self.pane.open(left.conversation)
        else:
            self.pane.begin_new(left.draft)
        self.sidebar.choose_course(left.course or None)
        if self.kit.settings.current.welcomed:
            self.home.come_back(left)
        self.models.refresh()
        self.classes.begin()
        self._warm.start()

    def open(self, conversation: str, message: str | None = None) -> None:
        """Show a chat, at its end or at a message."""
        self.stage.leave()
        self.reading.uncover()
        self.sides.leave_list()
        self.pane.open(conversation, message, self.sidebar.search.text() if message is not None else "")

    def open_document(self, document: str, place: int | None = None, quote: str = "") -> None:
        """Show a document of the library beside the chat, at its beginning, at a part, or with a sentence lit."""
        self.sides.leave_list()
        self.reading.open_document(document, place, quote)

    def open_place(self, place: str) -> None:
        """Show a place instead of the chat, or the chat again where it is shown."""
        self.reading.uncover()
        self.sides.leave_list()
        self.stage.toggle(place)

    def begin_new(self) -> None:
        """Show an empty chat."""
        self.stage.leave()
        self.reading.uncover()
        self.sides.leave_list()
        self.pane.begin_new(self._memory.left.draft, self.sidebar.course)

    def _ask_anew(self, text: str) -> None:
        """Begin a chat with this question; a draft of another new one stays."""
        self.begin_new()
        self.pane.say(text)

    def come_forward(self) -> None:
        """Another start asked for this window."""
        self.setWindowState(self.windowState() & ~self.windowState().WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def set_setting(self, name: str, value: object) -> None:
        """Change a setting; the window hears of it through the hub."""
        self.jobs.fetch(partial(self.kit.settings.change, **{name: value}), failed=self._tell_error)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep everything: a reply that is being written is stopped, and what it said stays."""
        self.dialogs.close()
        self.classes.watching.close()
        for one in (self.pane, self.practising, self.profile, self.my_class, self.shaping, self.desking):
            one.flush()
        self.pane.acts.speech.stop()
        self.reading.close()
        self._memory.note(
            maximised=self.isMaximized(), conversation=self.pane.chat.id or "", sidebar=self.sidebar.width()
        )
        if not self.isMaximized():
            self._memory.note(width=self.width(), height=self.height())
        self._memory.write()
        self.hide()
        self._warm.stop()
        done = self.jobs.close(2.0)
        for place in (self.profile, self.my_class):
            place.finish()
        self.kit.engines.close()
        if not done:
            self.jobs.close(1.0)
        self.hub.close()
        super().closeEvent(event)
        self.closed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The sides have other room."""
        super().resizeEvent(event)
        self.sides.arrange()

    def _make_menu(self) -> None:
        menu = QMenu(self.sidebar.menu_button)
        menu.setObjectName("mainMenu")
        for command in commands():
            if command.menu:
                menu.addAction(self.actions_by_id[command.id])
        self.sidebar.menu_button.setMenu(menu)
        self.sidebar.menu_button.setPopupMode(self.sidebar.menu_button.ToolButtonPopupMode.InstantPopup)

    def _warm_up(self) -> None:
        """What the first code in a message would wait for, and what was cut off."""
        self.jobs.fetch(warm_up)
        self.jobs.fetch(distress.warm_up)
        self.library.go_on()

    def _show_opened(self, conversation: Conversation | None) -> None:
        title = one_line(conversation.title) if conversation is not None else ""
        course = self.pane.chat.course
        self._title = title, course.title if course is not None else ""
        self._say_title()
        self.sidebar.mark(conversation.id if conversation is not None else None)
        self._memory.note(conversation=conversation.id if conversation is not None else "")
        self._memory.write()  # now and not at the end: after a crash one wants to be where one was

    def _show_place(self, place: str) -> None:
        self.sidebar.places.mark(place)
        if not place:
            self.pane.composer.text.setFocus()
        self._memory.note(place=place)
        self._memory.write()
        self._say_title()

    def _say_title(self) -> None:
        """Say which chat is open, or which place is."""
        here = {one.id: one.words for one in commands() if one.icon}
        title, course = (here[self.stage.here], "") if self.stage.here else self._title
        self.bar.show_title(title or _("New chat"), course)
        self.setWindowTitle(f"{title} – Carrel" if title else "Carrel")

    def _chat_deleted(self, conversation: str) -> None:
        if conversation == self.pane.chat.id:
            self.pane.chat.stop()
            self.pane.begin_new(self._memory.left.draft, self.sidebar.course)

    def _take_course(self, course: Course | None) -> None:
        """New chats begin in this course; so does the one in which nothing was said yet."""
        self._memory.note(course=course.id if course is not None else "")
        self._memory.write()
        new = self.pane.chat.id is None and not self._memory.left.conversation  # and none is just being opened
        if new and not self.pane.chat.is_answering and self.pane.chat.course != course:
            self.pane.chat.begin_new(course)

    def _select_chats(self) -> None:
        self.sides.unfold()
        self.sidebar.toggle_checking()

    def _keep_draft(self, draft: str) -> bool:
        self._memory.note(draft=draft)
        return self._memory.write()

    def _say_answering(self, answering: bool) -> None:
        """There is something to stop; otherwise Escape belongs to whoever has the focus."""
        self.actions_by_id["stop"].setEnabled(answering)

    def _refresh(self, rooms: frozenset[str]) -> None:
        if rooms & {"conversations", "courses"}:
            self.sidebar.refresh()
            self.pane.chat.look_again()
        if "library" in rooms:
            self.reading.look_again()
        for place in self._places:
            place.look_again(rooms)

    def _take_settings(self, settings: Settings) -> None:
        self.theme.wear(Wish.of(settings))
        self.models.refresh()
        self.pane.take_settings(settings)

    def _step_size(self, by: int) -> None:
        self.set_setting("text_percent", next_size(self.kit.settings.current.text_percent, by))

    def _go_to_search(self) -> None:
        self.sides.unfold()
        self.sidebar.search.setFocus()
        self.sidebar.search.selectAll()

    def _tell_error(self, error: CarrelError) -> None:
        self.stage.tell(Notice.of(error))
