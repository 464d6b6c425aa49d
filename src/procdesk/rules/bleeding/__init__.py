"""Blood thinners: recognised, counted from the last dose, started again."""
