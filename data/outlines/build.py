# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the outlines of countries and provinces.

Usage: build.py WORLD_MAP.GPKG WORLD.GAZ OUTPUT. src/draw/outlines.c says how the file lies on disk."""
import collections
import difflib
import math
import os
import re
import struct
import sys
import unicodedata

from osgeo import ogr

HERE = os.path.dirname(os.path.abspath(__file__))
UNITS = 1 << 19         # the width of the world
TOLERANCE = 1.0         # units: what a simplified line may stray
SPECK = 160.0           # square units: a smaller part is left out, unless it is a good share
SHARE = 0.02
NATIONS = {'ENG': 'England', 'SCT': 'Scotland', 'WLS': 'Wales', 'NIR': 'Northern Ireland'}
KINDS = {1: 'country', 2: 'country', 4: 'province'}

ogr.UseExceptions()


def fold(name):
    text = unicodedata.normalize('NFD', name.lower())
    return ''.join(c for c in text if c.isalnum() or c == ' ').strip()


GENERIC = re.compile(r'\b(province|state|oblast|region|governorate|district|county|department|'
                     r'prefecture|emirate|canton|municipality|krai|republic|of|the|al|el|ar|ash|as|ad|'
                     r'autonomous|departamento|provincia|estado|voivodeship|shi|sheng|ken|fu|wilayat|e)\b')


def bare(name):
    return re.sub(r' +', ' ', GENERIC.sub('', fold(name))).strip()


def places(path):
    """Countries, territories and provinces of a gazetteer file (src/gazetteer/format.h)."""
    with open(path, 'rb') as file:
        data = file.read()
    magic, version, _, size, _, n_places = struct.unpack_from('<8sIIQQI', data, 0)
    if magic != b'ToposGaz' or version != 1 or size != len(data):
        sys.exit('%s is no gazetteer of this version' % path)
    sections = [struct.unpack_from('<QQ', data, 48 + 16 * i) for i in range(9)]
    strings = sections[1][0]
    boxes, found = {}, []
    for i in range(sections[5][1] // 24):
        place, _, west, south, east, north = struct.unpack_from('<I5f', data, sections[5][0] + 24 * i)
        boxes[place] = (west, south, east, north)
    for i in range(n_places):
        ident, name, _, lat, lon, _, country, flags, _ = struct.unpack_from(
            '<IIIiiIHBB', data, sections[0][0] + 28 * i)
        if flags & 0x80 or flags & 0x3f not in KINDS:
            continue
        text = data[strings + name:data.index(b'\0', strings + name)].decode()
        code = chr(country >> 8) + chr(country & 255) if country else ''
        found.append(dict(id=ident + (1 << 32 if flags & 0x40 else 0), name=text, code=code,
                          kind=KINDS[flags & 0x3f], point=(lon / 1e7, lat / 1e7), box=boxes.get(i)))
    return found


def mended():
    """What the outlines are called in the source, and what they are."""
    with open(os.path.join(HERE, 'mend.tsv'), encoding='utf-8') as file:
        return {row[0]: row[1] for row in (line.rstrip('\n').split('\t') for line in file
                                           if not line.startswith('#'))}


# ------------------------------------------------------------------------------------ geometry

def seamed(x):
    """The source leaves a tenth of a degree free on either side of the 180th meridian."""
    return math.copysign(180, x) if abs(x) > 179.8995 else x


def whole(geometry):
    """A geometry that the 180th meridian has cut, put together on its larger side."""
    west, east, _, _ = geometry.GetEnvelope()
    if east - west < 300:
        return geometry
    sides = [ogr.Geometry(ogr.wkbMultiPolygon), ogr.Geometry(ogr.wkbMultiPolygon)]
    for i in range(geometry.GetGeometryCount()):
        part = geometry.GetGeometryRef(i)
        left, right, _, _ = part.GetEnvelope()
        sides[left + right > 0].AddGeometry(part)
    larger = sides[1].GetArea() > sides[0].GetArea()
    moved = ogr.Geometry(ogr.wkbMultiPolygon)
    for i in range(sides[not larger].GetGeometryCount()):
        part = sides[not larger].GetGeometryRef(i).Clone()
        for r in range(part.GetGeometryCount()):
            ring = part.GetGeometryRef(r)
            for p in range(ring.GetPointCount()):
                x, y = ring.GetX(p), ring.GetY(p)
                ring.SetPoint_2D(p, seamed(x) + (360 if larger else -360), y)
        moved.AddGeometry(part)
    for i in range(sides[larger].GetGeometryCount()):
        part = sides[larger].GetGeometryRef(i)
        for r in range(part.GetGeometryCount()):
            ring = part.GetGeometryRef(r)
            for p in range(ring.GetPointCount()):
                ring.SetPoint_2D(p, seamed(ring.GetX(p)), ring.GetY(p))
    # A hair's breadth closes the cut.
    return sides[larger].Buffer(1e-4, 1).Union(moved.Buffer(1e-4, 1))


def rings_of(geometry):
    if ogr.GT_Flatten(geometry.GetGeometryType()) == ogr.wkbPolygon:
        for i in range(geometry.GetGeometryCount()):
            yield [p[:2] for p in geometry.GetGeometryRef(i).GetPoints()]
        return
    for i in range(geometry.GetGeometryCount()):
        yield from rings_of(geometry.GetGeometryRef(i))


def mercator(point):
    lat = math.radians(max(-85.05, min(85.05, point[1])))
    return ((point[0] + 180) / 360 * UNITS,
            (1 - math.log(math.tan(lat) + 1 / math.cos(lat)) / math.pi) / 2 * UNITS)


def area(ring):
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1])) / 2


def simplified(line):
    """Douglas and Peucker: the ends stay."""
    keep, stack = {0, len(line) - 1}, [(0, len(line) - 1)]
    while stack:
        first, last = stack.pop()
        (x0, y0), (x1, y1) = line[first], line[last]
        dx, dy = x1 - x0, y1 - y0
        square = dx * dx + dy * dy
        worst, at = TOLERANCE * TOLERANCE, None
        for i in range(first + 1, last):
            x, y = line[i]
            t = ((x - x0) * dx + (y - y0) * dy) / square if square else 0
            t = min(1, max(0, t))
            off = (x - x0 - t * dx) ** 2 + (y - y0 - t * dy) ** 2
            if off > worst:
                worst, at = off, i
        if at is not None:
            keep.add(at)
            stack += [(first, at), (at, last)]
    return [line[i] for i in sorted(keep)]


def coarse(geometry):
    """The rings in whole units, specks left out, the largest first."""
    rings = []
    for ring in rings_of(geometry):
        points = [mercator(p) for p in ring]
        if points[0] == points[-1]:
            points.pop()
        if len(points) >= 3:
            rings.append((abs(area(points)), points))
    rings.sort(key=lambda r: -r[0])
    least = min(SPECK, rings[0][0] * SHARE)
    out = []
    for size, points in rings:
        if size < least:
            continue
        half = len(points) // 2
        line = simplified(points[:half + 1])[:-1] + simplified(points[half:] + points[:1])[:-1]
        whole_units = []
        for x, y in line:
            unit = (round(x), round(y))
            if not whole_units or whole_units[-1] != unit:
                whole_units.append(unit)
        if len(whole_units) >= 3:
            out.append(whole_units)
    return out


# ------------------------------------------------------------------------------------- matching

def countries(world):
    found = {}
    for feature in world.GetLayerByName('countries'):
        code = {'Kosovo': 'XK', 'France': 'FR', 'Norway': 'NO'}.get(feature['NAME'],
                                                                     feature['iso_a2'])
        geometry = feature.GetGeometryRef()
        if geometry is None or not code or code in ('-99', 'AQ'):
            continue
        geometry = geometry.Clone()
        found[code] = found[code].Union(geometry) if code in found else geometry
    return found


def provinces(world):
    """By country: names, own one first, and the geometry."""
    found = collections.defaultdict(list)
    mend, nations = mended(), {}
    for feature in world.GetLayerByName('states_provinces'):
        geometry = feature.GetGeometryRef()
        code = feature['iso_a2']
        if geometry is None or not code:
            continue
        names = [feature[c] or '' for c in ('name', 'woe_name', 'gn_name')]
        fix = mend.get('/'.join((code, names[0], names[2])))
        found[code].append(([fix] if fix else names, geometry.Clone()))
        nation = NATIONS.get(feature['gu_a3'])
        if nation:
            nations[nation] = nations[nation].Union(geometry) if nation in nations \
                else geometry.Clone()
    found['GB'] += [([name], geometry) for name, geometry in nations.items()]
    return found


def alike(place, names):
    """How near the nearest of the names is to the place's, 0 to 1."""
    return max(difflib.SequenceMatcher(None, bare(place['name']), bare(n)).ratio() if n else 0
               for n in names)


