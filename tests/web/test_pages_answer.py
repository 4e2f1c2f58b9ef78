def test_the_front_page_answers_a_visitor(client, db):
    assert client.get("/").status_code == 200


def test_the_pair_and_the_coordinator_see_the_mentorship_and_a_stranger_does_not(client, cast):
    page = cast.mentorship.get_absolute_url()

    for person, status in ((cast.amara, 200), (cast.ben, 200), (cast.chidi, 200), (cast.dana, 404)):
        client.force_login(person)
        assert client.get(page).status_code == status
