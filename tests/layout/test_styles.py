def test_whoever_builds_pages_sees_every_component(client, db, settings):
    settings.DEBUG = True

    assert client.get("/styles/").status_code == 200


def test_the_page_of_components_is_not_there_on_a_real_site(client, db):
    assert client.get("/styles/").status_code == 404


def test_a_phone_can_keep_the_site_beside_its_apps(client, settings):
    settings.SITE_NAME = "Mentors of the North"

    answer = client.get("/site.webmanifest")

    assert answer.headers["Content-Type"] == "application/manifest+json"
    assert answer.json()["name"] == "Mentors of the North"
    assert answer.json()["icons"][0]["src"].endswith(".svg")
