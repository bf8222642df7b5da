"""SQLite as Django speaks it, with keys and moments read quicker; `base` is where Django looks for it."""
