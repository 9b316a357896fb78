"""Chat services behind one port (`base`). A new one is a file of this package and its line in CHANNELS."""

from __future__ import annotations

from importlib import import_module
from typing import Any

CHANNELS = {
    "telegram": "bot.channels.telegram:Telegram",
    "console": "bot.channels.console:Console",
}


def channel_class(name: str) -> Any:
    """The class of a channel by its name, imported only now: a command that talks to nobody loads no chat library.
    Raises KeyError for a name that is not in CHANNELS."""
    module, _, cls = CHANNELS[name].partition(":")
    return getattr(import_module(module), cls)
