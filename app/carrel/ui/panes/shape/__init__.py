"""The pane of whoever shapes the assistant."""

from carrel.ui.panes.shape.pane import ShapePane

__all__ = ["ShapePane"]
