from django.http import HttpResponse
from django.urls import path

app_name = "rounds"
urlpatterns = [
    path("<int:pk>/", lambda r, pk: HttpResponse(), name="round"),
    path("pairings/<int:pk>/", lambda r, pk: HttpResponse(), name="pairing"),
]
