"""The writer that needs no language model: it chooses, turns and joins what the policies, the case and the agent say."""

from assistant.drafting.embedded.writer import EmbeddedWriter

__all__ = ["EmbeddedWriter"]
