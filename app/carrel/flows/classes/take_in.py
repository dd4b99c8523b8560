"""A teacher takes in what pupils gave back: each pack once, in whatever order, and nothing twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from carrel.assessment.attempts import tables as attempts
from carrel.assessment.attempts.model import Attempt
from carrel.assessment.marked_again import tables as marked_again
from carrel.base.errors import CarrelError
from carrel.base.stamp import derived_id
from carrel.base.words import _, counted
from carrel.base.work import Cancel, Progress
from carrel.classroom import signing
from carrel.classroom.classes import tables
from carrel.classroom.classes.model import Pupil, learner_of
from carrel.classroom.devices import tables as devices
from carrel.classroom.model import Arrived, PackUnreadable
from carrel.classroom.post import tables as post
from carrel.flows.classes.files import content_of, unsealed, wrong_kind
from carrel.flows.classes.keys import private_key
from carrel.flows.classes.marking_again import Again, Marker, unmarked
from carrel.flows.classes.packs.reading import PackReader
from carrel.flows.classes.returns import RESULTS_FILE, Results, read
from carrel.flows.classes.shared_talks import take_talks
from carrel.flows.classes.works import take_works
from carrel.flows.kit import Kit

if TYPE_CHECKING:
    from carrel.store.db import Database

State = Literal["ok", "duplicate", "unsigned", "changed", "unknown", "refused"]


@dataclass(frozen=True)
class TakenIn:
    """What became of one file.

    state: as the pack came; only of ``ok`` anything was taken. tries: how many of it were new. says: one sentence.
    fingerprint: of the device that signed it, where there is one. elsewhere: the work was done under rules that no pack
    of this class ever said. foreign: it is for another class. works: how many pieces of work are new, or have changed.
    differs: how many of the new tries were marked otherwise here; unmarked: how many could not be marked here.
    talks: how many talks with the tutor came along that are new, or went on.
    """

    path: Path
    state: State
    says: str
    next_step: str = ""
    pupil: Pupil | None = None
    tries: int = 0
    fingerprint: str = ""
    elsewhere: bool = False
    foreign: bool = False
    works: int = 0
    differs: int = 0
    unmarked: int = 0
    talks: int = 0

    @property
    def came_along(self) -> str:
        """Of how many questions the talk with the tutor came, in a sentence; empty for none."""
        if not self.talks:
            return ""
        return counted(
            "The talk with the tutor about one question came along.",
            "The talks with the tutor about {count} questions came along.",
            self.talks,
        )

    @property
    def marks(self) -> str:
        """What came of marking its answers again, in a sentence or two; empty where it says nothing new."""
        said = []
        if self.differs:
            said.append(marked_otherwise(self.differs))
        if self.unmarked:
            said.append(
                counted(
                    "The question of one answer is not here in the same version; its verdict is the one that came with "
                    "it.",
                    "The questions of {count} answers are not here in the same version; their verdicts are those that "
                    "came with them.",
                    self.unmarked,
                )
            )
        return " ".join(said)


def marked_otherwise(count: int) -> str:
    """That so many answers were marked otherwise here, and what counts."""
    return counted(
        "One answer was marked otherwise here than on the pupil's computer; what was marked here counts.",
        "{count} answers were marked otherwise here than on the pupil's computer; what was marked here counts.",
        count,
    )


@dataclass(frozen=True)
class _Came:
    """A pack of a device that is believed, with all that was found out about it. again: by the ids of its tries."""

    file: Path
    pack: Arrived
    results: Results
    pupil: Pupil
    again: Mapping[str, Again]


@dataclass(frozen=True)
class _Taking:
    """What is the same for each file of one go. room: the id of the class."""

    kit: Kit
    room: str
    trust: bool
    cancel: Cancel
    marker: Marker


class OtherClass(PackUnreadable):
    """The work is for another class."""


def take_in(
    kit: Kit, classroom: str, paths: Sequence[Path], cancel: Cancel, *, trust: bool = False
) -> Iterator[Progress | TakenIn]:
    """Take in these files and the packs in these folders, one after the other; a bad one is told, the others go on.

    trust: a device that nobody knows is from now on that of the pupil whose code its pack holds. Raises ClassMissing.
    """
    with kit.store.writing() as db:
        room = tables.classroom(db, classroom).id
        opens, taken = private_key(db, "sealing"), post.taken(db, room)
    taking = _Taking(kit, room, trust, cancel, Marker())
    files = [file for path in paths for file in (sorted(path.iterdir()) if path.is_dir() else [path])]
    with PackReader() as reader:
        for done, file in enumerate(files):
            cancel.check()
            yield Progress(_("Taking in"), done, len(files))
            try:
                pack = _for_room(room, reader.read(unsealed(content_of(file), opens), (), cancel))
                # Of a pack that was changed, the digest may be that of a sound one.
                is_here = pack.state == "unknown" and pack.digest in taken
                told = _duplicate(file) if is_here else _taken(taking, file, pack)
            except CarrelError as error:
                told = TakenIn(file, "refused", error.what, error.next_step, foreign=isinstance(error, OtherClass))
            if told.state == "ok":
                taken.add(pack.digest)
            yield told


def _for_room(room: str, pack: Arrived) -> Arrived:
    """The pack, if it is work for this class; raises PackUnreadable. Its device is still to be looked up."""
    wrong_kind(pack, "results")
    if pack.heading.classroom != room:
        raise OtherClass(
            _("This is work for another class."), _("Take it in there, or ask the pupil which class it is for.")
        )
    return pack


def _taken(taking: _Taking, file: Path, pack: Arrived) -> TakenIn:
    if pack.state in {"unsigned", "changed"}:
        return TakenIn(file, pack.state, pack.sentence())
    if RESULTS_FILE not in pack.entries:
        raise PackUnreadable(_("There is no work in this pack."), _("Ask the pupil to give it back once more."))
    results = read(pack.entries[RESULTS_FILE], pack.entries)
    kit, room = taking.kit, taking.room
    again = _marked(taking, pack, results)
    with kit.store.writing() as db:
        if post.was_taken(db, pack.digest):  # meanwhile, from a folder that is watched
            return _duplicate(file)
        pupil = _pupil(db, room, results)
        number = signing.fingerprint(pack.heading.issuer.key)
        owner = devices.owner(db, room, pack.heading.issuer.key)
        if owner is None and taking.trust:
            devices.know(db, pack.heading.issuer.key, pupil.id, kit.stamp.now())
        elif owner != pupil.id:
            return TakenIn(file, "unknown", _stranger(pupil, owner), _next(number), pupil, fingerprint=number)
        return _kept(kit, db, _Came(file, replace(pack, state="ok"), results, pupil, again))


def _marked(taking: _Taking, pack: Arrived, results: Results) -> Mapping[str, Again]:
    """The tries that are new here, marked again, by their ids in the pack; none of a device that is not believed."""
    with taking.kit.store.reading() as db:
        pupil = _pupil(db, taking.room, results)
        owner = devices.owner(db, taking.room, pack.heading.issuer.key)
        if owner != pupil.id and not (owner is None and taking.trust):
            return {}
        names = {one.id: derived_id("try", pupil.id, one.id) for one in results.tries}
        had = attempts.contests(db, names.values())
        fresh: dict[str, Attempt] = {}
        for one in results.tries:
            if names[one.id] not in had:
                fresh.setdefault(one.id, one)  # of two with one id the first is kept
        taking.marker.learn(db, fresh.values())
    return taking.marker.again(fresh, taking.cancel)


def _duplicate(file: Path) -> TakenIn:
    return TakenIn(file, "duplicate", _("This pack was taken in before. Nothing was counted twice."))


def _pupil(db: Database, room: str, results: Results) -> Pupil:
    pupil = tables.pupil_with(db, room, results.code)
    if pupil is None:
        raise PackUnreadable(
            _("Nobody in this class has the code “{code}”.").format(code=results.code[:20]),
            _("Look at the class, or ask whose work it is."),
        )
    return pupil


def _stranger(pupil: Pupil, owner: str | None) -> str:
    if owner is None:
        return _("This work has the code of {name}, but the device that signed it is not known here.").format(
            name=pupil.name
        )
    return _("This work has the code of {name}, but the device that signed it belongs to somebody else.").format(
        name=pupil.name
    )


def _next(number: str) -> str:
    return _("Compare the number {number} with the one on the pupil's screen, then take the pack in with it.").format(
        number=number
    )


def _kept(kit: Kit, db: Database, came: _Came) -> TakenIn:
    pupil, pack, results = came.pupil, came.pack, came.results
    # The pupil's device chose the id: it may be that of somebody else's try.
    named = [(derived_id("try", pupil.id, one.id), one) for one in results.tries]
    had = attempts.contests(db, (name for name, _one in named))
    new: list[Again] = []
    for name, one in named:
        if name not in had:
            new.append(came.again.get(one.id) or unmarked(one))
            _keep(db, name, learner_of(pupil), new[-1])
            had[name] = one.contested or ""
        elif one.contested and not had[name]:
            attempts.contest(db, name, one.contested, kit.stamp.now())
            had[name] = one.contested
    devices.keep_seal(db, pack.heading.issuer.key, pack.heading.seal_to)
    talks = take_talks(db, pupil.classroom, pupil.id, results.turns)
    works = take_works(kit, db, pupil.id, results.works, pack.heading.issuer.key)
    post.take(db, pack, kit.stamp.now(), pupil.id)
    return TakenIn(
        came.file,
        "ok",
        _("The work of {name} was taken in.").format(name=pupil.name),
        pupil=pupil,
        tries=len(new),
        fingerprint=signing.fingerprint(pack.heading.issuer.key),
        elsewhere=not post.was_sent(db, results.pack),
        works=works,
        differs=sum(one.differs for one in new),
        unmarked=sum(not one.marked for one in new),
        talks=talks,
    )


def _keep(db: Database, name: str, learner: str, again: Again) -> None:
    attempts.keep(db, replace(again.attempt, id=name, learner=learner, practice=None))
    if again.other is not None:
        marked_again.keep(db, replace(again.other, attempt=name))
