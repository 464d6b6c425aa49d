"""MAKE: papers from the facts of a visit; drawing, issuing and printing them, without Qt."""
