"""For the owner: where each mentorship stands. No words of the two are shown here."""

from django.contrib import admin
from django.http import HttpRequest

from alongside.web.mentorships.models import Mentorship


@admin.register(Mentorship)
class MentorshipAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Read only: every change of a mentorship is a verb with its letters, not a field."""

    list_display = ("mentor", "mentee", "programme", "stage", "proposed_at", "began_on", "ended_at")
    list_filter = ("stage", "programme")
    list_select_related = ("mentor", "mentee", "programme")
    search_fields = ("mentor__name", "mentee__name")
    exclude = ("asked_goal",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Mentorship | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Mentorship | None = None) -> bool:
        return False
