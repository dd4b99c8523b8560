"""What is being read: a document, and where each sentence that was asked for stands in it now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from carrel.base.show import beside
from carrel.base.words import _
from carrel.flows import pages
from carrel.flows.kit import Kit
from carrel.flows.pages import Opened
from carrel.ui.panes.reader.places import Spot, Target, index_of, spot_of


@dataclass(frozen=True)
class Reading:
    """spots: for each target where it stands; None for one that was not a sentence, or is no longer there."""

    opened: Opened
    targets: tuple[Target, ...]
    spots: tuple[Spot | None, ...]

    def part_of(self, number: int) -> int:
        """The index of the part that a target leads to."""
        spot = self.spots[number]
        return spot.part if spot is not None else index_of(self.opened.parts, self.targets[number].place)

    def is_lost(self, number: int) -> bool:
        """Whether a target is a sentence that is no longer there."""
        return bool(self.targets[number].quote) and self.spots[number] is None

    def words_of(self, spot: Spot) -> str:
        """A sentence as it stands in the text of its part."""
        return self.opened.parts[spot.part].text[spot.first : spot.last]

    def page_of(self, part: int) -> int:
        """The page on which a part stands, from 0."""
        return pages.page_of(self.opened.document, self.opened.parts[part])

    def part_on(self, page: int) -> int:
        """The index of the first part on a page, or where that has no text, of the last one before it."""
        found = [self.page_of(part) for part in range(len(self.opened.parts))]
        return found.index(page) if page in found else max(sum(one < page for one in found) - 1, 0)

    def quotes(self, number: int) -> dict[int, str]:
        """What is marked on each page; of several sentences on one page the target with this number."""
        order = [*self.spots[:number], *self.spots[number + 1 :], *self.spots[number : number + 1]]
        return {self.page_of(spot.part): self.words_of(spot) for spot in order if spot is not None}

    def why_empty(self) -> str:
        """Why there is nothing to read in it."""
        document = self.opened.document
        if document.state == "refused":
            return f"{document.problem} {document.next_step}".strip()
        if document.state == "reading":
            return _("“{title}” is still being read. Look again in a moment.").format(title=beside(document.title))
        return _("There is no text in “{title}”.").format(title=beside(document.title))


def begin(kit: Kit, document: str, targets: Sequence[Target]) -> Reading:
    """Open a document, and find the targets in it; raises DocumentMissing."""
    opened = pages.open_document(kit, document)
    return Reading(opened, tuple(targets), tuple(spot_of(opened.parts, one) for one in targets))
