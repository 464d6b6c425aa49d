"""Plain facts of a message, a bundle or a day list."""
