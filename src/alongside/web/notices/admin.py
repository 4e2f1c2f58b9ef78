"""Letters as the owner sees them: that they went or why not, never what they say."""

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest

from alongside.web.notices.models import Notice, NoticeQuerySet

# Kinds, or what they begin with, that tell by themselves that somebody did something in private, or has not done it:
# raised a concern (docs/decisions/0004-concerns-apart.md), asked or declined, answered, was not a fit, gave a calendar.
PRIVATE = (
    "concerns/",
    "checkins/",
    "feedback/",
    "messages/",
    "requests/",
    "proposals/",
    "readings/mail/noticed",
    "meetings/mail/one_minute",
    "meetings/mail/intro_verdict_reminder",
    "mentorships/mail/introduction_ended",
    "mentorships/mail/introduction_waits",
    "mentorships/mail/reflection_shared",
    "mentorships/mail/wants_another",
    "coordination/mail/asked",
    "cases/",
    "calendars/",
)


@admin.register(Notice)
class NoticeAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("pk", "kind", "person", "created_at", "sent_at", "tries", "given_up_at", "error")
    list_filter = ("kind", ("sent_at", admin.EmptyFieldListFilter), ("given_up_at", admin.EmptyFieldListFilter))
    list_select_related = ("person",)
    fields = readonly_fields = (
        "kind",
        "person",
        "created_at",
        "send_after",
        "sent_at",
        "tries",
        "given_up_at",
        "error",
    )

    def get_queryset(self, request: HttpRequest) -> NoticeQuerySet:
        """The list, its filters, the page of a letter and deleting all begin here."""
        private = Q()
        for beginning in PRIVATE:
            private |= Q(kind__startswith=beginning)
        return Notice.objects.exclude(private)

    def has_add_permission(self, request: object) -> bool:
        return False
