"""Whether an answer in a form can be used: sound JSON that passes what the program looks at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from carrel.assessment.criteria import Criterion
from carrel.flows.criticise import Remark, criticise
from carrel.flows.probing.asking import Asking
from carrel.flows.titles import title_for


def form(asking: Asking, row: Mapping[str, Any]) -> tuple[bool, str]:
    """A title of a chat that is about it, or a remark on a text with a quote that stands in it."""
    if row["kind"] == "title":
        title = title_for(asking.engine, row["said"], asking.cancel)
        return bool(title), title
    criterion = Criterion(row["id"], row["criterion"], row["criterion"])
    steps = criticise(asking.engine, row["text"], asking.cancel, (criterion,))
    remark = next(step for step in steps if isinstance(step, Remark))
    return remark.by == "model", remark.does if remark.by == "model" else ""
