"""The commands on plan files: `read` shows what was understood, `import` makes tasks of it."""

from bot.commands.importing import import_plans
from bot.commands.read import read_plans

__all__ = ["import_plans", "read_plans"]
