"""Draws the icon of the project (an SVG of rectangles, circles and filled curves) as PNG files, with nothing but the standard library.

Shapes are sampled: 4 by 4 points of a pixel. Colours of shapes that overlap are mixed by their opacity, back to front.
"""

import re
import struct
import xml.etree.ElementTree as tree
import zlib

SVG = "{http://www.w3.org/2000/svg}"
SAMPLES = 4
CURVE_STEPS = 16


def _colour(text):
    digits = text[1:] if len(text) == 7 else "".join(c * 2 for c in text[1:])
    return tuple(int(digits[i:i + 2], 16) for i in (0, 2, 4))


def _rectangle(element):
    width, height, radius = (float(element.get(name)) for name in ("width", "height", "rx"))

    def holds(x, y):
        if not (0 <= x <= width and 0 <= y <= height):
            return False
        dx = max(radius - x, x - (width - radius), 0)
        dy = max(radius - y, y - (height - radius), 0)
        return dx * dx + dy * dy <= radius * radius

    return holds


def _circle(element):
    cx, cy, r = (float(element.get(name)) for name in ("cx", "cy", "r"))
    return lambda x, y: (x - cx) ** 2 + (y - cy) ** 2 <= r * r


def _points(path):
    """The polygon of a path of `M`, `c` and `z`."""
    at, points = (0.0, 0.0), []
    for command, arguments in re.findall(r"([Mcz])([^Mcz]*)", path):
        numbers = [float(n) for n in re.findall(r"-?\d*\.?\d+", arguments)]
        if command == "M":
            at = (numbers[0], numbers[1])
            points.append(at)
        while command == "c" and numbers:
            (x0, y0), curve, numbers = at, numbers[:6], numbers[6:]
            x1, y1, x2, y2, x3, y3 = (value + at[i % 2] for i, value in enumerate(curve))
            for step in range(1, CURVE_STEPS + 1):
                t = step / CURVE_STEPS
                weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3)
                points.append(tuple(sum(w * v for w, v in zip(weights, axis)) for axis in ((x0, x1, x2, x3), (y0, y1, y2, y3))))
            at = (x3, y3)
    return points


def _path(element):
    points = _points(element.get("d"))

    def holds(x, y):
        inside = False
        for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1]):
            if (y0 > y) != (y1 > y) and x < (x1 - x0) * (y - y0) / (y1 - y0) + x0:
                inside = not inside
        return inside

    return holds


KINDS = {SVG + "rect": _rectangle, SVG + "circle": _circle, SVG + "path": _path}


def _shapes(element, fill):
    """`(holds, colour, opacity)` of every shape, back to front."""
    fill = element.get("fill", fill)
    if element.tag in KINDS:
        yield KINDS[element.tag](element), _colour(fill), float(element.get("opacity", 1))
    for child in element:
        yield from _shapes(child, fill)


def _pixel(shapes, x, y, scale):
    """Colour and opacity of one pixel, 0 to 255 each."""
    red = green = blue = alpha = 0.0
    for i in range(SAMPLES * SAMPLES):
        px = (x + (i % SAMPLES + 0.5) / SAMPLES) * scale
        py = (y + (i // SAMPLES + 0.5) / SAMPLES) * scale
        r = g = b = a = 0.0
        for holds, (sr, sg, sb), opacity in shapes:
            if holds(px, py):
                r, g, b = (new * opacity + old * (1 - opacity) for new, old in ((sr, r), (sg, g), (sb, b)))
                a = opacity + a * (1 - opacity)
        red, green, blue, alpha = red + r, green + g, blue + b, alpha + a
    if alpha == 0:
        return 0, 0, 0, 0
    covered = alpha / (SAMPLES * SAMPLES)
    return tuple(round(c / alpha) for c in (red, green, blue)) + (round(covered * 255),)


def _chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(svg, size):
    """The picture in a square of `size` pixels, as an RGBA PNG without any other information."""
    root = tree.fromstring(svg)
    width = float(root.get("viewBox").split()[2])
    shapes = list(_shapes(root, "#000000"))
    rows = b"".join(
        b"\0" + b"".join(bytes(_pixel(shapes, x, y, width / size)) for x in range(size)) for y in range(size)
    )
    header = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(rows, 9)) + _chunk(b"IEND", b"")
