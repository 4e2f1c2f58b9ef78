"""What the owner sees of people: accounts, never what people wrote in private."""

from django.contrib import admin

from alongside.web.people.models import Subject, User, Value

admin.site.site_header = admin.site.site_title = "Alongside"


@admin.register(User)
class UserAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """People come in by signing up or by invitation, and go by themselves: no adding, no deleting here."""

    list_display = ("name", "email", "joined_at", "last_login", "is_active", "is_staff")
    list_filter = ("is_active", "is_staff", "joined_at")
    search_fields = ("name", "email")
    ordering = ("-joined_at",)
    fields = (
        "name",
        "email",
        "time_zone",
        "is_active",
        "is_staff",
        "is_superuser",
        "joined_at",
        "last_login",
        "left_at",
    )
    readonly_fields = ("email", "joined_at", "last_login", "left_at")

    def has_add_permission(self, request: object) -> bool:
        return False

    def has_delete_permission(self, request: object, obj: User | None = None) -> bool:
        return False


@admin.register(Value, Subject)
class ListAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Own wording that many use may be lifted into the shipped list."""

    list_display = ("name", "is_shipped")
    list_filter = ("is_shipped",)
    list_editable = ("is_shipped",)
    search_fields = ("name",)
