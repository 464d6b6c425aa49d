"""DO: one Qt-free file per stage; the only caller of the journal's append."""
