from django.urls import path

from alongside.web.requests import views

app_name = "requests"

urlpatterns = [
    path("", views.list_, name="list"),
    path("ask/<int:membership_pk>/", views.ask, name="ask"),
    path("<int:pk>/", views.request, name="request"),
    path("<int:pk>/accept/", views.accept, name="accept"),
    path("<int:pk>/decline/", views.decline, name="decline"),
    path("<int:pk>/ask-more/", views.ask_more, name="ask_more"),
    path("<int:pk>/answer/", views.answer_more, name="answer_more"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
]
