"""The stores of this room's tests."""

from store_kit import cluster, store

__all__ = ["cluster", "store"]
