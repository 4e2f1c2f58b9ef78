from django.urls import path

from alongside.web.reports import views

app_name = "reports"

urlpatterns = [
    path("<int:pk>/", views.report, name="report"),
    path("<int:pk>/numbers/", views.numbers, name="numbers"),
    path("<int:pk>/last-time/", views.last_time, name="last_time"),
    path("<int:pk>/last-time/numbers/", views.last_time_numbers, name="last_time_numbers"),
]
