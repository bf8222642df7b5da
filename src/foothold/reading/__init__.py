"""Reading: text in, findings with their places out. Standard library only; no I/O, no clock."""
