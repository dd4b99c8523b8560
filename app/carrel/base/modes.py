"""How a reply may be made: from whatever the model knows, or from a person's own sources only."""

from __future__ import annotations

from typing import Literal

Mode = Literal["open", "sources"]
"""open: sources first, and the model's own words, which are then marked as unchecked. sources: nothing else."""
