"""Whether a reply to a question quotes the sentence that answers, word for word, and nothing that stands nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from carrel.flows.courses import Binding
from carrel.flows.probing.asking import Asking
from carrel.flows.probing.sources import passages
from carrel.library.checking import check
from carrel.library.quoting import find, is_enough, quotes_in

MOST = 72


def quotes(asking: Asking, row: Mapping[str, Any]) -> tuple[bool, str]:
    """Asked with the passages, and only from them."""
    given = passages(row["source"])
    said = asking.reply([("user", row["ask"])], Binding("", mode="sources"), MOST, given)
    return stands(said, row["source"], row["key"]), said


def stands(said: str, source: str, key: str) -> bool:
    """Whether it cites the key by the model's own, exact quote, and every other quote stands somewhere, too."""
    given = passages(source)
    quoted = [one.words for one in quotes_in(said) if is_enough(one.words)]
    if not all(any(find(words, passage.text) for passage in given) for words in quoted):
        return False
    return any(
        cited.chosen == "model" and _meet(given[cited.part].text, key, cited.first, cited.last)
        for cited in check(said, given).citations
    )


def _meet(text: str, key: str, first: int, last: int) -> bool:
    begin = text.find(key)
    return begin >= 0 and first < begin + len(key) and begin < last
