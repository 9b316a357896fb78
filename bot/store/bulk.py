"""Reading very many values at once."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def many_values() -> Iterator[None]:
    """Holds back the hunt for garbage, which Python begins again and again while a hundred thousand values are made,
    and which takes as long as making them. Does nothing inside another one."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
