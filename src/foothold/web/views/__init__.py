"""One file of views for each place in the bar."""
