"""What an installation may set in config/settings.toml. Every key has a default, so an empty home works."""

from __future__ import annotations

from datetime import time
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import Field

from bot.model import Stated

ZONE = ZoneInfo("Asia/Shanghai")
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class Zone(Stated):
    """[zone] who this is for: `name` as messages and reports call it, `office` the supervision office."""

    name: str = "开发区"
    office: str = "督查室"


class Schedule(Stated):
    """[schedule] when what is said, in Asia/Shanghai. `rungs`: working days before a milestone on which to remind."""

    day_starts: time = time(8, 30)
    day_ends: time = time(18, 0)
    bundle_at: time = time(9, 0)
    checkin_day: Weekday = "thursday"
    checkin_at: time = time(9, 0)
    nudge_at: time = time(9, 0)
    cutoff_day: Weekday = "friday"
    cutoff_at: time = time(15, 0)
    rungs: tuple[Annotated[int, Field(ge=0, le=250)], ...] = (15, 7, 3, 1, 0)
    urgent: tuple[str, ...] = ("summary",)


class Telegram(Stated):
    """[telegram] `base_url` of the Bot API server (with or without /bot; empty: Telegram's own), `proxy` as a URL."""

    base_url: str = ""
    proxy: str = ""


class Settings(Stated):
    """config/settings.toml as a whole."""

    zone: Zone = Zone()
    schedule: Schedule = Schedule()
    telegram: Telegram = Telegram()
