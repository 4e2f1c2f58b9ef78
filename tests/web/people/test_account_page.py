"""The page from which one finds all that belongs to the account."""

import re

from django.urls import reverse


def test_it_begins_with_who_one_is_and_names_ones_clock(client, cast):
    cast.ben.time_zone = "Asia/Tokyo"
    cast.ben.save()
    client.force_login(cast.ben)

    page = client.get(reverse("people:settings")).content.decode()

    assert re.findall(r"<h2>(.+?)</h2>", page) == [
        "You", "Signing in", "Your calendar", "Your own tools", "What we keep of you",
    ]  # fmt: skip
    assert "told hours: Asia/Tokyo." in page


def test_each_entry_says_what_it_is_for(client, cast):
    client.force_login(cast.ben)

    page = client.get(reverse("people:settings")).content.decode()
    entries = page[page.index("<main") :].split('<li class="row">')[1:]

    assert len(entries) > 8
    assert all('<p class="note">' in entry for entry in entries)


def test_the_page_of_addresses_names_everybody_who_may_come_to_know_one(client, cast):
    client.force_login(cast.ben)

    page = " ".join(client.get(reverse("account_email")).content.decode().split())

    assert "No profile or list of your programmes shows it. The owner of the site sees it;" in page
    assert "a coordinator knows it if they invited you by it, and" in page
    assert "the safeguarding person reads it with a concern of yours that names no other way" in page
