"""Finds the policy clauses and resolved cases that matter for a text: three views fused, one index per brand."""
