"""Letters as the owner sees them: that they went or why not, never what they say."""

from django.contrib import admin

from alongside.web.notices.models import Notice


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

    def has_add_permission(self, request: object) -> bool:
        return False
