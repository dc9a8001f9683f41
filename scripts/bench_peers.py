"""The work of `make bench` done with shapely: covered area per class, worst wins, and the nearest
strong zone. Usage: bench_peers.py ZONES SETTLEMENTS COUNT; prints one line of JSON."""
import json
import math
import resource
import struct
import sys
import time

import numpy
import shapely

CLASSES, STRONG = 5, 3


def read(path, most):
    classes, shapes = [], []
    with open(path, "rb") as file:
        while len(shapes) < most and (head := file.read(5)):
            length, of_class = struct.unpack("<IB", head)
            classes.append(of_class)
            shapes.append(file.read(length))
    return numpy.array(classes), shapely.from_wkb(numpy.array(shapes, dtype=object))


def on_ground(shapes):
    """A plane in metres around the middle of the city: good enough for a comparison of speed."""
    middle = math.radians(43.625)
    east_m = 6378137 * math.cos(middle) / math.sqrt(1 - 0.00669438 * math.sin(middle) ** 2)
    north_m = 6378137 * (1 - 0.00669438) / (1 - 0.00669438 * math.sin(middle) ** 2) ** 1.5
    scale = numpy.radians([1.0, 1.0]) * [east_m, north_m]
    return shapely.transform(shapes, lambda corners: corners * scale)


def valid(shapes):
    broken = ~shapely.is_valid(shapes)
    shapes[broken] = shapely.make_valid(shapes[broken])
    return shapes


def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def main(zones_path, sites_path, count):
    begun, at_start = time.perf_counter(), cpu()
    classes, zones = read(zones_path, math.inf)
    zones = valid(on_ground(zones))
    sites = valid(on_ground(read(sites_path, int(count))[1]))
    read_s = cpu() - at_start
    tree = shapely.STRtree(zones)
    strong = shapely.STRtree(zones[classes >= STRONG])
    index_s = cpu() - at_start - read_s
    covered = numpy.zeros(CLASSES)
    site_of, zone_of = tree.query(sites, predicate="intersects")
    order = numpy.argsort(site_of, kind="stable")
    bounds = numpy.searchsorted(site_of[order], numpy.arange(len(sites) + 1))
    for place, site in enumerate(sites):
        touching = zone_of[order[bounds[place] : bounds[place + 1]]]
        worse = None
        for of_class in range(CLASSES, 0, -1):
            own = zones[touching[classes[touching] == of_class]]
            if len(own) == 0:
                continue
            under = shapely.union_all(shapely.intersection(site, own))
            both = under if worse is None else shapely.union(worse, under)
            covered[of_class - 1] += both.area - (0.0 if worse is None else worse.area)
            worse = both
    distances = strong.query_nearest(sites, all_matches=False, return_distance=True)[1]
    used = cpu() - at_start
    hectares = " + ".join(f"{area / 1e4:.3f}" for area in covered)
    touched = int((distances == 0).sum())
    print(json.dumps({
        "case": f"shapely {shapely.__version__}, GEOS {shapely.geos_version_string}",
        "sites": len(sites), "read_s": read_s, "index_s": index_s,
        "measure_s": used - read_s - index_s, "cpu_s": used,
        "wall_s": time.perf_counter() - begun,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6,
        "checks": f"{hectares} ha under classes 1 to 5, {touched} touch class 3 or worse, "
                  f"the others {distances.sum() / 1000:.1f} km in all",
    }))


main(*sys.argv[1:])
