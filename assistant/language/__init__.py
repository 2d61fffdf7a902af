"""Masking, sentences, statements, register, readability, timing: pure functions on text, no I/O, no clock."""
