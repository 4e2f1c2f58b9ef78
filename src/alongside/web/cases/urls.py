from django.urls import path

from alongside.web.cases import views

app_name = "cases"

urlpatterns = [
    path("", views.all_cases, name="list"),
    path("<int:pk>/", views.case, name="case"),
    path("<int:pk>/plan/", views.plan, name="plan"),
    path("<int:pk>/reopen/", views.reopen, name="reopen"),
    path("<int:pk>/close/", views.close, name="close"),
]
