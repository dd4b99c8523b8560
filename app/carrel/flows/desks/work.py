"""What runs in the child: reads a file with messages that strangers wrote."""

from __future__ import annotations

import heapq  # noqa: F401 - Counter asks for it when it is first used, and inside the sandbox that is too late
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from email import base64mime, contentmanager, headerregistry, quoprimime  # noqa: F401 - the same
from typing import Any

from carrel.base.encoded import load_encodings
from carrel.base.inside import Refusal, works_apart
from carrel.base.wire import Frame
from carrel.desk.reading.api import DeskRefused
from carrel.desk.reading.post import files
from carrel.desk.reading.post.threads import Us
from carrel.desk.reading.post.words import mail_words
from carrel.library.readers.html_blocks import blocks

load_encodings()  # inside the sandbox Python could not load them any more
mail_words()  # they stand in a file, too

_FORM = re.compile(r"^\\(?=[#>`~=\[-])", re.MULTILINE)


@works_apart
def read(arguments: Mapping[str, Any]) -> Iterator[Frame]:
    """A frame for each thread and each fault of the file whose bytes are data.

    file: its name. addresses, title: what the desk is known by. Raises Refusal with the sentence and the next step.
    """
    us = Us(frozenset(arguments["addresses"]), arguments["title"])
    try:
        found = files.read(arguments["file"], arguments.get("data", b""), us, text_of_html)
    except DeskRefused as error:
        raise Refusal("refused", what=error.what, next_step=error.next_step, detail=error.detail) from error
    for thread in found.threads:
        yield Frame({"subject": thread.subject, "mails": len(thread.mails)})
        for mail in thread.mails:
            yield Frame({"mail": asdict(mail)})
    for fault in found.faults:
        yield Frame({"fault": asdict(fault)})


def text_of_html(page: str) -> str:
    """The words of a page, a blank line between its blocks; quoted ones have their mark."""
    told = (_FORM.sub("", text.replace("  \n", "\n")) for _level, text in blocks(page)[1])
    return "\n\n".join(text for text in told if text.strip())
