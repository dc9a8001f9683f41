"""The work of `cargo bench --bench dispersal` done with PySAL segregation, on the same counts.
Usage: bench_peers_dispersal.py FOLDER SIDE_M IN_A_ROW DRAWS; prints one line of JSON a case."""
import json
import os
import resource
import sys
import time
import warnings

warnings.filterwarnings("ignore")
os.environ.setdefault("TQDM_DISABLE", "1")

import geopandas
import numpy
import pandas
import segregation
import shapely
from segregation.batch import batch_compute_singlegroup
from segregation.inference import SingleValueTest
from segregation.singlegroup import Dissim, Entropy, Gini, Isolation, ModifiedDissim

# Fewer draws than ours, scaled up: 5,000 would take minutes.
DRAWS_CUT = 10


def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def measured(case, work, runs=1, scale=1, note=""):
    begun, at_start = time.perf_counter(), cpu()
    for _ in range(runs):
        work()
    wall, used = time.perf_counter() - begun, cpu() - at_start
    said = f"PySAL segregation {segregation.__version__}" + (f"; {note}" if note else "")
    print(json.dumps({
        "case": case, "cpu_ms": used * 1e3 * scale / runs,
        "wall_ms": wall * 1e3 * scale / runs, "note": said,
    }), flush=True)


def quiet(work):
    """Progress bars and prints are not the answer."""
    out, err = sys.stdout, sys.stderr
    with open(os.devnull, "w") as nowhere:
        sys.stdout = sys.stderr = nowhere
        try:
            return work()
        finally:
            sys.stdout, sys.stderr = out, err


def main(folder, side_m, in_a_row, draws):
    side, row, draws = float(side_m), int(in_a_row), int(draws)
    city, mesh, land = (pandas.read_csv(os.path.join(folder, name + ".csv"))
                        for name in ("city", "mesh", "land"))
    at = numpy.arange(len(mesh))
    west, south = (at % row) * side, (at // row) * side
    squares = shapely.box(west, south, west + side, south + side)
    mesh = geopandas.GeoDataFrame(mesh, geometry=squares, crs="EPSG:2154")
    four = [Dissim, Gini, Entropy, Isolation]
    # The first call of Gini compiles it; that is not counted.
    Gini(mesh, group_pop_var="x", total_pop_var="t")
    measured("D, Gini, H, isolation of 3,000 units",
             lambda: [index(mesh, group_pop_var="x", total_pop_var="t") for index in four], runs=5)
    measured("every index of 3,000 units",
             lambda: quiet(lambda: batch_compute_singlegroup(mesh, group_pop_var="x",
                                                             total_pop_var="t")),
             note="its 27 single-group indices, three of them by draws")
    measured("modified D of 48,500 units",
             lambda: ModifiedDissim(land, group_pop_var="x", total_pop_var="t"),
             note="by 500 draws of one seed")
    found = Dissim(city, group_pop_var="x", total_pop_var="t")
    fewer = draws // DRAWS_CUT
    measured("5,000 draws, 300 families, 60 units",
             lambda: quiet(lambda: SingleValueTest(found, iterations_under_null=fewer, n_jobs=1,
                                                   null_approach="person_permutation")),
             scale=DRAWS_CUT, note=f"{fewer} draws measured, times {DRAWS_CUT}")


main(*sys.argv[1:])
