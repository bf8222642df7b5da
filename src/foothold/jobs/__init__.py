"""Loops: what is due, claim it, call one action."""
