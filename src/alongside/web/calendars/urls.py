from django.urls import path

from alongside.web.calendars import views

app_name = "calendars"

urlpatterns = [
    path("busy-times/", views.busy_times, name="busy_times"),
    path("busy-times/look-again/", views.look_again, name="look_again"),
    path("busy-times/turn-off/", views.turn_off, name="turn_off"),
]
