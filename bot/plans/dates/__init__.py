"""By when: which dates bound planned work, and which of them bounds a figure."""
