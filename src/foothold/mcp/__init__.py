"""The room for the Model Context Protocol server (UX 4). Nothing lives here yet; no command offers it."""
