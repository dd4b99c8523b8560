"""A pupil's own page: what the teacher of a class sees of whoever sits here, once it is handed back."""

from __future__ import annotations

from dataclasses import replace

from carrel.classroom.classes.model import Classroom, Pupil
from carrel.classroom.joined import tables as joined_tables
from carrel.flows.classes.open_pack import mine
from carrel.flows.classes.seeing.group import Group, names
from carrel.flows.classes.seeing.pupil import PupilPage, page_in
from carrel.flows.kit import Kit
from carrel.learner import tables as learners


def own_page(kit: Kit, named: str = "") -> PupilPage:
    """One's own page in this class; without a name, in the only one. What belongs to no task of it is not counted.

    Raises ClassMissing, and PackNotTaken where the pack of the class is no longer as it was signed.
    """
    with kit.store.reading() as db:
        joined = joined_tables.named(db, named)
        asked = tuple(replace(one, given=True) for one in mine(kit, joined))
        groups = tuple({group for one in asked for group in one.groups})
        name = learners.profile(db, kit.learner).called or joined.code
        me = Pupil("", joined.classroom, name, joined.code, joined.created, groups)
        room = Classroom(joined.classroom, joined.title, joined.created, joined.teacher)
        only = tuple(one.id for one in asked)
        return page_in(db, Group(room, {kit.learner: me}, asked, names(db), kit.stamp.now(), only=only))
