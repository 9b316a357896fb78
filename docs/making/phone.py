"""A conversation as it looks on a phone, as a picture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from PIL import Image, ImageDraw, ImageFont

from bot.channels.markup import Run, read_markup
from bot.record.events import Message
from bot.reports.charts.fonts import find_font

WIDTH, EDGE, PAD, SIZE, LINE = 720, 24, 22, 27, 42
BUBBLE = 590
BACK, BOT, ME, KEY, INK = "#dfe6ea", "#ffffff", "#d5f2c4", "#eef3f6", "#1c1c1c"
HANGING = "，。；：、？！）」”》"
"""What may stand beyond the edge rather than begin a line."""
DOTS = {"🔴": "#d63b3b", "🟡": "#e8b200", "🟢": "#2f9e4f", "🔵": "#2f6fd0", "⚪": "#b5b5b5"}


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character: bold or not, quoted or not."""

    char: str
    bold: bool = False
    quoted: bool = False


@dataclass
class Phone:
    """Draws from top to bottom; `picture` is what there is so far."""

    font: ImageFont.FreeTypeFont = field(default_factory=lambda: ImageFont.truetype(str(find_font().get_file()), SIZE))
    image: Image.Image = field(default_factory=lambda: Image.new("RGB", (WIDTH, 6000), BACK))
    at: int = EDGE

    def bot(self, message: Message) -> None:
        """What the bot says, with its buttons."""
        self._bubble(list(_glyphs(read_markup(message.text))), EDGE, BOT)
        for row in message.rows:
            self._keys([button.label for button in row])
        self.at += EDGE

    def me(self, text: str) -> None:
        """What somebody types."""
        glyphs = [Glyph(char) for char in text]
        width = max(sum(map(self._width, line)) for line in self._lines(glyphs))
        self._bubble(glyphs, WIDTH - EDGE - 2 * PAD - width, ME)
        self.at += EDGE

    @property
    def picture(self) -> Image.Image:
        return self.image.crop((0, 0, WIDTH, self.at)).quantize(128)

    def _bubble(self, glyphs: list[Glyph], left: int, colour: str) -> None:
        draw, lines = ImageDraw.Draw(self.image), self._lines(glyphs)
        width = max(sum(map(self._width, line)) for line in lines) + 2 * PAD
        draw.rounded_rectangle((left, self.at, left + width, self.at + len(lines) * LINE + 2 * PAD), 18, colour)
        for n, line in enumerate(lines):
            self._line(draw, line, left + PAD, self.at + PAD + n * LINE)
        self.at += len(lines) * LINE + 2 * PAD + 8

    def _line(self, draw: ImageDraw.ImageDraw, line: list[Glyph], x: int, y: int) -> None:
        if line and line[0].quoted:
            draw.rectangle((x - 12, y, x - 8, y + LINE - 6), "#2f6fd0")
        for glyph in line:
            if glyph.char in DOTS:
                draw.ellipse((x + 2, y + 9, x + 22, y + 29), DOTS[glyph.char])
            else:
                draw.text((x, y), glyph.char, INK, self.font, stroke_width=int(glyph.bold), stroke_fill=INK)
            x += self._width(glyph)

    def _keys(self, labels: list[str]) -> None:
        draw, gap = ImageDraw.Draw(self.image), 8
        width = (BUBBLE + 2 * PAD - gap * (len(labels) - 1)) // len(labels)
        for n, label in enumerate(labels):
            left = EDGE + n * (width + gap)
            draw.rounded_rectangle((left, self.at, left + width, self.at + 56), 12, KEY)
            long = self.font.getlength(label)
            draw.text((left + (width - long) / 2, self.at + 8), label, "#2f6fd0", self.font)
        self.at += 64

    def _lines(self, glyphs: list[Glyph]) -> list[list[Glyph]]:
        lines: list[list[Glyph]] = [[]]
        for glyph in glyphs:
            if glyph.char == "\n":
                lines.append([])
                continue
            full = sum(map(self._width, lines[-1])) + self._width(glyph) > BUBBLE
            if full and glyph.char not in HANGING:
                lines.append([])
            lines[-1].append(glyph)
        return lines

    def _width(self, glyph: Glyph) -> int:
        return 28 if glyph.char in DOTS else round(self.font.getlength(glyph.char))


def _glyphs(runs: tuple[Run, ...]) -> Iterator[Glyph]:
    for run in runs:
        tags = {name for name, _ in run.tags}
        for char in run.text:
            yield Glyph(char, bold="b" in tags, quoted="blockquote" in tags)
