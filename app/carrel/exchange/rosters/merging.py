"""What reading a roster once more would change in the one that is kept, before anything is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from carrel.exchange.rosters.api import Roster, RosterClass, RosterPupil
from carrel.exchange.rosters.changes import Change, Merged
from carrel.exchange.rosters.pairing import apart, classes_matched, pupils_matched


def merged(old: Roster, new: Roster) -> Merged:
    """The kept roster with what the new one says; reading the same files again changes nothing more.

    Who is the same is told in ``pairing``. A pupil keeps their code, and their groups where the new roster tells of
    none. A class that the new roster does not name is left as it is, with everybody in it.
    """
    grown = _grown(old, new)
    _move(grown, lambda pupil: pupil.external_id)
    _move(grown, lambda pupil: pupil.code)
    for one in grown:
        one.steps = [_updated(step, new.tells_groups) for step in one.steps]
    _give_codes(grown, new)
    classes = tuple(found for one in grown if (found := one.result()).title or found.pupils)
    changes = tuple(change for one in grown for change in one.changes())
    return Merged(Roster(classes, old.tells_groups or new.tells_groups), changes)


@dataclass(frozen=True)
class _Step:
    """What becomes of a pupil: before is None for one who is new in the class, after for one who is missing.

    moved_from: the title of the class where the pupil was missing. told_code: the code in the new roster.
    """

    before: RosterPupil | None
    after: RosterPupil | None
    moved_from: str | None = None
    told_code: str = ""

    def changes(self, title: str) -> Iterator[Change]:
        """The differences between before and after."""
        if self.before is None or self.after is None:
            yield Change("added" if self.after else "missing", title, self.before, self.after)
            return
        if self.moved_from is not None:
            yield Change("moved", title, self.before, self.after, self.moved_from)
        named = (self.before.given, self.before.family) != (self.after.given, self.after.family)
        if self.before.name != self.after.name:
            yield Change("renamed", title, self.before, self.after)
            named = False
        if self.before.groups != self.after.groups:
            yield Change("regrouped", title, self.before, self.after)
        marks = (self.before.external_id, self.before.code), (self.after.external_id, self.after.code)
        if named or marks[0] != marks[1]:
            yield Change("completed", title, self.before, self.after)


@dataclass
class _Grown:
    """What becomes of a class: before is None for a new one, after for one that the new roster does not name."""

    before: RosterClass | None
    after: RosterClass | None
    steps: list[_Step] = field(default_factory=list)

    @property
    def title(self) -> str:
        """What the class is called then."""
        return next(one.title for one in (self.after, self.before) if one is not None)

    @property
    def former_title(self) -> str:
        """What the class was called before."""
        return self.before.title if self.before else ""

    def result(self) -> RosterClass:
        """The class as it is then."""
        ids = [one.external_id for one in (self.after, self.before) if one is not None]
        pupils = tuple(pupil for step in self.steps if (pupil := step.after or step.before) is not None)
        return RosterClass(self.title, next(filter(None, ids), ""), pupils)

    def changes(self) -> Iterator[Change]:
        """All differences; none within a class that is left as it is."""
        if self.before is None and self.title:
            yield Change("new_class", self.title)
        elif self.after is None and self.title:
            yield Change("missing_class", self.title)
            return
        elif self.former_title != self.title:
            yield Change("renamed_class", self.title, formerly=self.former_title)
        for step in self.steps:
            yield from step.changes(self.title)


def _grown(old: Roster, new: Roster) -> list[_Grown]:
    """The old classes in their order, then the new ones, each with its pupils in the same way."""
    found = classes_matched(old.classes, new.classes)
    partner = {before: new.classes[after] for after, before in found.items()}
    grown = [_Grown(one, partner.get(place)) for place, one in enumerate(old.classes)]
    grown += [_Grown(None, one) for place, one in enumerate(new.classes) if place not in found]
    for one in grown:
        one.steps = _steps(one.before.pupils if one.before else (), one.after.pupils if one.after else ())
    return grown


def _steps(before: tuple[RosterPupil, ...], after: tuple[RosterPupil, ...]) -> list[_Step]:
    found = pupils_matched(before, after)
    partner = {old: after[new] for new, old in found.items()}
    steps = [_Step(one, partner.get(place)) for place, one in enumerate(before)]
    return steps + [_Step(None, one) for place, one in enumerate(after) if place not in found]


def _move(grown: list[_Grown], mark: Callable[[RosterPupil], str]) -> None:
    """Who is missing in one class, and new in another by the same mark, went from here to there."""
    missing: dict[str, tuple[int, int, RosterPupil]] = {}
    for number, one in enumerate(grown):
        for place, step in enumerate(one.steps if one.after is not None or not one.title else ()):
            if step.after is None and step.before is not None and mark(step.before):
                missing[mark(step.before)] = (number, place, step.before)
    gone: set[tuple[int, int]] = set()
    for one in grown:
        for place, step in enumerate(one.steps):
            if step.before is None and step.after is not None and mark(step.after) in missing:
                number, left, before = missing[mark(step.after)]
                if (number, left) not in gone and not apart(before, step.after):
                    gone.add((number, left))
                    one.steps[place] = _Step(before, step.after, grown[number].former_title)
    for number, one in enumerate(grown):
        one.steps = [step for place, step in enumerate(one.steps) if (number, place) not in gone]


def _updated(step: _Step, tells_groups: bool) -> _Step:
    """The step with what is known of the pupil and what the new roster says put together; the codes are old ones."""
    if step.after is None:
        return step
    known = step.before or replace(step.after, code="", groups=())
    same_name = known.name == step.after.name
    groups = step.after.groups if tells_groups else () if step.moved_from is not None else known.groups
    pupil = RosterPupil(
        step.after.name,
        step.after.given or (known.given if same_name else ""),
        step.after.family or (known.family if same_name else ""),
        known.code,
        groups,
        step.after.external_id or known.external_id,
    )
    return replace(step, after=pupil, told_code=step.after.code)


def _give_codes(grown: list[_Grown], new: Roster) -> None:
    """Give those without a code the one they have in another class, else the new one unless it is somebody else's."""
    pupils = [pupil for one in grown for pupil in one.result().pupils]
    owners = {pupil.code: pupil for pupil in sorted(pupils, key=lambda pupil: bool(pupil.external_id))}
    told = [pupil for pupil in new.pupils() if not _is_of_another(pupil.code, pupil, owners)]
    codes = {pupil.external_id: pupil.code for pupil in (*told, *pupils) if pupil.external_id and pupil.code}
    for one in grown:
        held = {pupil.code for pupil in one.result().pupils}
        for place, step in enumerate(one.steps):
            if step.after is not None and not step.after.code:
                free = "" if _is_of_another(step.told_code, step.after, owners) else step.told_code
                code = codes.get(step.after.external_id, free)
                if code and code not in held:
                    held.add(code)
                    one.steps[place] = replace(step, after=replace(step.after, code=code))


def _is_of_another(code: str, pupil: RosterPupil, owners: Mapping[str, RosterPupil]) -> bool:
    return code in owners and apart(owners[code], pupil)
