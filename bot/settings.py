"""What an installation may set in config/settings.toml. Every key has a default, so an empty home works."""

from __future__ import annotations

import re
from datetime import time
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from bot.model import Day, Rungs, Stated

ZONE = ZoneInfo("Asia/Shanghai")
YEARS = range(1990, 2100)
"""The years that plans, commands and notices of days off may speak of; any other is a slip."""
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_HOUR = re.compile(r"[0-9]{1,2}:[0-9]{2}")


def _written_as_an_hour(value: object) -> object:
    """pydantic would take the number 9 for nine seconds past midnight."""
    if isinstance(value, time):
        return value
    if isinstance(value, str) and _HOUR.fullmatch(value):
        return value.zfill(5)
    raise PydanticCustomError("not_an_hour", "an hour is written as 09:00")


Hour = Annotated[time, BeforeValidator(_written_as_an_hour)]


class Zone(Stated):
    """[zone] who this is for: `name` as messages and reports call it, `office` the supervision office."""

    name: str = "开发区"
    office: str = "督查室"


class Schedule(Stated):
    """[schedule] when what is said, in Asia/Shanghai. `rungs`: working days before a milestone on which to remind
    (a task may have its own);
    `chases`: those after it on which to chase; `turn_days`: those before the end of a recurring work's turn;
    `week_most`: messages a person and week, urgent ones apart; `whistle_days`: working days that departments have to
    clear an obstacle; `rest_days`: days on which this unit rests beside those of the State Council's notices."""

    day_starts: Hour = time(8, 30)
    day_ends: Hour = time(18, 0)
    bundle_at: Hour = time(9, 0)
    checkin_day: Weekday = "thursday"
    checkin_at: Hour = time(9, 0)
    nudge_at: Hour = time(9, 0)
    cutoff_day: Weekday = "friday"
    cutoff_at: Hour = time(15, 0)
    rungs: Rungs = (15, 7, 3, 1, 0)
    chases: tuple[Annotated[int, Field(ge=1, le=250)], ...] = (1, 3)
    turn_days: Annotated[int, Field(ge=0, le=60)] = 3
    week_most: Annotated[int, Field(ge=1, le=50)] = 5
    whistle_days: Annotated[int, Field(ge=1, le=60)] = 5
    urgent: tuple[str, ...] = ("summary",)
    rest_days: tuple[Day, ...] = ()

    @model_validator(mode="after")
    def _has_hours(self) -> Self:
        if self.day_starts >= self.day_ends:
            raise ValueError("day_starts 要早于 day_ends，否则一天里没有可以发消息的时间")
        return self


Prepared = Literal["weekly", "monthly", "quarterly", "review"]
"""What is prepared for a mechanism of the plans: whom the check-in asks, the bulletin's draft, the appraisal, the
projects worth a visit."""


class Rhythm(Stated):
    """[[rhythm]] a mechanism of the plans (周调度, 月通报, 季考核, 季观摩) that the whole zone keeps: `what` as it is
    called, `report` what is prepared for it; it is held on the `workday`-th working day after each month or quarter, a
    weekly one when [schedule] says."""

    what: Annotated[str, Field(min_length=1, pattern="^[^/]*$")]
    report: Prepared
    workday: Annotated[int, Field(ge=1, le=40)] = 5

    @model_validator(mode="after")
    def _has_a_day_of_its_own(self) -> Self:
        if self.report == "weekly" and "workday" in self.model_fields_set:
            raise ValueError("周调度在星期几进行写在 [schedule] 的 checkin_day 里，这里不写 workday")
        return self


class Lights(Stated):
    """[lights] the rule of the lights. `near_days`: yellow that many working days before a date; `slack`: percentage
    points that a task may be behind its pace; `silent_weeks`: weeks without a report after which it turns yellow."""

    near_days: Annotated[int, Field(ge=0, le=60)] = 3
    slack: Annotated[float, Field(ge=0, le=100)] = 10
    silent_weeks: Annotated[int, Field(ge=1, le=52)] = 2


class Telegram(Stated):
    """[telegram] `base_url` of the Bot API server (with or without /bot; empty: Telegram's own), `proxy` as a URL.
    `webhook_url`: where Telegram posts updates to (empty: they are asked for); `webhook_listen`: the host and port on
    which we take them."""

    base_url: str = ""
    proxy: str = ""
    webhook_url: str = ""
    webhook_listen: str = "127.0.0.1:8090"

    @field_validator("webhook_url")
    @classmethod
    def _is_https(cls, url: str) -> str:
        if url and not url.startswith("https://"):
            raise ValueError("webhook_url 要以 https:// 开头，Telegram 只往这样的地址送消息")
        return url

    @field_validator("webhook_listen")
    @classmethod
    def _is_host_and_port(cls, address: str) -> str:
        host, _, port = address.rpartition(":")
        if not host or not port.isdecimal() or not 1 <= int(port) <= 65535:
            raise ValueError('webhook_listen 要写成地址和端口，例如 "127.0.0.1:8090"')
        return address


class Bulletin(Stated):
    """[bulletin] the page of bulletins. `head`: serial (简报式) or red (红头式); `name`: of the serial; `organ` and
    `mark`: the issuing organ and the code of its document numbers (督发〔2024〕3号), for the red head; `line`: points
    a line; `copies`: to whom it is sent."""

    head: Literal["serial", "red"] = "serial"
    name: str = "督查通报"
    organ: str = ""
    mark: str = "督发"
    line: Annotated[float, Field(ge=26, le=32)] = 28.95
    copies: tuple[str, ...] = ()


class Settings(Stated):
    """config/settings.toml as a whole."""

    zone: Zone = Zone()
    schedule: Schedule = Schedule()
    lights: Lights = Lights()
    telegram: Telegram = Telegram()
    bulletin: Bulletin = Bulletin()
    rhythm: tuple[Rhythm, ...] = ()

    @model_validator(mode="after")
    def _has_each_rhythm_once(self) -> Self:
        if len({rhythm.what for rhythm in self.rhythm}) < len(self.rhythm):
            raise ValueError("有两个 [[rhythm]] 同名，请改名或删去一个")
        return self
