"""Text as people search for it: without accents, without capitals, the same on both databases."""

import unicodedata
from typing import Any

from django.db.backends.signals import connection_created
from django.db.models import Func, TextField

# Letters that Unicode does not take apart, but people type as one plain letter.
WHOLE = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ß": "s", "æ": "a", "œ": "o", "þ": "t"}


def plain(letter: str) -> str:
    """One letter without its accent and in lower case; the letter itself where that would not be one letter."""
    lower = letter.lower()
    base = unicodedata.normalize("NFKD", lower)[:1]
    bare = WHOLE.get(lower) or (base if base.isalnum() else lower)
    return bare if len(bare) == 1 else letter


# Latin with its supplements, Greek and Cyrillic. One letter to one letter, so that PostgreSQL's translate() can do it
# without an extension and whatever the collation of the database.
LETTERS = [
    chr(code) for start, end in ((0x41, 0x5A), (0xC0, 0x52F), (0x1E00, 0x1FFF)) for code in range(start, end + 1)
]
TABLE = {ord(letter): plain(letter) for letter in LETTERS if letter.isalpha() and plain(letter) != letter}

# For PostgreSQL, which looks a letter up from the front of the table, and through all of it in vain where the letter
# stays as it is: the commonest stand first, as themselves. A search of ten thousand profiles takes a minute otherwise.
USUAL = " etaoinshrdlucmfwygpbvkxqjz.,\n'-0123456789"


def fold(text: str) -> str:
    """ "Élodie Müller" becomes "elodie muller"."""
    return unicodedata.normalize("NFC", text).translate(TABLE)


class Fold(Func):
    """`fold`, done by the database."""

    function = "ALONGSIDE_FOLD"
    arity = 1
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        sql, params = compiler.compile(self.source_expressions[0])
        return f"translate(normalize(coalesce({sql}, '')::text), %s, %s)", (
            *params,
            USUAL + "".join(map(chr, TABLE)),
            USUAL + "".join(TABLE.values()),
        )


def teach_sqlite(sender: object, connection: Any, **kwargs: Any) -> None:
    """SQLite knows capitals of ASCII only, so each connection learns `fold`."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(Fold.function, 1, lambda text: fold(text or ""), deterministic=True)


def connect() -> None:
    connection_created.connect(teach_sqlite, dispatch_uid="people.fold")
