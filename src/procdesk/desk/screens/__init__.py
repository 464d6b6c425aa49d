"""Screens, one file per stage, with the names of workflow/."""
