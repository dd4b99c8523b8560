"""A pupil opens a class pack: looks at what it says, joins the class, or takes its next pack."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from carrel.base.errors import CarrelError
from carrel.base.files import write_whole
from carrel.base.words import _
from carrel.base.work import Cancel, Progress
from carrel.classroom import packing, signing
from carrel.classroom.classes.model import Assignment
from carrel.classroom.devices import tables as devices
from carrel.classroom.joined import tables
from carrel.classroom.joined.model import Joined
from carrel.classroom.ledger import standing
from carrel.classroom.model import Arrived
from carrel.classroom.post import tables as post
from carrel.flows.classes import own
from carrel.flows.classes.contents import CLASS_FILE, ClassContents, Seat, read, refusing
from carrel.flows.classes.files import content_of, wrong_kind
from carrel.flows.classes.letters import opened, receive
from carrel.flows.classes.packs.reading import read_one
from carrel.flows.kit import Kit
from carrel.flows.read_in import read_in

if TYPE_CHECKING:
    from carrel.store.db import Database


class PackNotTaken(CarrelError):
    """The class pack cannot be believed, or is not for this pupil; nothing of it was taken."""


@dataclass(frozen=True)
class Look:
    """What a class pack says before anything of it is taken.

    joined: the class as it is known here; None for a new one. fingerprint: the number of the teacher's key, to be
    compared with the one on the teacher's screen. is_news: whether it is later than what is here. content: its bytes.
    """

    pack: Arrived
    contents: ClassContents
    joined: Joined | None
    fingerprint: str
    is_news: bool
    content: bytes = field(repr=False)

    @property
    def asks_nothing_new(self) -> bool:
        """Whether it follows the pack that its pupil agreed to, and the teacher will see what was agreed, and no more.

        Where work was closed so that only the teacher can open it, and would not be any more, that is more.
        """
        joined = self.joined
        return (
            joined is not None
            and self.contents.told == joined.told
            and self.pack.heading.seal_to == joined.seal_to
            and any(seat.code == joined.code for seat in self.contents.seats)
        )


def look(kit: Kit, path: Path) -> Look:
    """What the pack says; raises PackUnreadable, PackTooNew, and PackNotTaken for one that cannot be believed."""
    content = content_of(path)
    claimed = read_one(content, (), Cancel())
    with kit.store.reading() as db:
        return _look(db, content, claimed)


def take(kit: Kit, path: Path, code: str, cancel: Cancel) -> Iterator[Progress | Joined]:
    """Join the class with this code, or take its next pack; yields progress, and at last the class.

    Without a code, the one that the class is joined with. Raises what `look` raises, and PackNotTaken for a code that
    is not in the class. A pack that is here already, or older than what is here, changes nothing.
    """
    yield from take_seen(kit, look(kit, path), code, cancel)


def take_seen(kit: Kit, seen: Look, code: str, cancel: Cancel) -> Iterator[Progress | Joined]:
    """Take the very pack that was looked at, whatever lies under its name by now; yields and raises as `take` does."""
    now = kit.stamp.now()
    seat = _seat(seen, code)
    if seen.joined is not None and not seen.is_news:
        yield seen.joined
        return
    yield from _papers(kit, seen, cancel)
    heading, key = seen.pack.heading, seen.pack.heading.issuer.key
    said = (heading.classroom, seen.contents.title, heading.issuer.name, key, heading.seal_to, seat.code)
    joined = Joined(*said, seen.pack.digest, seen.contents.told, now)
    cancel.check()
    with kit.store.writing() as db:
        tables.keep(db, joined)
        for one in seen.contents.assignments:
            mine_too = seen.contents.items.get(one.id, ()) if one.is_for(seat.groups) else ()
            refusing(partial(own.keep, db, one, mine_too, now))
        _letter(kit, db, seen.pack)
        post.take(db, replace(seen.pack, state="ok"), now)
        write_whole(kept_file(kit, heading.classroom), seen.content)  # last: what was refused leaves the pack before it
    yield joined


def mine(kit: Kit, joined: Joined) -> tuple[Assignment, ...]:
    """What the pupil is asked to do in this class, read from the signed pack itself.

    Raises PackNotTaken when the pack that was kept is no longer the one that the teacher signed.
    """
    return asked(joined, kept(kit, joined)[1])


def asked(joined: Joined, contents: ClassContents) -> tuple[Assignment, ...]:
    """What of all that a pack says is for this pupil."""
    seat = next((one for one in contents.seats if one.code == joined.code), Seat(joined.code))
    return tuple(one for one in contents.assignments if one.is_for(seat.groups))


def kept(kit: Kit, joined: Joined) -> tuple[Arrived, ClassContents]:
    """The last pack of this class as it was kept, and what it says; raises what `mine` raises."""
    try:
        pack = packing.read(kept_file(kit, joined.classroom).read_bytes(), (joined.key,))
    except (OSError, CarrelError) as error:
        raise _not_as_signed(joined, str(error)) from error
    if pack.state != "ok" or pack.digest != joined.digest or CLASS_FILE not in pack.entries:
        raise _not_as_signed(joined, pack.state)
    return pack, read(pack.entries[CLASS_FILE], joined.classroom, pack.heading.created)


def kept_file(kit: Kit, classroom: str) -> Path:
    """Where the last pack of a class lies, as the teacher signed it."""
    folder = kit.places.data / "classes"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / f"{classroom}.carrel-class"


def _look(db: Database, content: bytes, claimed: Arrived) -> Look:
    """What the pack says. claimed: as it was read by one who knows no device."""
    wrong_kind(claimed, "class")
    joined = tables.find(db, claimed.heading.classroom)
    is_known = joined is not None and joined.key == claimed.heading.issuer.key
    pack = replace(claimed, state="ok") if is_known and claimed.state == "unknown" else claimed
    if pack.state in {"unsigned", "changed"}:
        raise PackNotTaken(pack.sentence(), _("Nothing was taken from it."))
    if joined is not None and pack.state == "unknown":
        raise PackNotTaken(
            _("This pack is for a class that you are in, but another device signed it than before."),
            _("Ask your teacher whether that is right, and compare the number: {number}.").format(
                number=signing.fingerprint(pack.heading.issuer.key)
            ),
        )
    if CLASS_FILE not in pack.entries:
        raise PackNotTaken(_("There is no class in this pack."), _("Ask your teacher for the pack once more."))
    contents = read(pack.entries[CLASS_FILE], pack.heading.classroom, pack.heading.created)
    is_news = standing(pack, post.ledger(db, pack.heading.classroom)) == "new"
    return Look(pack, contents, joined, signing.fingerprint(pack.heading.issuer.key), is_news, content)


def _seat(seen: Look, code: str) -> Seat:
    wanted = code.strip() or (seen.joined.code if seen.joined is not None else "")
    if not wanted:
        raise PackNotTaken(
            _("This pack needs the code that your teacher gave you."), _("Write your code, and try again.")
        )
    for seat in seen.contents.seats:
        if seat.code.casefold() == wanted.casefold():
            return seat
    raise PackNotTaken(
        _("The code “{code}” is not in the class “{title}”.").format(code=wanted[:20], title=seen.contents.title),
        _("Look at it again, letter by letter, or ask your teacher."),
    )


def _papers(kit: Kit, seen: Look, cancel: Cancel) -> Iterator[Progress]:
    """Read the documents of the pack into the library, from files that stay beside the pack."""
    folder = kept_file(kit, seen.pack.heading.classroom).with_suffix("")
    for paper in seen.contents.papers:
        cancel.check()
        if paper.entry not in seen.pack.entries:
            raise PackNotTaken(
                _("“{title}” is not in this pack.").format(title=paper.title), _("Ask your teacher for it once more.")
            )
        folder.mkdir(mode=0o700, exist_ok=True)
        place = folder / f"{paper.entry.rpartition('/')[2]}{Path(paper.name).suffix[:8]}"
        write_whole(place, seen.pack.entries[paper.entry])
        for step in read_in(kit, [place], cancel):
            if isinstance(step, Progress):
                yield step


def _letter(kit: Kit, db: Database, pack: Arrived) -> None:
    """Keep what the teacher tells the pupil at this computer, where the pack holds a letter to it."""
    secret = devices.secret(db, "sealing")
    letter = opened(pack.entries, secret, pack.heading.classroom) if secret is not None else None
    if letter is not None:
        receive(db, letter, pack.heading.classroom, kit.learner)


def _not_as_signed(joined: Joined, detail: str) -> PackNotTaken:
    return PackNotTaken(
        _("The pack of “{title}” is no longer as your teacher signed it.").format(title=joined.title),
        _("Open the class pack again. What you did is kept."),
        detail,
    )
