"""The first reading of a masked case: what it is, how urgent, how delicate, what is missing.

Rules and lists; where there is a model it may refine and raise.
"""

from assistant.drafting.triage.needs import with_missing
from assistant.drafting.triage.reading import Similar, triage_case
from assistant.drafting.triage.refine import raised, refine
from assistant.records.triage import CORRECTED

__all__ = ["CORRECTED", "Similar", "raised", "refine", "triage_case", "with_missing"]
