"""Reading very many values at once."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def many_values(*, to_stay: bool = False) -> Iterator[None]:
    """Holds back the hunt for garbage, which Python begins again and again while a hundred thousand values are made,
    and which takes as long as making them. Values that are `to_stay` are not looked at by later hunts either. Does
    nothing inside another one."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if to_stay:
                gc.freeze()
            gc.enable()
