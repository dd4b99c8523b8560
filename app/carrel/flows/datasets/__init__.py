"""Datasets made of what people said should have been said, and what comes out of others' datasets."""

from carrel.flows.datasets.making import training

__all__ = ["training"]
