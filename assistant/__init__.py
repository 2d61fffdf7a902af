"""The webcare reply assistant: reads a complaint, finds what policy says, drafts a reply that a person approves."""

__version__ = "0.1.0"
