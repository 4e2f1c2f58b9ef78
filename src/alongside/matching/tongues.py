"""Languages by their English name, their own name and their ISO 639-1 code."""
# ruff: noqa: E501 - some scripts look wider than they are

from __future__ import annotations

from difflib import get_close_matches

_LANGUAGES = """
en English English|ar Arabic العربية|bg Bulgarian Български|bn Bengali বাংলা|bs Bosnian Bosanski|ca Catalan Català
cs Czech Čeština|cy Welsh Cymraeg|da Danish Dansk|de German Deutsch|el Greek Ελληνικά|es Spanish Español|et Estonian Eesti
eu Basque Euskara|fa Persian فارسی|fi Finnish Suomi|fr French Français|ga Irish Gaeilge|gl Galician Galego
gu Gujarati ગુજરાતી|he Hebrew עברית|hi Hindi हिन्दी|hr Croatian Hrvatski|hu Hungarian Magyar|hy Armenian Հայերեն
id Indonesian Indonesia|is Icelandic Íslenska|it Italian Italiano|ja Japanese 日本語|ka Georgian ქართული|km Khmer ខ្មែរ
ko Korean 한국어|lt Lithuanian Lietuvių|lv Latvian Latviešu|mk Macedonian Македонски|ml Malayalam മലയാളം|mr Marathi मराठी
ms Malay Melayu|mt Maltese Malti|my Burmese မြန်မာ|ne Nepali नेपाली|nl Dutch Nederlands|no Norwegian Norsk|pa Punjabi ਪੰਜਾਬੀ
pl Polish Polski|ps Pashto پښتو|pt Portuguese Português|ro Romanian Română|ru Russian Русский|si Sinhala සිංහල
sk Slovak Slovenčina|sl Slovenian Slovenščina|so Somali Soomaali|sq Albanian Shqip|sr Serbian Српски|sv Swedish Svenska
sw Swahili Kiswahili|ta Tamil தமிழ்|te Telugu తెలుగు|th Thai ไทย|tl Tagalog Filipino|tr Turkish Türkçe|uk Ukrainian Українська
ur Urdu اردو|uz Uzbek Oʻzbekcha|vi Vietnamese Tiếng_Việt|xh Xhosa isiXhosa|yo Yoruba Yorùbá|zh Chinese 中文|zu Zulu isiZulu
am Amharic አማርኛ|ha Hausa Hausa|ig Igbo Igbo|kk Kazakh Қазақ|ku Kurdish Kurdî|rw Kinyarwanda Ikinyarwanda|ti Tigrinya ትግርኛ
"""

_BY_NAME: dict[str, str] = {"mandarin": "Chinese", "farsi": "Persian", "bahasa": "Indonesian", "flemish": "Dutch"}
for _entry in _LANGUAGES.replace("\n", "|").split("|"):
    if _entry:
        _code, _name, _own = _entry.split()
        for _word in (_code, _name, _own.replace("_", " ")):
            _BY_NAME.setdefault(_word.casefold(), _name)


def language(word: str) -> str | None:
    """The English name of a language given by any of its names; None if it is not known.

    >>> language("deutsch"), language("fr"), language("Klingon")
    ('German', 'French', None)
    """
    return _BY_NAME.get(word.strip().casefold())


def nearest(word: str) -> str | None:
    """A language that may have been meant."""
    close = get_close_matches(word.strip().casefold(), _BY_NAME, n=1)
    return _BY_NAME[close[0]] if close else None
