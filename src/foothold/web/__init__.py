"""Pages: a view calls one action or one query and renders what it returns."""
