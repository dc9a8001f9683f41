"""Judges the licences of all packages that the program is built of, and writes them down as CycloneDX 1.5.

Reads what `cargo metadata` prints; the first argument is the file to write. Ends with 1 where a licence is not
among those below: somebody has to read it first.
"""

import json
import re
import sys

# Licences that may be part of a program under EUPL-1.2 without further thought. MPL-2.0 and the like are missing
# on purpose: they ask for something, file by file.
FINE = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0", "CDLA-Permissive-2.0", "EUPL-1.2",
    "ISC", "MIT", "Unicode-3.0", "Unlicense", "Zlib",
}


def is_fine(expression):
    """Whether an SPDX expression leaves a choice that is fine: each side of AND, any side of OR."""
    words = re.findall(r"[()]|[^\s()/]+|/", expression.replace(" WITH LLVM-exception", ""))

    def either(at):
        fine, at = both(at)
        while at < len(words) and words[at] in ("OR", "/"):
            other, at = both(at + 1)
            fine = fine or other
        return fine, at

    def both(at):
        fine, at = one(at)
        while at < len(words) and words[at] == "AND":
            other, at = one(at + 1)
            fine = fine and other
        return fine, at

    def one(at):
        if words[at] == "(":
            fine, at = either(at + 1)
            return fine, at + 1
        return words[at] in FINE, at + 1

    return either(0)[0]


def shipped(metadata):
    """The packages that the program itself is built of: without what only tests and benchmarks need."""
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    found, waiting = set(), [metadata["resolve"]["root"]]
    while waiting:
        package = waiting.pop()
        if package in found:
            continue
        found.add(package)
        for needed in nodes[package]["deps"]:
            if any(kind["kind"] != "dev" for kind in needed["dep_kinds"]):
                waiting.append(needed["pkg"])
    return found


def part(package):
    """A package as a component."""
    name, version = package["name"], package["version"]
    told = {
        "type": "library",
        "bom-ref": f"pkg:cargo/{name}@{version}",
        "name": name,
        "version": version,
        "purl": f"pkg:cargo/{name}@{version}",
    }
    if package.get("license"):
        told["licenses"] = [{"expression": package["license"].replace("/", " OR ").replace("  ", " ")}]
    return told


def main():
    metadata = json.load(sys.stdin)
    ids = shipped(metadata)
    root = metadata["resolve"]["root"]
    packages = sorted((p for p in metadata["packages"] if p["id"] in ids), key=lambda p: (p["name"], p["version"]))
    own = next(p for p in packages if p["id"] == root)
    parts = [part(p) for p in packages if p["id"] != root]
    bom = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": {**part(own), "type": "application"}},
        "components": parts,
    }
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump(bom, file, indent=1)
    doubtful = [p for p in packages if not is_fine(p.get("license") or "none")]
    for package in doubtful:
        print(f"{package['name']} {package['version']}: {package.get('license')}: read it, then name it in {__file__}")
    print(f"{len(parts)} packages, {len(doubtful)} with a licence that nobody has weighed; list in {sys.argv[1]}")
    return 1 if doubtful else 0


if __name__ == "__main__":
    sys.exit(main())
