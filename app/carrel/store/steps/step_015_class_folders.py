"""Schema 15: the folders in which the packs of a class go to and fro by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def step_015_class_folders(db: Database) -> None:
    """One folder for a class on each side: that of whoever teaches it, and that of whoever is a pupil in it.

    handed: a mark of the work that was last written there, so that the same work is not written twice. The folder goes
    with its class, on either side: whoever joins anew is asked anew.
    """
    db.executescript("""
        create table class_folder (
            classroom text not null,
            side text not null check (side in ('teacher', 'pupil')),
            folder text not null,
            handed text not null default '',
            created text not null, created_zone integer not null, created_day text not null,
            primary key (classroom, side)
        ) strict, without rowid;
        create trigger class_folder_of_teacher after delete on classroom begin
            delete from class_folder where classroom = old.id and side = 'teacher';
        end;
        create trigger class_folder_of_pupil after delete on joined begin
            delete from class_folder where classroom = old.classroom and side = 'pupil';
        end;
    """)
