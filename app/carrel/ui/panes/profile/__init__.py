"""The pane in which a learner says what they like about themselves, and sees what the tutor is told of it."""

from carrel.ui.panes.profile.pane import ProfilePane

__all__ = ["ProfilePane"]
