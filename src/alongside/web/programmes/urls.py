from django.urls import path

from alongside.web.programmes import questions, views

app_name = "programmes"

urlpatterns = [
    path("", views.list_, name="list"),
    path("new/", views.new, name="new"),
    path("<int:pk>/", views.programme, name="programme"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/join/", views.join, name="join"),
    path("<int:pk>/mentors/", views.mentors, name="mentors"),
    path("mentors/<int:pk>/", views.mentor, name="mentor"),
    path("<int:pk>/coordinators/", views.coordinators, name="coordinators"),
    path("<int:pk>/members/", views.members, name="members"),
    path("<int:pk>/invite/", views.invite, name="invite"),
    path("<int:pk>/invitations/withdraw/", views.withdraw_invitation, name="withdraw_invitation"),
    path("<int:pk>/invitations/again/", views.send_invitation_again, name="send_invitation_again"),
    path("<int:pk>/members/remove/", views.remove, name="remove"),
    path("<int:pk>/leave/", views.leave, name="leave"),
    path("memberships/<int:pk>/", views.membership, name="membership"),
    path("invitations/<str:token>/", views.accept_invitation, name="accept_invitation"),
    path("<int:pk>/holidays/", views.holidays, name="holidays"),
    path("<int:pk>/holidays/new/", views.write_holiday, name="write_holiday"),
    path("holidays/<int:pk>/", views.holiday, name="holiday"),
    path("holidays/<int:pk>/remove/", views.remove_holiday, name="remove_holiday"),
    path("<int:pk>/questions/", questions.questions, name="questions"),
    path("<int:pk>/questions/new/", questions.write_question, name="write_question"),
    path("questions/<int:pk>/", questions.question, name="question"),
    path("questions/<int:pk>/move/", questions.move_question, name="move_question"),
    path("questions/<int:pk>/retire/", questions.retire_question, name="retire_question"),
    path("questions/<int:pk>/bring-back/", questions.bring_back_question, name="bring_back_question"),
    path("<int:pk>/answers/", questions.answers, name="answers"),
    path("<int:pk>/answers/take-back/", questions.take_answer_back, name="take_answer_back"),
    path("<int:pk>/members/sheet/", questions.roll_sheet, name="roll_sheet"),
]
