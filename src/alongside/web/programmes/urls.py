from django.urls import path

from alongside.web.programmes.views import holidays, invitations, members, next_cohort, programmes, questions

app_name = "programmes"

urlpatterns = [
    path("", programmes.list_, name="list"),
    path("new/", programmes.new, name="new"),
    path("<int:pk>/", programmes.programme, name="programme"),
    path("<int:pk>/edit/", programmes.edit, name="edit"),
    path("<int:pk>/join/", programmes.join, name="join"),
    path("<int:pk>/mentors/", programmes.mentors, name="mentors"),
    path("mentors/<int:pk>/", programmes.mentor, name="mentor"),
    path("<int:pk>/coordinators/", programmes.coordinators, name="coordinators"),
    path("<int:pk>/members/", members.members, name="members"),
    path("<int:pk>/invite/", invitations.invite, name="invite"),
    path("<int:pk>/invitations/withdraw/", invitations.withdraw_invitation, name="withdraw_invitation"),
    path("<int:pk>/invitations/again/", invitations.send_invitation_again, name="send_invitation_again"),
    path("<int:pk>/members/remove/", members.remove, name="remove"),
    path("<int:pk>/leave/", programmes.leave, name="leave"),
    path("memberships/<int:pk>/", programmes.membership, name="membership"),
    path("invitations/<str:token>/", invitations.accept_invitation, name="accept_invitation"),
    path("<int:pk>/holidays/", holidays.holidays, name="holidays"),
    path("<int:pk>/holidays/new/", holidays.write_holiday, name="write_holiday"),
    path("holidays/<int:pk>/", holidays.holiday, name="holiday"),
    path("holidays/<int:pk>/remove/", holidays.remove_holiday, name="remove_holiday"),
    path("<int:pk>/questions/", questions.questions, name="questions"),
    path("<int:pk>/questions/new/", questions.write_question, name="write_question"),
    path("questions/<int:pk>/", questions.question, name="question"),
    path("questions/<int:pk>/move/", questions.move_question, name="move_question"),
    path("questions/<int:pk>/retire/", questions.retire_question, name="retire_question"),
    path("questions/<int:pk>/bring-back/", questions.bring_back_question, name="bring_back_question"),
    path("<int:pk>/answers/", questions.answers, name="answers"),
    path("<int:pk>/answers/take-back/", questions.take_answer_back, name="take_answer_back"),
    path("<int:pk>/members/sheet/", members.roll_sheet, name="roll_sheet"),
    path("<int:pk>/next/", next_cohort.next_cohort, name="next_cohort"),
    path("<int:pk>/next/begin/", next_cohort.begin_next_cohort, name="begin_next_cohort"),
    path("<int:pk>/next/take-back/", next_cohort.take_back_cohort, name="take_back_cohort"),
    path("memberships/<int:pk>/allow-again/", programmes.allow_again, name="allow_again"),
    path("<int:pk>/last-time/", next_cohort.invite_again, name="invite_again"),
]
