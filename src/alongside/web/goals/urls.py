from django.urls import path

from alongside.web.goals import views

app_name = "goals"

urlpatterns = [
    path("of/<int:mentorship_pk>/", views.of_mentorship, name="list"),
    path("of/<int:mentorship_pk>/new/", views.set_goal, name="set"),
    path("of/<int:mentorship_pk>/new/hint/", views.hint, name="hint"),
    path("of/<int:mentorship_pk>/starters/", views.starters, name="starters"),
    path("of/<int:mentorship_pk>/look-again/", views.look_again, name="look_again"),
    path("<int:pk>/", views.goal, name="goal"),
    path("<int:pk>/change/", views.revise, name="revise"),
    path("<int:pk>/agree/", views.assent, name="assent"),
    path("<int:pk>/progress/", views.progress, name="progress"),
    path("progress/<int:pk>/take-back/", views.take_mark_back, name="take_mark_back"),
    path("<int:pk>/review/", views.review, name="review"),
    path("<int:pk>/close/", views.close, name="close"),
    path("<int:pk>/reopen/", views.reopen, name="reopen"),
]
