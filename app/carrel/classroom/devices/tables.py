"""Keys in the store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from carrel.base.stamp import Moment
from carrel.store.moments import moment_row

if TYPE_CHECKING:
    from sqlite_utils import Database

Purpose = Literal["signing", "sealing"]


def secret(db: Database, purpose: Purpose) -> bytes | None:
    """The private key of this device for this purpose; None before there is one."""
    for row in db.execute("select secret from device where kind = ?", (purpose,)):
        return bytes(row[0])
    return None


def keep_secret(db: Database, purpose: Purpose, secret: bytes) -> None:
    """Keep the private key of this device; there is none yet."""
    db["device"].insert({"kind": purpose, "secret": secret})


def owner(db: Database, classroom: str, key: bytes) -> str | None:
    """The id of the pupil of this class whose device has this public key; None for a device that is not known."""
    rows = db.execute(
        "select pupil from known_device join pupil on pupil.id = known_device.pupil where key = ? and classroom = ?",
        (key, classroom),
    )
    return next((str(pupil) for (pupil,) in rows), None)


def count(db: Database, classroom: str) -> int:
    """How many devices of the pupils of a class are known."""
    row = db.execute(
        "select count(*) from known_device join pupil on pupil.id = known_device.pupil where classroom = ?",
        (classroom,),
    ).fetchone()
    return int(row[0])


def know(db: Database, key: bytes, pupil: str, moment: Moment) -> None:
    """Take this device for the pupil's from now on."""
    db.execute("delete from known_device where key = ?", (key,))
    db["known_device"].insert({"key": key, "pupil": pupil, **moment_row("created", moment)})


def keep_seal(db: Database, key: bytes, seal_to: bytes | None) -> None:
    """Keep the public key to which what is for a known device is closed; one that tells of none keeps what it had."""
    if seal_to is not None:
        db.execute("update known_device set seal_to = ? where key = ?", (seal_to, key))


def seals(db: Database, classroom: str) -> dict[str, list[bytes]]:
    """The keys to which what is for a pupil is closed, by the ids of the pupils; a pupil may have several devices."""
    found: dict[str, list[bytes]] = {}
    for pupil, key in db.execute(
        """select pupil, seal_to from known_device join pupil on pupil.id = known_device.pupil
           where classroom = ? and seal_to is not null order by seal_to""",
        (classroom,),
    ):
        found.setdefault(pupil, []).append(bytes(key))
    return found
