"""The page of evaluation sets."""

from carrel.ui.panes.shape.evaluation.page import EvaluationPage

__all__ = ["EvaluationPage"]