def outline_of(place, candidates):
    """The outline that holds the place's point and bears its name."""
    point = ogr.Geometry(ogr.wkbPoint)
    point.AddPoint_2D(*place['point'])
    holders = [(names, geometry) for names, geometry in candidates
               if names[0] and geometry.Intersects(point)]
    named = [g for names, g in holders if len({fold(place['name']), bare(place['name'])}
                                              & {s(n) for n in names for s in (fold, bare)} - {''})]
    if len(named) == 1:
        return named[0]
    # A point in the water or over the border, by towns: near enough to the only one so called.
    called = [g for names, g in candidates if fold(names[0]) == fold(place['name'])]
    if len(called) == 1 and called[0].Distance(point) < 1.5:
        return called[0]
    # A name in another language: the outline whose box the gazetteer took.
    for _, geometry in holders:
        west, east, south, north = geometry.GetEnvelope()
        if place['box'] and place['box'][0] and max(abs(a - b) for a, b in zip(
                place['box'], (west, south, east, north))) < 0.02:
            return geometry
    # Or the same in another spelling, where no other outline bears it.
    near = [g for names, g in holders if alike(place, names) >= 0.6]
    return near[0] if len(near) == 1 else None


def varint(value):
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def packed(rings):
    out, x, y = bytearray(varint(len(rings))), 0, 0
    for ring in rings:
        out += varint(len(ring))
        for px, py in ring:
            for step in (px - x, py - y):
                out += varint(step << 1 if step >= 0 else (-step << 1) - 1)
            x, y = px, py
    return bytes(out)


