"""What the tests of exchange share: one chat with everything in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from carrel.attachments.model import Attachment
from carrel.base.stamp import Moment
from carrel.base.work import Timing
from carrel.conversations.context.model import Summary
from carrel.conversations.model import Conversation, Message
from carrel.exchange import reading
from carrel.exchange.api import Bad, Chat, Found, Source, Taken

GOLDEN = Path(__file__).parent / "golden"

RICH = """Photosynthesis is how a plant **makes its own food** from light, *water* and ~~soil~~ air.

## What goes in, what comes out

| in | out | where |
|---|:-:|---:|
| water | oxygen | roots |
| carbon `CO2` | sugar | leaves |

1. Light hits the leaf.
2. The energy splits water:
   - hydrogen stays,
   - oxygen leaves.

> A leaf is a small factory.

```python
def sugar(light: float) -> float:
    return light * 0.5  # <rough> & ready
```

Inline $E = h\\nu$ and alone:

$$\\frac{-b \\pm \\sqrt{b^2 - 4ac}}{2a}$$

Read [this page](https://example.org/leaf?a=1&b=2) & more."""

ARABIC = "التمثيل الضوئي هو **صنع الغذاء** من الضوء."


def at(second: int) -> Moment:
    """A moment of one morning."""
    return Moment(f"2026-03-02T03:15:{second:02d}.000000Z", 345, "2026-03-02")


def everything() -> Chat:
    """A chat with branches, states, texts, a summary and a draft."""
    notes = Attachment("a1", "notes.txt", "Leaves are <green> & thin.\n", at(0))
    sketch = Attachment("a2", "رسم.md", "# draft", at(9))
    messages = (
        Message("m1", "c1", None, "user", "What is photosynthesis?", at(1)),
        Message(
            "m2",
            "c1",
            "m1",
            "assistant",
            "A short first answer.",
            at(2),
            state="stopped",
            model="starter",
            where="local",
            finish="stopped",
            timing=Timing(0.25, 12, 40.5, 100, 64),
        ),
        Message(
            "m3", "c1", "m1", "assistant", RICH, at(3), reasoning="Think of leaves.", model="starter", where="local"
        ),
        Message("m4", "c1", "m3", "user", "ما هو؟", at(4)),
        Message(
            "m5",
            "c1",
            "m4",
            "assistant",
            ARABIC,
            at(5),
            state="interrupted",
            model="big/one",
            where="school.example.org",
            finish="length",
        ),
    )
    return Chat(
        Conversation("c1", at(0), at(5), "Leaves & light", True, "m5", "and then", "starter", titled="person"),
        messages,
        "Biology 7b",
        {"m1": (notes,)},
        (sketch, notes),
        (Summary("s1", "c1", "m3", "They spoke of leaves.", None, at(6)),),
    )


def small(number: int, text: str = "Hello") -> Chat:
    """A chat of one turn."""
    message = Message(f"n{number}", f"d{number}", None, "user", text, at(number))
    return Chat(Conversation(f"d{number}", at(number), at(number), f"Chat {number}", head=message.id), (message,))


def chats(found: list[Found]) -> list[Chat]:
    """The chats among what was found; nothing else may be there."""
    assert not [one for one in found if isinstance(one, Bad)]
    return [one.chat for one in found if isinstance(one, Taken)]


def read(content: bytes) -> tuple[Source, Iterator[Found]]:
    """What a file holds; what tells no time is said to be of the first second."""
    return reading.read(content, at(0))
