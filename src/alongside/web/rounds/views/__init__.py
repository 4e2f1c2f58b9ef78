"""Coordinators' pages of a round: one file for each thing they do."""