def main():
    source, gazetteer, output = sys.argv[1:]
    world = ogr.Open(source)
    lands, divisions = countries(world), provinces(world)
    entries, left = [], collections.Counter()
    for place in sorted(places(gazetteer), key=lambda p: p['id']):
        if place['kind'] == 'country':
            geometry = lands.get(place['code'])
            if geometry is None and len(divisions[place['code']]) == 1:
                geometry = divisions[place['code']][0][1]
        else:
            geometry = outline_of(place, divisions[place['code']])
        if geometry is None:
            left[place['kind']] += 1
            print('without', place['kind'], place['code'], place['name'], sep='\t')
            continue
        entries.append((place['id'], coarse(whole(geometry))))
    head, data = bytearray(), bytearray()
    start = 24 + 32 * len(entries)
    for ident, rings in entries:
        body = packed(rings)
        xs, ys = [p[0] for r in rings for p in r], [p[1] for r in rings for p in r]
        head += struct.pack('<QIIiiii', ident, start + len(data), len(body), min(xs), min(ys),
                            max(xs), max(ys))
        data += body
    with open(output, 'wb') as file:
        file.write(struct.pack('<8sIIII', b'ToposOut', 1, len(entries), start + len(data), UNITS))
        file.write(head + data)
    print('%d outlines, %d bytes; without: %s' % (len(entries), start + len(data), dict(left)))


if __name__ == '__main__':
    main()
