"""What people type about meetings: one noun a file."""
