from django.urls import path

from alongside.web.proposals import views

app_name = "proposals"

urlpatterns = [
    path("", views.list_, name="list"),
    path("<int:pk>/", views.proposal, name="proposal"),
    path("<int:pk>/accept/", views.accept, name="accept"),
    path("<int:pk>/decline/", views.decline, name="decline"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("of-round/<int:round_pk>/", views.of_round, name="of_round"),
    path("of-round/<int:round_pk>/publish/", views.publish, name="publish"),
    path("of-round/<int:round_pk>/wait-list/", views.wait_list, name="wait_list"),
    path("suggested/<int:programme_pk>/", views.suggested, name="suggested"),
    path("by-hand/of-programme/<int:programme_pk>/", views.by_hand, name="by_hand"),
    path("by-hand/<int:membership_pk>/", views.choose, name="choose"),
    path("by-hand/<int:membership_pk>/<int:other_pk>/", views.propose, name="propose"),
]
