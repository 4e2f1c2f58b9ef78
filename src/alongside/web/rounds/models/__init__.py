"""A matching round of a programme: its runs with their pairings, what was decided by hand, and its record."""

from alongside.web.rounds.models.change import Change
from alongside.web.rounds.models.decision import Decision
from alongside.web.rounds.models.round import Round
from alongside.web.rounds.models.run import Pairing, Run

__all__ = ["Change", "Decision", "Pairing", "Round", "Run"]
