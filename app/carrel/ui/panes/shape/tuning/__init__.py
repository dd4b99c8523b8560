"""The page of fine-tuning."""

from carrel.ui.panes.shape.tuning.page import TuningPage

__all__ = ["TuningPage"]
