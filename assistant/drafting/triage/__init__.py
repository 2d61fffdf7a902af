"""The first reading of a masked case: what it is, how urgent, how delicate, what is missing. Rules and lists, no model."""

from assistant.drafting.triage.needs import with_missing
from assistant.drafting.triage.reading import Similar, triage_case
from assistant.drafting.triage.refine import refine

__all__ = ["Similar", "refine", "triage_case", "with_missing"]
