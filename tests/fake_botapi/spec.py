"""Checks requests, and what the server itself sends, against the Bot API's machine-readable specification."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tests.fake_botapi.http import Form, Upload

SCALARS = {
    "Integer": lambda v: isinstance(v, int) and not isinstance(v, bool),
    "Float": lambda v: isinstance(v, int | float) and not isinstance(v, bool),
    "String": lambda v: isinstance(v, str),
    "Boolean": lambda v: isinstance(v, bool),
    "True": lambda v: v is True,
    "InputFile": lambda v: isinstance(v, Upload),
}


class Spec:
    """The specification: methods by their lower-case name, types by name."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.methods = {name.lower(): method for name, method in document["methods"].items()}
        self.types = document["types"]

    def of_request(self, method: str, form: Form) -> list[str]:
        """What is wrong with a request; parameters come as texts, as they stand in a form."""
        known = self.methods.get(method.lower())
        if known is None:
            return [f"{method}: no such method"]
        return self._of_fields(method, known.get("fields", []), {k: _value(v) for k, v in form.items()}, form)

    def of_value(self, kind: str, value: Any, where: str) -> list[str]:
        """What keeps a JSON value from being of this type."""
        if kind.startswith("Array of "):
            if not isinstance(value, list):
                return [f"{where}: not an array"]
            inner = kind.removeprefix("Array of ")
            return [wrong for i, one in enumerate(value) for wrong in self.of_value(inner, one, f"{where}[{i}]")]
        if kind in SCALARS:
            return [] if SCALARS[kind](value) else [f"{where}: {value!r} is no {kind}"]
        described = self.types[kind]
        if "subtypes" in described:
            return self._of_any(described["subtypes"], value, where)
        if not isinstance(value, dict):
            return [f"{where}: {value!r} is no {kind}"]
        return self._of_fields(where, described.get("fields", []), value, {})

    def _of_fields(self, where: str, fields: list[Any], values: Mapping[str, Any], texts: Form) -> list[str]:
        by_name = {field["name"]: field for field in fields}
        wrong = [f"{where}: unknown {name!r}" for name in values if name not in by_name]
        wrong += [f"{where}: {f['name']!r} is missing" for f in fields if f["required"] and f["name"] not in values]
        for name in values.keys() & by_name.keys():
            kinds = by_name[name]["types"]
            if isinstance(texts.get(name), str) and "String" in kinds:
                continue
            wrong += self._of_any(kinds, values[name], f"{where}.{name}")
        return wrong

    def _of_any(self, kinds: list[str], value: Any, where: str) -> list[str]:
        tried = [self.of_value(kind, value, where) for kind in kinds]
        return [] if [] in tried else min(tried, key=len)


@cache
def spec_from_environment() -> Spec | None:
    """The specification that DUBAN_BOTAPI_SPEC names, or None where it is not set."""
    path = os.environ.get("DUBAN_BOTAPI_SPEC")
    return Spec(json.loads(Path(path).read_text(encoding="utf-8"))) if path else None


def _value(text: str | Upload) -> Any:
    if isinstance(text, Upload):
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text
