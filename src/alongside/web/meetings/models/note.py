"""Notes of a meeting, shared and private."""

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _now

from alongside.web.meetings.errors import NoteMoved
from alongside.web.meetings.models.meeting import Meeting
from alongside.web.meetings.pair import locked, must_be_open
from alongside.web.meetings.together import together
from alongside.web.people.models import User

LONGEST = 20_000  # characters


class NoteQuerySet(models.QuerySet["Note"]):
    def shared(self, meeting: Meeting) -> "Note":
        """The notes both write; not saved yet when nobody wrote any."""
        return self.filter(meeting=meeting, author=None).first() or Note(meeting=meeting)

    def private(self, meeting: Meeting, user: User) -> "Note":
        """One person's own notes; nobody else ever reads them."""
        return self.filter(meeting=meeting, author=user).first() or Note(meeting=meeting, author=user)


class Note(models.Model):
    """Notes of a meeting: the shared ones (no author: both write), or one side's private ones."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    body = models.TextField(max_length=LONGEST, blank=True)
    # Goes up with every save, so that one side's typing never silently overwrites the other's.
    version = models.PositiveIntegerField(default=0)
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)

    objects = NoteQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "author"], name="one_private_note_a_person"),
            models.UniqueConstraint(fields=["meeting"], condition=Q(author=None), name="one_shared_note_a_meeting"),
        ]

    @property
    def is_shared(self) -> bool:
        return self.author_id is None

    @transaction.atomic
    def write(self, *, by: User, body: str, version: int, base: str | None = None) -> None:
        """Save what stands in the box, if it grew from what is saved.

        `version` is the one the writer had before them, and `base` the words of it. When somebody saved since, what
        each of the two changed is put together. Raises NoteMoved when both changed the same words; this note then
        holds what is saved, and nothing is overwritten. Shared notes rest when the mentorship ends; one's own do not.
        """
        pair = locked(self.meeting.mentorship_id)
        if self.is_shared:
            must_be_open(pair)
        standing = Note.objects.filter(meeting=self.meeting, author=self.author).first()
        if standing:
            self.pk, self.version, self.body = standing.pk, standing.version, standing.body
            self.saved_by_id, self.saved_at = standing.saved_by_id, standing.saved_at
            self._state.adding = False
        if self.body == body:
            return
        if self.version != version:
            both = None if base is None else together(base, self.body, body)
            if both is None or len(both) > LONGEST:
                raise NoteMoved(_now("Other words were saved meanwhile. Yours are still in the box and not saved yet."))
            body = both
        self.body, self.version, self.saved_by, self.saved_at = body, self.version + 1, by, timezone.now()
        self.save()

    @transaction.atomic
    def keep_both(self, *, by: User, body: str, version: int, base: str | None = None) -> None:
        """After two wrote at once: what is saved, then what stands in the box, whatever version that grew from."""
        locked(self.meeting.mentorship_id)
        standing = Note.objects.filter(meeting=self.meeting, author=self.author).first() or self
        both = f"{standing.body.rstrip()}\n\n{body}" if body.strip() not in standing.body else standing.body
        self.write(by=by, body=both, version=standing.version)
