"""The pupil's side of a watched folder: class packs are offered there, and work is given back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from carrel.base.errors import CarrelError
from carrel.base.show import beside
from carrel.base.words import _, counted
from carrel.base.work import Cancel, Progress
from carrel.classroom.joined import tables as joined
from carrel.classroom.watched import tables
from carrel.classroom.watched.model import ClassFolder
from carrel.flows.classes import give_out
from carrel.flows.classes.files import write_into
from carrel.flows.classes.hand_back import SUFFIX, HandedBack, digest_of, done, hand_back, unwritable
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
        self._made: tuple[str, HandedBack, bytes] | None = None

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
            given, path = self._given(mark, place)
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
        yield News("given", path, " ".join(filter(None, (says, tries, given.talked))))

    def _given(self, mark: str, place: Path) -> tuple[HandedBack, Path]:
        """The pack with this work, put into the folder; raises as `hand_back` does.

        It is made on this computer first, and only once: a share that does not answer must not hold up the store.
        """
        if self._made is None or self._made[0] != mark:
            with TemporaryDirectory(dir=self._kit.places.cache) as folder:
                given = hand_back(self._kit, self._folder.classroom, Path(folder))
                self._made = mark, given, given.path.read_bytes()
        _mark, given, content = self._made
        try:
            names = f"{given.joined.code}-{given.sequence}", given.fingerprint[:4]
            return given, write_into(place, names, SUFFIX, content)
        except OSError as error:
            raise unwritable(place, error) from error

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
