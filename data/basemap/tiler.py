# SPDX-License-Identifier: GPL-3.0-or-later
"""Cuts features into vector tiles (Mapbox Vector Tile 2.1) and packs them as MBTiles.

Coordinates are Web Mercator with the world as the square 0,0 (north-west) to 1,1. The work is
done in a fixed order with a fixed gzip header, so that the same features give the same bytes.
"""
import gzip
import sqlite3
import struct

import numpy as np

EXTENT = 4096
BUFFER = 128  # units beyond the tile's edge: a broad line's half, and no seams between tiles
POINT_EXTENT = 65536  # points stay exact when the map is enlarged far beyond the last zoom

POINT, LINE, POLYGON = 1, 2, 3


def mercator(points):
    """Degrees (n, 2) to the unit square; latitudes beyond the square are held at its edge."""
    points = np.asarray(points, dtype=float)
    latitude = np.clip(points[:, 1], -85.05112877980659, 85.05112877980659)
    x = points[:, 0] / 360 + 0.5
    y = 0.5 - np.log(np.tan(np.pi / 4 + np.radians(latitude) / 2)) / (2 * np.pi)
    return np.column_stack([x, y])


def simplify(points, tolerance):
    """Douglas-Peucker; the ends stay."""
    n = len(points)
    if n < 3 or tolerance <= 0:
        return points
    keep = np.zeros(n, dtype=bool)
    keep[0] = keep[-1] = True
    stack = [(0, n - 1)]
    while stack:
        first, last = stack.pop()
        if last - first < 2:
            continue
        a, b = points[first], points[last]
        inner = points[first + 1:last] - a
        along = b - a
        length = along @ along
        if length > 0:
            t = np.clip((inner @ along) / length, 0, 1)
            inner = inner - t[:, None] * along
        distance = (inner * inner).sum(axis=1)
        worst = int(distance.argmax())
        if distance[worst] > tolerance * tolerance:
            worst += first + 1
            keep[worst] = True
            stack.append((first, worst))
            stack.append((worst, last))
    return points[keep]


def _crossings(points, following, axis, limit, sign):
    """Where each step from a point to the following one crosses the line axis = limit."""
    d = (points[:, axis] - limit) * sign
    e = (following[:, axis] - limit) * sign
    inside, inside_next = d >= 0, e >= 0
    with np.errstate(divide='ignore', invalid='ignore'):
        t = d / (d - e)
        crossing = points + t[:, None] * (following - points)
    crossing[:, axis] = limit
    return inside, inside_next, crossing


def clip_ring(ring, axis, limit, sign):
    """The part of a closed ring (first point not repeated) on one side of a line."""
    side = (ring[:, axis] - limit) * sign
    if (side >= 0).all():
        return ring
    if (side < 0).all():
        return ring[:0]
    inside, inside_next, crossing = _crossings(ring, np.roll(ring, -1, axis=0), axis, limit, sign)
    slots = np.empty((2 * len(ring), 2))
    slots[0::2], slots[1::2] = ring, crossing
    mask = np.empty(2 * len(ring), dtype=bool)
    mask[0::2], mask[1::2] = inside, inside != inside_next
    return slots[mask]


def clip_line(line, axis, limit, sign):
    """The parts of a line on one side of a line."""
    side = (line[:, axis] - limit) * sign
    if (side >= 0).all():
        return [line]
    if (side < 0).all():
        return []
    inside, inside_next, crossing = _crossings(line[:-1], line[1:], axis, limit, sign)
    parts, part = [], []
    for i in range(len(inside)):
        if inside[i]:
            part.append(line[i])
        if inside[i] != inside_next[i]:
            part.append(crossing[i])
            if inside[i]:
                parts.append(np.array(part))
                part = []
    if inside_next[-1]:
        part.append(line[-1])
    if len(part) > 1:
        parts.append(np.array(part))
    return [p for p in parts if len(p) > 1]


def clip(kind, parts, axis, limit, sign):
    if kind == POINT:
        return parts if parts and (parts[0][0, axis] - limit) * sign >= 0 else []
    if kind == POLYGON:
        rings = [clip_ring(r, axis, limit, sign) for r in parts]
        return [r for r in rings if len(r) > 2]
    return [piece for line in parts for piece in clip_line(line, axis, limit, sign)]


