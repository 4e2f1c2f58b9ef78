"""What the record of a mentorship suggests: is it well, if not why, and what helps.  No Django and no clock.

>>> from alongside.health import Relationship, assess
"""

from alongside.health import explain
from alongside.health.assess import ENGINE_VERSION, assess, assess_many
from alongside.health.events import Event
from alongside.health.finding import CAUSES, Assessment, CauseWeight, Fact, Finding, Level, Points
from alongside.health.inference import Weights
from alongside.health.relationship import Person, Relationship
from alongside.health.thresholds import DEFAULT, Thresholds

__all__ = [
    "CAUSES",
    "DEFAULT",
    "ENGINE_VERSION",
    "Assessment",
    "CauseWeight",
    "Event",
    "Fact",
    "Finding",
    "Level",
    "Person",
    "Points",
    "Relationship",
    "Thresholds",
    "Weights",
    "assess",
    "assess_many",
    "explain",
]
