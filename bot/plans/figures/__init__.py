"""How much: which numbers are figures that can be checked later."""
