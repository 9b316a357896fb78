"""From a plan to the tasks of tasks.json, and a revised plan merged into them."""
