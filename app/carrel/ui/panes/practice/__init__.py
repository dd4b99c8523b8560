"""The pane in which a person practises."""

from carrel.ui.panes.practice.pane import PracticePane

__all__ = ["PracticePane"]
