"""The owner's administration: what its addresses may ask."""

from typing import Any

from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest

SECRETS = ("data",)  # of a second step, on the library's own page: with it anybody could make its codes
UNUSED = (
    "auth.group",  # what somebody may do hangs on their roles in a programme
    # The provider is named by the settings, no token is kept, and who is connected with what is their own.
    "socialaccount.socialapp",
    "socialaccount.socialtoken",
    "socialaccount.socialaccount",
)


class OwnFilters(ChangeList):
    """A list that answers its own filters and no other question.

    Django takes any column of the model and of its neighbours in the address of a list. By that, whoever may open the
    list could ask who raised a concern, or read a key that is shown nowhere, letter by letter.
    """

    def get_filters(self, request: HttpRequest) -> Any:
        found = super().get_filters(request)
        # Keys that no filter took; the two ends of the chosen day, month or year come from date_hierarchy.
        left = set(found[2]) - {f"{self.date_hierarchy}__gte", f"{self.date_hierarchy}__lt"}
        if left:
            raise DisallowedModelAdminLookup(f"Filtering by {', '.join(sorted(left))} not allowed")
        return found


class OwnFiltersOnly:
    """Goes before the class of every list."""

    def get_changelist(self, request: HttpRequest, **more: Any) -> type[ChangeList]:
        return OwnFilters


class Administration(AdminSite):
    """Every list of it answers its own filters only: none can be added without, and those of the libraries have it too.

    Named in `alongside.web.project.apps`.
    """

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        plain = admin_class or ModelAdmin
        models = model_or_iterable if isinstance(model_or_iterable, (list, tuple)) else [model_or_iterable]
        models = [model for model in models if model._meta.label_lower not in UNUSED]
        hidden = {"exclude": SECRETS} if any(model._meta.app_label == "mfa" for model in models) else {}
        # No way from a row to its page: the owner of the site is a stranger to most of them.
        ours = {"__module__": plain.__module__, "view_on_site": False, **hidden}
        bound = type(plain.__name__, (OwnFiltersOnly, plain), ours)
        super().register(models, bound, **options)

    def get_urls(self) -> list[Any]:
        """Without the address that leads from a number to the page of any row, and so counts concerns."""
        return [each for each in super().get_urls() if getattr(each, "name", None) != "view_on_site"]
