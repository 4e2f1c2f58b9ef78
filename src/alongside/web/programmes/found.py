"""A mentor as a reader meets them: in the directory, and on the mentor's own page."""

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from django.utils import timezone
from django.utils.translation import ngettext

from alongside.matching.scores import NEVER
from alongside.web.people.models import User
from alongside.web.programmes.models import Membership, MembershipQuerySet, Programme
from alongside.web.programmes.reasons import Reasons, Side, reasons, reply_times
from alongside.web.programmes.records import folk


def in_full(mentors: MembershipQuerySet, programme: Programme, reader: User, mine: Side | None = None) -> "list[Found]":
    """These mentors of a programme as a reader meets them, in a fixed number of queries."""
    mine = mine or Side.of(reader)
    members = list(mentors.with_load(reader=reader).for_list())
    told = reasons_for(reader, mentors, programme)
    replies = reply_times([member.person_id for member in members], programme)
    pairs = {pair.mentor_id: pair for pair in reader.menteed.filter(programme=programme, ended_at=None)}
    asked = {request.mentor_id: request for request in reader.requests_made.open().filter(programme=programme)}
    return [
        Found(
            member,
            told.get(str(member.person_id)),
            mine.clock_of(member.person),
            replies.get(member.person_id),
            pairs.get(member.person_id),
            asked.get(member.person_id),
        )
        for member in members
    ]


def reasons_for(reader: User, mentors: MembershipQuerySet, programme: Programme) -> dict[str, Reasons]:
    """By mentor: why each may suit a reader who looks for a mentor here. Empty for other readers."""
    mine = programme.memberships.current().mentees().filter(person=reader)
    looking, offering = folk(programme, mentees=mine, mentors=mentors.with_load(), on=timezone.localdate())
    rules, before = programme.rules, paired_before(reader, programme)
    weighing = rules.weighing(programme)
    told = {}
    for mentor in offering:
        for mentee in looking:
            ruled_out = rules.ruled_out(mentee, mentor, were_paired=mentor.id in before)
            told[mentor.id] = replace(reasons(mentee, mentor, weighing, to="mentee"), ruled_out=ruled_out)
    return told


def fits(reader: User, mentors: MembershipQuerySet, programme: Programme) -> dict[int, float]:
    """By person, how well each mentor fits a reader who looks for one, by the programme's rules: to sort by, no more.

    Whoever the rules would not pair them with comes out below everybody else. Only what stands on profiles counts, so
    that nothing private can be read off the order. Empty for other readers. A fixed number of queries.
    """
    mine = programme.memberships.current().mentees().filter(person=reader, person__profile__isnull=False)
    looking, offering = folk(programme, mentees=mine, mentors=mentors.with_load(), on=timezone.localdate())
    if not looking or not offering:
        return {}
    scores = programme.rules.in_the_open().scores(looking[:1], offering).block(np.array([0]))[0].tolist()
    before = paired_before(reader, programme) if programme.rules.never_again else set()
    ruled_out = {mentor.id: NEVER if mentor.id in before else 0 for mentor in offering}
    return {int(one.id): score + ruled_out[one.id] for one, score in zip(offering, scores, strict=True)}


def paired_before(reader: User, programme: Programme) -> set[str]:
    """Mentors of this reader whose mentorship here has ended, or who were theirs last time, as both of them know."""
    return {str(pk) for pk in reader.menteed.paired_before(programme).values_list("mentor", flat=True)}


@dataclass
class Found:
    """One mentor as the reader meets them, in the directory or on the mentor's own page."""

    membership: Membership
    reasons: Reasons | None
    clock: str
    usual_days: float | None
    # What the two have already: a mentorship that has not ended, or a request that waits for an answer.
    pair: Any = None
    asked: Any = None
    # A sentence about what the reader typed, and whether it was their meaning that found this mentor.
    because: str = ""
    is_near: bool = False

    @property
    def why(self) -> list[str]:
        return self.reasons.why if self.reasons else []

    @property
    def but(self) -> list[str]:
        return [*(self.reasons.but if self.reasons else []), *filter(None, [self.clock])]

    @property
    def ruled_out(self) -> str:
        """Why matching would not pair the two; nothing where they are a pair."""
        return self.reasons.ruled_out if self.reasons and not self.pair else ""

    @property
    def usually(self) -> str:
        """How fast they usually answer, or nothing when too few have asked."""
        if self.usual_days is None:
            return ""
        days = max(math.ceil(self.usual_days), 1)
        return ngettext("usually answers within %(n)s day", "usually answers within %(n)s days", days) % {"n": days}

    @property
    def can_be_asked(self) -> bool:
        if self.pair or self.asked:
            return False
        return not self.membership.is_away and self.membership.room > 0
