"""A picture of what lists give away: one SVG file that needs nothing else."""

from collections.abc import Iterator, Sequence
from html import escape

from owned_audiences.exposure_terms import (
    ALL_TOPICS,
    HASHED,
    LABELS,
    NONE,
    NOTHING,
    SENTENCE,
    SHUFFLED,
    Exposure,
)

WIDTH, LEFT, RIGHT = 760, 270, 70  # room for labels before the bars, and for numbers after them
STEP, BAR = 26, 16
TOP, PANEL_TOP, PANEL_BOTTOM = 64, 76, 28
BLUE, LIGHT, GRAY, INK = "#5a93bd", "#a8cbe3", "#c4c4c4", "#222222"


def picture_of(rows: Sequence[Exposure]) -> str:
    """Draw the hits of a receiver that knows nothing else, a bar for each list, as SVG.

    A panel per audience, of all its rival topics together; a line stands where chance does.
    """
    drawn = [one for one in rows if one.topic == ALL_TOPICS and one.receiver_knows == NOTHING]
    height, panels = TOP, []
    for audience in dict.fromkeys(one.audience for one in drawn):
        panel = [one for one in drawn if one.audience == audience]
        panels += list(_panel(panel, height))
        height += PANEL_TOP + STEP * (len(panel) - 1) + PANEL_BOTTOM
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
            f'viewBox="0 0 {WIDTH} {height}" font-family="Helvetica, Arial, sans-serif" '
            f'font-size="13" fill="{INK}">',
            f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
            _text(20, 30, "What an upload gives away about something else", 'font-size="18"'),
            _text(20, 52, SENTENCE),
            *panels,
            "</svg>",
            "",
        ]
    )


def _panel(rows: Sequence[Exposure], top: int) -> Iterator[str]:
    chance = next(row for row in rows if row.shape == NONE)
    bars = [row for row in rows if row.shape != NONE]
    scale = (WIDTH - LEFT - RIGHT) / max(row.hits for row in rows)
    yield _text(20, top + 20, f"{chance.audience}, as of {chance.as_of}", 'font-weight="bold"')
    yield _text(
        20,
        top + 40,
        f"{chance.acted:,} of {chance.people:,} did a rival topic for the first time within "
        f"{chance.horizon_days} days; found among the {chance.best_tenth:,} ranked highest:",
    )
    line = LEFT + scale * chance.hits
    bottom = top + PANEL_TOP + STEP * len(bars)
    for number, row in enumerate(bars):
        y = top + PANEL_TOP + STEP * number
        middle = y + BAR - 4
        color = GRAY if row.shape == SHUFFLED else LIGHT if row.shape in HASHED else BLUE
        label = LABELS.get(row.shape, row.shape)
        yield _text(LEFT - 10, middle, label, 'text-anchor="end"')
        yield (
            f'<rect x="{LEFT}" y="{y}" width="{scale * row.hits:.1f}" height="{BAR}" '
            f'fill="{color}"/>'
        )
        yield _text(max(LEFT + scale * row.hits, line) + 8, middle, f"{row.hits:,.0f}")
    yield (
        f'<line x1="{line:.1f}" y1="{top + PANEL_TOP - 6}" x2="{line:.1f}" y2="{bottom - 4}" '
        f'stroke="{INK}" stroke-dasharray="4 3"/>'
    )
    yield _text(line, top + PANEL_TOP - 10, f"by chance {chance.hits:,.0f}", 'text-anchor="middle"')


def _text(x: float, y: float, text: str, more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" {more}>{escape(text)}</text>'.replace(" >", ">")
