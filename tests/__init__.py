"""What the program promises. No test is timed: how fast it is stands in `tests/bench`."""

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
