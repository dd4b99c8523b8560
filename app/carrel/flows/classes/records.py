"""Looks at the record of how a piece of work was made: whether it is as it was written."""

from __future__ import annotations

from pathlib import Path

from carrel.base.work import Cancel
from carrel.classroom import signing
from carrel.flows.classes.files import content_of
from carrel.records.exporting import Seal
from carrel.records.verifying import Checked, verify

PURPOSE = "record of work"
"""What a seal on a record is signed for, and nothing else."""


def check(path: Path, cancel: Cancel) -> Checked:
    """What is to be said of the file; raises PackUnreadable, RecordRefused and Stopped."""
    return verify(content_of(path), fits, cancel)


def fits(told: bytes, seal: Seal) -> bool:
    """Whether the seal on a record was made over these bytes by whoever holds its key."""
    try:
        key, signature = bytes.fromhex(seal.key), bytes.fromhex(seal.signature)
    except ValueError:
        return False
    return signing.is_signed(key, PURPOSE, told, signature)
