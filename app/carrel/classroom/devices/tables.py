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


def pupils_by_key(db: Database, classroom: str) -> dict[bytes, str]:
    """The ids of the pupils of a class by the public keys of their devices; a pupil may have several."""
    rows = db.execute(
        "select key, pupil from known_device join pupil on pupil.id = known_device.pupil where classroom = ?",
        (classroom,),
    )
    return {bytes(key): pupil for key, pupil in rows}


def know(db: Database, key: bytes, pupil: str, moment: Moment) -> None:
    """Take this device for the pupil's from now on."""
    db.execute("delete from known_device where key = ?", (key,))
    db["known_device"].insert({"key": key, "pupil": pupil, **moment_row("created", moment)})
