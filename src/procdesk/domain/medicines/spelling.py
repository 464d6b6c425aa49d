"""Spelling: a text in the plain forms in which names are compared."""

import unicodedata


def plain(text: str) -> str:
    """Lower case, full-width letters folded, signs and odd spaces as one space."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in folded).split())


def bare(text: str) -> str:
    """Plain form without the accents, which people leave out."""
    if text.isascii():
        return plain(text)
    parts = unicodedata.normalize("NFD", plain(text))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))
