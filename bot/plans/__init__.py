"""A published plan's text to a `Plan`: items, deadlines, targets, cadences and owners, each with its words."""

from bot.plans.parse import parse_plan, plan_json
from bot.plans.years import find_year

__all__ = ["find_year", "parse_plan", "plan_json"]
