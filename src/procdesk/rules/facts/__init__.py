"""Facts that several families of rules look at."""
