"""The outside world in bytes and HTTP, core types out and back; strangers to each other, no Django."""
