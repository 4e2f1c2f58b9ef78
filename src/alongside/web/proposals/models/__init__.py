"""Proposals and the answers to them. One noun a file."""

from alongside.web.proposals.models.answer import Answer
from alongside.web.proposals.models.proposal import Proposal
from alongside.web.proposals.models.standing import ProposalQuerySet

__all__ = ["Answer", "Proposal", "ProposalQuerySet"]
