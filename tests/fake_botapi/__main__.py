"""`python -m tests.fake_botapi --port 8081`: a server to try a home out by hand.

Standard input is what people do, a line each: `张三: 1 已完成` says it, `张三: [签收]` presses a button. What the bot
says appears as `> …`. For the bot: TELEGRAM_BOT_TOKEN as printed, and `[telegram] base_url` the address.
"""

from __future__ import annotations

import argparse
import asyncio
import sys

from tests.fake_botapi.server import FakeBotApi


async def serve(port: int, enforce: bool) -> None:
    """Serves until standard input ends."""
    async with FakeBotApi(port=port, enforce=enforce) as server:
        print(f"TELEGRAM_BOT_TOKEN={server.token}\nbase_url = {server.url!r}", flush=True)
        showing = asyncio.create_task(_show(server))
        while line := await asyncio.to_thread(sys.stdin.readline):
            _act(server, line.strip())
        showing.cancel()


def _act(server: FakeBotApi, line: str) -> None:
    name, _, said = line.partition(":")
    said = said.strip()
    try:
        if said.startswith("[") and said.endswith("]"):
            server.taps(name, said[1:-1])
        elif said:
            server.says(name, said)
    except StopIteration:
        print(f"? {name} 没有这个按钮：{said}", flush=True)


async def _show(server: FakeBotApi) -> None:
    shown: dict[int, int] = {}
    while True:
        for chat in list(server.world.chats.values()):
            for line in chat.lines[shown.get(chat.id, 0) :]:
                print(f"{chat.title:　<4} {line}", flush=True)
            shown[chat.id] = len(chat.lines)
        await asyncio.sleep(0.1)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--port", type=int, default=8081)
    arguments.add_argument("--enforce", action="store_true", help="limit rates as Telegram does")
    chosen = arguments.parse_args()
    asyncio.run(serve(chosen.port, chosen.enforce))
