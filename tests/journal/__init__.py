"""The tables of docs/journal.md, and what is held against them: examples, folds, old stores."""
