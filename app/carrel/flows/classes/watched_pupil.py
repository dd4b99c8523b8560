"""The pupil's side of a watched folder: class packs are offered there, and work is given back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from carrel.base.errors import CarrelError
from carrel.base.show import beside
from carrel.base.words import _, counted
from carrel.base.work import Cancel, Progress
from carrel.classroom.joined import tables as joined
from carrel.classroom.watched import tables
from carrel.classroom.watched.model import ClassFolder
from carrel.flows.classes import give_out
from carrel.flows.classes.hand_back import digest_of, done, hand_back
from carrel.flows.classes.news import News
from carrel.flows.classes.open_pack import Look, look, take_seen
from carrel.flows.kit import Kit


class PupilFolder:
    """Offers class packs, and gives back what was done since the last time.

    The next pack of the class is taken by itself only where the teacher will see what the pupil agreed to, and no more;
    any other pack waits for the pupil's word.
    """

    suffix = give_out.SUFFIX

    def __init__(self, kit: Kit, folder: ClassFolder) -> None:
        self._kit, self._folder = kit, folder
        self._mark = ""
        self._told = ""

    def take(self, files: Sequence[Path], cancel: Cancel) -> Iterator[Progress | News]:
        """Look at these class packs; yields progress, and one piece of news for each."""
        for file in files:
            cancel.check()
            try:
                seen = look(self._kit, file)
                yield from self._followed(file, seen, cancel) if self._may_follow(seen) else [_offered(file, seen)]
            except CarrelError as error:
                yield News("refused", file, error.what, error.next_step, detail=error.detail)

    def has_learned(self) -> bool:
        """Nothing that is learned makes a class pack another one."""
        return False

    def give(self, place: Path) -> Iterator[News]:
        """Write what was done into the folder, once it stands still for two looks and was not written there before.

        What cannot be written now is told once, and tried again at the next look.
        """
        try:
            mark = self._work()
            stands_still, self._mark = mark == self._mark, mark
            if not mark or not stands_still or mark == self._folder_now().handed:
                return
            given = hand_back(self._kit, self._folder.classroom, place)
            with self._kit.store.writing() as db:
                tables.keep_handed(db, self._folder.classroom, mark)
        except CarrelError as error:
            if error.what != self._told:
                self._told = error.what
                yield News("refused", place, error.what, error.next_step, detail=error.detail)
            return
        self._told = ""
        says = _("Your work for “{title}” was put into the folder.").format(title=beside(given.joined.title))
        tries = counted("One try is in it.", "{count} tries are in it.", given.tries)
        yield News("given", given.path, " ".join(filter(None, (says, tries, given.talked))))

    def _work(self) -> str:
        """The mark of what was done so far; empty for nothing."""
        with self._kit.store.reading() as db:
            return digest_of(done(self._kit, db, joined.named(db, self._folder.classroom)))

    def _folder_now(self) -> ClassFolder:
        with self._kit.store.reading() as db:
            return tables.find(db, self._folder.classroom, "pupil") or self._folder

    def _may_follow(self, seen: Look) -> bool:
        is_ours = seen.joined is not None and seen.joined.classroom == self._folder.classroom
        return is_ours and (seen.asks_nothing_new or not seen.is_news)

    def _followed(self, file: Path, seen: Look, cancel: Cancel) -> Iterator[Progress | News]:
        if not seen.is_news:
            yield News("known", file, "")
            return
        for step in take_seen(self._kit, seen, "", cancel):
            if isinstance(step, Progress):
                yield step
        says = _("The new pack of “{title}” was opened. Your teacher sees what you agreed to, and no more.")
        yield News("followed", file, says.format(title=beside(seen.contents.title)), look=seen)


def _offered(file: Path, seen: Look) -> News:
    if seen.joined is not None and not seen.is_news:
        return News("known", file, "")
    says = _("There is a pack of the class “{title}”.").format(title=beside(seen.contents.title))
    if seen.joined is None:
        return News("offered", file, says, _("Open it with the code that your teacher gave you."), look=seen)
    return News(
        "offered", file, says, _("What your teacher will see has changed: read it, then open the pack."), look=seen
    )
