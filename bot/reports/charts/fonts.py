"""The font that pictures are drawn with: one that has the characters, brought by a package or installed."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from matplotlib.font_manager import FontProperties, fontManager

from bot.errors import ReportError

_PACKAGE, _FILE = "notojp_matplotlib", "fonts/NotoSansCJKjp-Regular.otf"
# Families with Simplified Chinese that systems bring, the free ones first.
_FAMILIES = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "WenQuanYi Zen Hei",
    "WenQuanYi Micro Hei",
    "PingFang SC",
    "Microsoft YaHei",
    "SimHei",
    "Noto Sans CJK JP",
)


def find_font() -> FontProperties:
    """A font with Chinese characters. Raises ReportError where there is none: a picture of boxes helps nobody."""
    path = _packaged() or _installed()
    if path is None:
        raise ReportError("这台机器没有中文字体，画不出图：请重新安装 requirements.txt，或装上思源黑体")
    return FontProperties(fname=path)


def _packaged() -> Path | None:
    """The font of the package, found without running the package (which would change matplotlib's settings)."""
    spec = find_spec(_PACKAGE)
    path = Path(spec.origin).parent / _FILE if spec and spec.origin else None
    return path if path and path.exists() else None


def _installed() -> Path | None:
    known = {entry.name: Path(entry.fname) for entry in fontManager.ttflist}
    return next((known[name] for name in _FAMILIES if name in known), None)
