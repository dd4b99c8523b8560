"""The page of behaviours: read, written, compared with how they were, tried and tested."""

from carrel.ui.panes.shape.behaviours.page import BehavioursPage

__all__ = ["BehavioursPage"]
