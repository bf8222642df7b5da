"""Customer systems: opportunities in and findings out."""
