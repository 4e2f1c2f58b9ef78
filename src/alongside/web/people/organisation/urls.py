from django.urls import path

from alongside.web.people.organisation import views

app_name = "organisation"

urlpatterns = [
    path("", views.go, name="go"),
    # The address that the provider has on its list (docs/host/sign-in.md).
    path("back/", views.back, name="back"),
]
