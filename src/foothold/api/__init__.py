"""The same actions and queries for programs: /api/v1."""