class Layer:
    """Features of one name for some zooms: (attributes, kind, [arrays of points])."""

    def __init__(self, name, first_zoom, last_zoom, features, tolerance=0.3):
        self.name = name
        self.zooms = range(first_zoom, last_zoom + 1)
        self.features = features
        self.tolerance = tolerance  # in pixels of a tile of 512

    def at(self, zoom, finest):
        """The features as that zoom needs them, with copies across the 180th meridian."""
        tolerance = self.tolerance / 512 / 2 ** zoom
        if zoom == finest:
            tolerance /= 3  # enlarged beyond, so it keeps more
        margin = BUFFER / EXTENT / 2 ** zoom
        for attributes, kind, parts in self.features:
            if attributes.get('_zoom', 0) > zoom:
                continue
            kept = []
            for part in parts:
                if kind == POLYGON:
                    low, high = part.min(axis=0), part.max(axis=0)
                    if (high - low).max() < tolerance * 1.5:
                        continue
                    ring = simplify(np.vstack([part, part[:1]]), tolerance)[:-1]
                    if len(ring) > 2:
                        kept.append(ring)
                elif kind == LINE:
                    kept.append(simplify(part, tolerance))
                else:
                    kept.append(part)
            if not kept:
                continue
            yield attributes, kind, kept
            low = min(p[:, 0].min() for p in kept)
            high = max(p[:, 0].max() for p in kept)
            if low < margin:
                yield attributes, kind, [p + (1, 0) for p in kept]
            if high > 1 - margin:
                yield attributes, kind, [p - (1, 0) for p in kept]


def _varint(n):
    out = bytearray()
    while n > 127:
        out.append(n & 127 | 128)
        n >>= 7
    out.append(n)
    return bytes(out)


def _field(number, payload):
    return _varint(number << 3 | 2) + _varint(len(payload)) + payload


def _zigzag(n):
    return n << 1 if n >= 0 else (-n << 1) - 1


def _area(ring):
    x, y = ring[:, 0].astype(float), ring[:, 1].astype(float)
    return float((x * np.roll(y, -1) - np.roll(x, -1) * y).sum())


def _without_repeats(points, closed):
    keep = np.ones(len(points), dtype=bool)
    keep[1:] = (points[1:] != points[:-1]).any(axis=1)
    points = points[keep]
    if closed and len(points) > 1 and (points[0] == points[-1]).all():
        points = points[:-1]
    return points


def _geometry(kind, parts, extent, zoom, column, row):
    """The command integers of a feature, or none when it vanished in the rounding."""
    scale = extent * 2.0 ** zoom
    origin = np.array([column * extent, row * extent])
    commands, cursor = [], np.zeros(2, dtype=np.int64)
    if kind == POINT:
        points = np.vstack([np.rint(p * scale).astype(np.int64) - origin for p in parts])
        commands.append(1 | len(points) << 3)
        for p in points:
            commands += [_zigzag(int(p[0] - cursor[0])), _zigzag(int(p[1] - cursor[1]))]
            cursor = p
        return commands
    for part in parts:
        points = _without_repeats(np.rint(part * scale).astype(np.int64) - origin,
                                  kind == POLYGON)
        if len(points) < (3 if kind == POLYGON else 2):
            continue
        if kind == POLYGON and _area(points) == 0:
            continue
        steps = np.diff(np.vstack([cursor[None], points]), axis=0)
        zigzag = np.where(steps >= 0, steps << 1, (-steps << 1) - 1)
        commands += [9, int(zigzag[0, 0]), int(zigzag[0, 1]), 2 | (len(points) - 1) << 3]
        commands += [int(v) for v in zigzag[1:].ravel()]
        cursor = points[-1]
        if kind == POLYGON:
            commands.append(15)
    return commands


def _value(value):
    if isinstance(value, str):
        return _field(1, value.encode())
    if isinstance(value, float):
        return _varint(3 << 3 | 1) + struct.pack('<d', value)
    return _varint(6 << 3 | 0) + _varint(_zigzag(value))


def encode(layers, zoom, column, row):
    """The bytes of one tile: layers is [(name, [(attributes, kind, parts)])]."""
    tile = b''
    for name, features in layers:
        keys, values, body = {}, {}, []
        points = all(kind == POINT for _, kind, _ in features)
        extent = POINT_EXTENT if points else EXTENT
        for attributes, kind, parts in features:
            commands = _geometry(kind, parts, extent, zoom, column, row)
            if not commands:
                continue
            tags = []
            for key, value in attributes.items():
                if key.startswith('_') or value is None:
                    continue
                tags.append(keys.setdefault(key, len(keys)))
                tags.append(values.setdefault((type(value).__name__, value), len(values)))
            feature = b''
            if tags:
                feature += _field(2, b''.join(map(_varint, tags)))
            feature += _varint(3 << 3) + _varint(kind)
            feature += _field(4, b''.join(map(_varint, commands)))
            body.append(_field(2, feature))
        if not body:
            continue
        layer = _field(1, name.encode()) + b''.join(body)
        layer += b''.join(_field(3, k.encode()) for k in keys)
        layer += b''.join(_field(4, _value(v)) for _, v in values)
        layer += _varint(5 << 3) + _varint(extent) + _varint(15 << 3) + _varint(2)
        tile += _field(3, layer)
    return tile


