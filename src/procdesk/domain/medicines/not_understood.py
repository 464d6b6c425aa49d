"""NotUnderstood: words of a day or a time that are asked again."""


class NotUnderstood(ValueError):
    """The words tell no day, or more than is understood; the message says how to write it."""

    def __init__(self, why: str = "") -> None:
        super().__init__(why or "Write it as “Sunday evening”, “yesterday 8 pm” or “40 hours ago”.")
