"""The small brand of this room's tests."""

from search_kit import ask, built, home, library, shelf

__all__ = ["ask", "built", "home", "library", "shelf"]
