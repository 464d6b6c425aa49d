"""Errors of a store, each in one sentence: what happened, what is safe, what to do."""


class StoreProblem(Exception):
    """The store cannot be used as asked; the text is fit for people and names no patient."""


class NotSaved(StoreProblem):
    """Nothing was recorded; what was typed is still in the form."""


class SavedButHeadFailed(StoreProblem):
    """The entries are recorded, but the head file that guards the end of the journal is not."""


class JournalMoved(Exception):
    """Somebody else recorded something since this desk last looked: fold and judge again."""


WRONG_KEY = (
    "This key does not open the store, or the file is damaged at its start. Nothing was changed. "
    "Check user name and password; if they are right, keep the data folder as it is and record on "
    "paper: procdesk keeps no second copy of it."
)
DAMAGED = (
    "The store file is damaged. What can still be read is safe to read. Do not record in it: "
    "record on paper, keep the data folder as it is, and let `procdesk journal verify` say what "
    "is damaged. procdesk keeps no second copy of it."
)


def in_words(error: BaseException) -> str:
    """A database error as a sentence, without any value that it may carry."""
    text = str(getattr(error, "orig", error)).lower()
    for sign, words in _SIGNS:
        if sign in text:
            return words
    return f"The store refused the entry ({type(error).__name__}). It is not saved."


_SIGNS = (
    (
        "full",
        "The disk is full, so this is not saved. Free some space, then try again; "
        "what you typed is still in the form.",
    ),
    (
        "readonly",
        "The store file is read-only, so this is not saved. Ask for write access to the "
        "data folder; what you typed is still in the form.",
    ),
    (
        "read-only",
        "The disk is read-only, so this is not saved. Ask for write access to the data "
        "folder; what you typed is still in the form.",
    ),
    (
        "disk i/o",
        "The disk reported an error, so this is not saved. Print the page, then have the "
        "disk checked; what you typed is still in the form.",
    ),
    (
        "locked",
        "Another program holds the store, so this is not saved. Try again in a moment; "
        "what you typed is still in the form.",
    ),
    ("malformed", DAMAGED),
    ("not a database", WRONG_KEY),
    (
        "unable to open",
        "The store file cannot be opened. Check that the data folder is there and may be written.",
    ),
)
