"""A strict Telegram Bot API server on loopback, for tests and for trying a home out without Telegram.

    async with FakeBotApi() as server:              # server.url and server.token go to the bot
        server.says("张三", "/start 4711")
        await server.until(lambda: server.chat("张三").posts)
        server.taps("张三", "签收")

It confirms updates, counts lengths, reads HTML and limits rates as Telegram's own does, and where the environment's
DUBAN_BOTAPI_SPEC names the machine-readable specification it checks every request against it: what deviates is refused
and kept in `server.deviations`. `python -m tests.fake_botapi --port 8081` serves until it is stopped.
"""

from tests.fake_botapi.faults import Answer, Fault
from tests.fake_botapi.server import FakeBotApi

__all__ = ["Answer", "FakeBotApi", "Fault"]