def _descend(features, zoom, level, column, row, out):
    """Halves the square until the tile's zoom is reached, dropping what is outside."""
    if not features:
        return
    if level == zoom:
        out[column, row] = features
        return
    size = 0.5 ** (level + 1)
    margin = BUFFER / EXTENT / 2 ** zoom
    for right in (0, 1):
        x = column * 2 + right
        half = []
        for order, kind, parts in features:
            parts = clip(kind, parts, 0, x * size - margin, 1)
            parts = clip(kind, parts, 0, (x + 1) * size + margin, -1)
            if parts:
                half.append((order, kind, parts))
        for lower in (0, 1):
            y = row * 2 + lower
            quarter = []
            for order, kind, parts in half:
                parts = clip(kind, parts, 1, y * size - margin, 1)
                parts = clip(kind, parts, 1, (y + 1) * size + margin, -1)
                if parts:
                    quarter.append((order, kind, parts))
            _descend(quarter, zoom, level + 1, x, y, out)


def tiles(layers, last_zoom):
    """Yields (zoom, column, row, bytes), sorted."""
    for zoom in range(last_zoom + 1):
        margin = BUFFER / EXTENT / 2 ** zoom
        cut = {}
        for index, layer in enumerate(layers):
            if zoom not in layer.zooms:
                continue
            chosen = list(layer.at(zoom, last_zoom))
            pieces = []
            for order, (_, kind, parts) in enumerate(chosen):
                for axis, limit, sign in ((0, -margin, 1), (0, 1 + margin, -1),
                                          (1, -margin, 1), (1, 1 + margin, -1)):
                    parts = clip(kind, parts, axis, limit, sign)
                if parts:
                    pieces.append((order, kind, parts))
            found = {}
            _descend(pieces, zoom, 0, 0, 0, found)
            for key, features in found.items():
                cut.setdefault(key, []).append(
                    (layer.name, [(chosen[order][0], kind, parts)
                                  for order, kind, parts in features]))
        for column, row in sorted(cut):
            body = encode(cut[column, row], zoom, column, row)
            if body:
                yield zoom, column, row, body


def write(path, packed, metadata):
    """An MBTiles file; rows count from the south, as its rules have it."""
    database = sqlite3.connect(path)
    database.executescript('''
        PRAGMA page_size = 4096;
        PRAGMA journal_mode = OFF;
        CREATE TABLE metadata (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
        CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER,
                            tile_data BLOB, PRIMARY KEY (zoom_level, tile_column, tile_row))
                           WITHOUT ROWID;
        PRAGMA application_id = 0x4d504258;''')
    database.executemany('INSERT INTO metadata VALUES (?, ?)', sorted(metadata.items()))
    for zoom, column, row, body in packed:
        blob = gzip.compress(body, 9, mtime=0)
        database.execute('INSERT INTO tiles VALUES (?, ?, ?, ?)',
                         (zoom, column, 2 ** zoom - 1 - row, blob))
    database.commit()
    database.execute('VACUUM')
    database.close()


def pole(rings):
    """A point well inside a polygon and how wide the polygon is there: for labels."""
    outer = max(rings, key=lambda r: abs(_area(r)))
    low, high = outer.min(axis=0), outer.max(axis=0)
    rings = [simplify(np.vstack([r, r[:1]]), (high - low).max() / 300)[:-1] for r in rings]
    rings = [r for r in rings if len(r) > 2]
    starts = np.vstack(rings)
    ends = np.vstack([np.roll(r, -1, axis=0) for r in rings])
    best, best_distance = (low + high) / 2, -1.0
    centre, half = (low + high) / 2, (high - low) / 2
    along = ends - starts
    length = np.maximum((along * along).sum(axis=1), 1e-30)
    for _ in range(3):
        steps = np.linspace(-1, 1, 9)
        grid = np.array([(centre[0] + half[0] * i, centre[1] + half[1] * j)
                         for j in steps for i in steps])[:, None, :]
        above = (starts[:, 1] > grid[..., 1]) != (ends[:, 1] > grid[..., 1])
        with np.errstate(divide='ignore', invalid='ignore'):
            x = starts[:, 0] + (grid[..., 1] - starts[:, 1]) / along[:, 1] * along[:, 0]
        inside = (above & (grid[..., 0] < x)).sum(axis=1) % 2 == 1
        t = np.clip(((grid - starts) * along).sum(axis=2) / length, 0, 1)
        away = starts + t[..., None] * along - grid
        away[..., 0] *= 0.6  # words are wide: room to the sides is worth more
        distance = np.where(inside, (away * away).sum(axis=2).min(axis=1), -1)
        at = int(distance.argmax())
        if distance[at] > best_distance:
            best, best_distance = grid[at, 0], distance[at]
        centre, half = best, half / 4
    return best, chord(rings, best)


def chord(rings, p):
    """How wide the polygon is at a point, measured along its parallel."""
    hits = []
    for r in rings:
        following = np.roll(r, -1, axis=0)
        across = (r[:, 1] > p[1]) != (following[:, 1] > p[1])
        a, b = r[across], following[across]
        hits += list(a[:, 0] + (p[1] - a[:, 1]) / (b[:, 1] - a[:, 1]) * (b[:, 0] - a[:, 0]))
    left = [h for h in hits if h <= p[0]]
    right = [h for h in hits if h > p[0]]
    return min(right) - max(left) if left and right else 0.0
