"""Where the pages of a round are, and what they say."""

from django.urls import reverse


def at(where, cast, **query):
    return reverse(f"rounds:{where}", args=[cast.round.pk]) + (
        "?" + "&".join(f"{key}={value}" for key, value in query.items()) if query else ""
    )


def pair(cast, mentor_):
    return {"by": cast.chidi, "mentee": cast.lena, "mentor": mentor_}


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def of(cast, person):
    return cast.round.current_run.pairings.get(mentee=person)
