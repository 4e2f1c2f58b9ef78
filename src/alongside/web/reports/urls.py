from django.urls import path

from alongside.web.reports import views

app_name = "reports"

urlpatterns = [
    path("<int:pk>/", views.report, name="report"),
    path("<int:pk>/numbers/", views.numbers, name="numbers"),
]
