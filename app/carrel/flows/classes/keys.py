"""The keys of this device, made when they are first needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carrel.classroom import sealing, signing
from carrel.classroom.devices import tables
from carrel.classroom.devices.tables import Purpose

if TYPE_CHECKING:
    from carrel.store.db import Database

_NEW = {"signing": signing.new_private_key, "sealing": sealing.new_private_key}


def private_key(db: Database, purpose: Purpose) -> bytes:
    """The private key of this device for this purpose; a transaction that may write hands it in."""
    kept = tables.secret(db, purpose)
    if kept is None:
        kept = _NEW[purpose]()
        tables.keep_secret(db, purpose, kept)
    return kept
