"""Roles as a test wants them."""

from __future__ import annotations

from carrel.flows.fitness.model import Grant, RoleId, State

BECAUSE = "It missed 7 of 10."


class Says:
    """Says the same of every model and role; asked: what it was asked for."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.asked: list[tuple[str, RoleId]] = []

    def of(self, model: str, role: RoleId) -> Grant:
        """The same as always."""
        self.asked.append((model, role))
        return Grant(role, self.state, BECAUSE)
