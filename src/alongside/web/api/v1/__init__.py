"""The first version of the API: one file for each noun, and what they have in common."""
