"""The main flow: from a case to a draft. `flow.draft_reply` is the door; triage, two writers and repair stand behind it."""
