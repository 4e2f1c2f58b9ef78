"""Pages of programmes: one noun a file."""
