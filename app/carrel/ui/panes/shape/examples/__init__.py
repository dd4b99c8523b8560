"""The page of examples: what a person would have said."""

from carrel.ui.panes.shape.examples.page import ExamplesPage

__all__ = ["ExamplesPage"]
