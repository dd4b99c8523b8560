"""Finds personal data in texts, puts placeholders in its place, and puts it back; by rules alone, without a model."""

from carrel.base.personal.finding import find, find_in_all
from carrel.base.personal.masking import Masked, Masker, mask
from carrel.base.personal.model import KINDS, Find, Kind

__all__ = ["KINDS", "Find", "Kind", "Masked", "Masker", "find", "find_in_all", "mask"]
