"""Reads and checks what people edit: brands, policies, cases, prompts, screen words and word lists.

Every fault becomes a `ContentError` that names file, line and mend.
"""
