from django.urls import path

from alongside.web.notices import views

app_name = "notices"

urlpatterns = [path("", views.list_, name="list")]
