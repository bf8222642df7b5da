"""How we remember: rows of a workspace, the queries on them, and the way to core types and back."""
