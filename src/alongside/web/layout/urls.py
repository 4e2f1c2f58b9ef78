from django.urls import path

from alongside.web.layout import views

app_name = "layout"

urlpatterns = [
    path("styles/", views.styles, name="styles"),
    path("site.webmanifest", views.manifest, name="manifest"),
]
