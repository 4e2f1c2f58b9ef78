"""Pages of meetings: one noun a file."""
