from django.urls import path, re_path

from alongside.web.api import views
from alongside.web.api.v1.routes import nowhere, patterns

app_name = "api"

urlpatterns = [
    path("", views.reference, name="reference"),
    path("keys/", views.keys, name="keys"),
    path("keys/new/", views.make_key, name="make_key"),
    path("keys/<uuid:key>/revoke/", views.revoke_key, name="revoke_key"),
    path("v1/openapi.json", views.openapi, name="openapi"),
    path("v1/", (patterns, "ninja", "api_v1")),
    re_path(r"^v1/", nowhere),
]
