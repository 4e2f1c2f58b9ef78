"""Ways to talk, as people write them in a sheet."""

# What people write, and the field of a profile it stands for.
WAYS = {
    "by_video": ("video", "video call", "zoom", "teams", "online", "meet", "skype", "virtual"),
    "by_phone": ("phone", "call", "telephone", "phone call"),
    "in_person": ("in person", "in-person", "face to face", "face-to-face", "on site", "onsite", "coffee"),
    "by_email": ("email", "e-mail", "mail", "chat", "text"),
}


def channel_of(word: str) -> str | None:
    plain = " ".join(word.casefold().split())
    return next((field for field, words in WAYS.items() if plain in words), None)
