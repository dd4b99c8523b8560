"""Reads a stream of server-sent events, within bounds: https://html.spec.whatwg.org/multipage/server-sent-events.html."""

from __future__ import annotations

from collections.abc import Iterator

LONGEST_LINE = 64 * 1024
"""Bytes of one line of the stream."""


class LineTooLong(Exception):
    """A line of the stream is longer than any line of an answer is."""


class Events:
    """From the bytes as they come to the data of each event; comments, names and numbers of events are passed over."""

    def __init__(self, longest: int = LONGEST_LINE) -> None:
        self._longest = longest
        self._held = b""
        self._data: list[bytes] = []

    def feed(self, chunk: bytes) -> Iterator[str]:
        """The data of the events that end in these bytes; raises LineTooLong."""
        held = self._held + chunk
        late = held[-1:] if held.endswith(b"\r") else b""  # its line feed may come with the next bytes
        *lines, rest = held.removesuffix(late).replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
        self._held = rest + late
        for line in lines:
            self._check(line)
            if line:
                self._field(line)
            elif self._data:
                yield self._event()
        self._check(self._held)

    def flush(self) -> Iterator[str]:
        """The data of a last event that nothing has ended."""
        if self._held.strip():
            self._field(self._held.strip())
        if self._data:
            yield self._event()

    def _field(self, line: bytes) -> None:
        name, _colon, value = line.partition(b":")
        if name == b"data":
            self._data.append(value.removeprefix(b" "))

    def _event(self) -> str:
        data, self._data = b"\n".join(self._data), []
        self._check(data)
        return data.decode("utf-8", "replace")

    def _check(self, line: bytes) -> None:
        if len(line) > self._longest:
            raise LineTooLong
