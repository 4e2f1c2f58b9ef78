from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from alongside.errors import ThresholdError
from alongside.health import Thresholds
from alongside.web.programmes.models import Invitation, Membership, Programme


class ProgrammeForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """Thresholds are looked at here: one that the engine does not know would stop the nightly readings."""

    def clean_thresholds(self) -> dict[str, Any]:
        numbers = self.cleaned_data["thresholds"] or {}
        if not isinstance(numbers, dict):
            raise forms.ValidationError(_('Write names with numbers, for example {"attend_risk": 0.25}.'))
        try:
            Thresholds.from_dict(numbers)
        except ThresholdError as problem:
            raise forms.ValidationError(str(problem)) from None
        return numbers


@admin.register(Programme)
class ProgrammeAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    list_display = ("name", "joining", "starts_on", "ends_on", "safeguarding_person")
    search_fields = ("name",)
    raw_id_fields = ("safeguarding_person",)
    form = ProgrammeForm

    def save_model(self, request: object, obj: Programme, form: object, change: bool) -> None:
        """The owner's changes are told to those they concern, as a coordinator's are."""
        obj.keep()


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    list_display = ("person", "programme", "role", "capacity", "joined_at", "left_at", "removed_at")
    list_filter = ("programme", "role")
    search_fields = ("person__name", "person__email")
    raw_id_fields = ("person",)
    list_select_related = ("person", "programme")


@admin.register(Invitation)
class InvitationAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # not generic at run time
    """Without the token: whoever sees the list must not be able to use one.

    Nor is one added here: it would have no token. A programme's coordinators invite, on the page of its people.
    """

    list_display = ("email", "programme", "role", "invited_at", "sent_at", "tries", "accepted_at", "withdrawn_at")
    list_filter = ("programme", "role")
    search_fields = ("email",)
    raw_id_fields = ("person", "invited_by", "accepted_by")
    list_select_related = ("programme",)

    def has_add_permission(self, request: object) -> bool:
        return False
