"""What people are called: a name as it is said, from one as a list has it."""

# Behind a comma these are no first names.
_TITLES = {"bsc", "cpa", "dr", "esq", "ii", "iii", "iv", "jr", "junior", "ma", "mba", "md", "msc", "phd", "prof", "sr"}


def as_said(name: str) -> str:
    """The name in the order in which it is said.

    Lists that are sorted put the family name first, and it would be all that anybody is greeted by:

    >>> as_said("Müller, Jürgen")
    'Jürgen Müller'
    >>> as_said("Anna Berg, Finance"), as_said("Sato, PhD")
    ('Anna Berg, Finance', 'Sato, PhD')

    Only one word, or one behind small ones such as "van der", is surely a family name before a comma; anything else
    stays as it is written.
    """
    family, comma, first = (part.strip() for part in name.partition(","))
    *before, last = family.split() or [""]
    surely = last and not any(word[0].isupper() for word in before)
    if not (comma and first and surely) or "," in first:
        return name
    if {word.replace(".", "").casefold() for word in first.split()} & _TITLES:
        return name
    return f"{first} {family}"
