"""Change: one entry in the record of a round: who, when, what, and why."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from alongside.web.people.models import User

if TYPE_CHECKING:
    from alongside.web.rounds.models.round import Round


class ChangeQuerySet(models.QuerySet["Change"]):
    def for_list(self) -> "ChangeQuerySet":
        return self.select_related("by", "mentee", "mentor", "undone_by")

    def record(self, round_: "Round", kind: str, *, by: User | None, why: str = "", **facts: Any) -> "Change":
        """Write it down. `mentee` and `mentor` are people; every other fact is plain data for the sentence."""
        mentee, mentor = facts.pop("mentee", None), facts.pop("mentor", None)
        return self.create(round=round_, kind=kind, by=by, why=why, mentee=mentee, mentor=mentor, facts=facts)

    def visible_to(self, user: User) -> "ChangeQuerySet":
        """For a coordinator: all but what became of proposals of their own, where they are one of the two."""
        own = models.Q(mentor=user) | models.Q(mentee=user)
        return self.exclude(own, kind__in=Change.OF_PROPOSALS)

    def standing(self) -> "ChangeQuerySet":
        return self.filter(undone_at=None)


class Change(models.Model):
    """What was done to a round. `by` is None for what it did by itself."""

    class Kind(models.TextChoices):
        OPENED = "opened"
        SHEET = "sheet"
        RULES = "rules"
        RAN = "ran"
        LOCKED = "locked"
        FORBADE = "forbade"
        LIFTED = "lifted"
        ALLOWED = "allowed"
        SWAPPED = "swapped"
        NOTE = "note"
        WAIT_LIST = "wait_list"
        PUBLISHED = "published"
        AGREED = "agreed"
        DECLINED = "declined"
        EXPIRED = "expired"
        WITHDRAWN = "withdrawn"
        CLOSED = "closed"

    # What can be taken back, the newest first.
    UNDOABLE = (Kind.RULES, Kind.LOCKED, Kind.FORBADE, Kind.LIFTED, Kind.SWAPPED)

    OF_PROPOSALS = (Kind.AGREED, Kind.DECLINED, Kind.EXPIRED, Kind.WITHDRAWN)

    round = models.ForeignKey("rounds.Round", on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    mentee = models.ForeignKey(User, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    mentor = models.ForeignKey(User, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    why = models.TextField(_("why"), max_length=1000, blank=True)
    facts = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["round", "mentee"], name="changes_about_a_mentee")]

    def __str__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """What was done, as a sentence about whoever did it."""
        names = {"mentee": self.mentee, "mentor": self.mentor}
        return {
            self.Kind.OPENED: _now("opened the round"),
            self.Kind.SHEET: self.counted("people", "brought in %(n)s person", "brought in %(n)s people"),
            self.Kind.RULES: _now("changed the rules"),
            self.Kind.RAN: self.counted("pairs", "ran the matching: %(n)s pair", "ran the matching: %(n)s pairs"),
            self.Kind.LOCKED: _now("locked %(mentee)s with %(mentor)s") % names,
            self.Kind.FORBADE: _now("ruled out %(mentee)s with %(mentor)s") % names,
            self.Kind.LIFTED: _now("left %(mentee)s and %(mentor)s to the matching again") % names,
            self.Kind.ALLOWED: _now("let %(mentee)s and %(mentor)s be paired again") % names,
            self.Kind.SWAPPED: _now("swapped the mentors of %(mentee)s and %(other)s")
            % {**names, "other": self.facts.get("other", "")},
            self.Kind.NOTE: _now("wrote a note about %(mentee)s") % names if self.mentee else _now("wrote a note"),
            self.Kind.WAIT_LIST: _now("let the wait-list propose by itself")
            if self.facts.get("on")
            else _now("stopped the wait-list proposing by itself"),
            self.Kind.PUBLISHED: self.counted("pairs", "proposed %(n)s pair", "proposed %(n)s pairs"),
            self.Kind.AGREED: _now("%(mentee)s and %(mentor)s both said yes") % names,
            self.Kind.DECLINED: _now("the proposal of %(mentee)s and %(mentor)s did not come about") % names,
            self.Kind.EXPIRED: _now("the proposal of %(mentee)s and %(mentor)s ran out") % names,
            self.Kind.WITHDRAWN: _now("took back the proposal of %(mentee)s and %(mentor)s") % names,
            self.Kind.CLOSED: _now("closed the round"),
        }[self.Kind(self.kind)]

    @property
    def details(self) -> list[str]:
        """What became different, a sentence each."""
        return list(self.facts.get("differences", []))

    def counted(self, name: str, one: str, many: str) -> str:
        count = self.facts.get(name, 0)
        return ngettext(one, many, count) % {"n": count}
