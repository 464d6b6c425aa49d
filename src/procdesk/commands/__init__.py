"""The commands of the command line, one file per noun; part of cli."""
