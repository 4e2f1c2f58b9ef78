from django.contrib import admin

from alongside.web.programmes.models import Invitation, Membership, Programme


@admin.register(Programme)
class ProgrammeAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    list_display = ("name", "joining", "starts_on", "ends_on", "safeguarding_person")
    search_fields = ("name",)
    raw_id_fields = ("safeguarding_person",)


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    list_display = ("person", "programme", "role", "capacity", "joined_at", "left_at")
    list_filter = ("programme", "role")
    search_fields = ("person__name", "person__email")
    raw_id_fields = ("person",)
    list_select_related = ("person", "programme")


@admin.register(Invitation)
class InvitationAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    """Without the token: whoever sees the list must not be able to use one."""

    list_display = ("email", "programme", "role", "invited_at", "sent_at", "tries", "accepted_at", "withdrawn_at")
    list_filter = ("programme", "role")
    search_fields = ("email",)
    raw_id_fields = ("invited_by", "accepted_by")
    list_select_related = ("programme",)
