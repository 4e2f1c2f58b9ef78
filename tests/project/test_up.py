def test_the_site_says_that_it_is_up(client, db):
    assert client.get("/up/").content == b"up\n"
