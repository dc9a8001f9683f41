"""A file system in memory that forgets, at a power cut, what nobody waited for.

unsynced_fs.py MOUNT FROM TO SEED: serves the files of FROM at MOUNT. Making the folder MOUNT/.cut is the
cut: what a disk could then hold is written to TO, and every later call fails.

What a disk could hold: bytes are sure after fsync of their file. Of writes since then each is there,
there in part (whole sectors) or gone, by lot. Names are sure after fsync of their folder; of those made,
removed or changed since, the first so many happened, by lot; that of a new file that was synced is there at times
"""

import errno
import os
import random
import stat
import sys
import time

try:
    from fusepy import FUSE, FuseOSError, Operations
except ImportError:
    from fuse import FUSE, FuseOSError, Operations

SECTOR = 512


class Node:
    def __init__(self, content=b"", mode=0o600, folder=False):
        self.now = bytearray(content)
        self.sure = bytes(content)
        self.pending = []
        self.mode = (stat.S_IFDIR if folder else stat.S_IFREG) | mode
        self.time = time.time()

    def apply(self, content, step):
        kind, offset, data = step
        if kind == "cut":
            del content[offset:]
        if len(content) < offset:
            content.extend(bytes(offset - len(content)))
        if kind == "write":
            content[offset : offset + len(data)] = data

    def change(self, step):
        self.apply(self.now, step)
        self.pending.append(step)
        self.time = time.time()

    def sync(self):
        self.sure, self.pending = bytes(self.now), []

    def after_cut(self, lot):
        content = bytearray(self.sure)
        for kind, offset, data in self.pending:
            fate = lot.random()
            if kind == "write" and fate < 0.2:
                data = data[: lot.randrange(len(data) + 1) // SECTOR * SECTOR]
            if fate < 0.6:
                self.apply(content, (kind, offset, data))
        return content


class Unsynced(Operations):
    def __init__(self, source, target, seed):
        self.target, self.lot, self.is_cut = target, random.Random(seed), False
        self.names = {"/": Node(mode=0o700, folder=True)}
        for folder, folders, files in os.walk(source):
            base = "/" + os.path.relpath(folder, source).replace(".", "", 1).lstrip("/")
            for name in folders:
                self.names[os.path.join(base, name)] = Node(mode=0o700, folder=True)
            for name in files:
                with open(os.path.join(folder, name), "rb") as file:
                    self.names[os.path.join(base, name)] = Node(file.read())
        self.sure_names = dict(self.names)
        # Changes of names since their folder was synced: (folder, name, node or None).
        self.renamed = []

    def __call__(self, op, *args):
        if self.is_cut and op not in ("destroy", "init"):
            raise FuseOSError(errno.EIO)
        return super().__call__(op, *args)

    def node(self, path):
        if path not in self.names:
            raise FuseOSError(errno.ENOENT)
        return self.names[path]

    def set_name(self, path, node):
        if node is None:
            del self.names[path]
        else:
            self.names[path] = node
        self.renamed.append((os.path.dirname(path), path, node))

    def cut(self):
        self.is_cut = True
        names = dict(self.sure_names)
        for _, path, node in self.renamed[: self.lot.randrange(len(self.renamed) + 1)]:
            if node is None:
                names.pop(path, None)
            else:
                names[path] = node
        for path in sorted(names):
            place, node = self.target + path, names[path]
            if stat.S_ISDIR(node.mode):
                os.makedirs(place, exist_ok=True)
            elif os.path.isdir(os.path.dirname(place)):
                with open(place, "wb") as file:
                    file.write(node.after_cut(self.lot))

    def getattr(self, path, fh=None):
        node = self.node(path)
        at = node.time
        return {
            "st_mode": node.mode, "st_nlink": 1, "st_size": len(node.now), "st_uid": os.getuid(),
            "st_gid": os.getgid(), "st_atime": at, "st_mtime": at, "st_ctime": at,
        }

    def readdir(self, path, fh):
        inside = [os.path.basename(name) for name in self.names if os.path.dirname(name) == path and name != "/"]
        return [".", "..", *inside]

    def mkdir(self, path, mode):
        if path == "/.cut":
            self.cut()
            raise FuseOSError(errno.EIO)
        self.set_name(path, Node(mode=mode & 0o777, folder=True))

    def rmdir(self, path):
        self.set_name(path, None)

    def create(self, path, mode, fi=None):
        self.set_name(path, Node(mode=mode & 0o777))
        return 0

    def open(self, path, flags):
        self.node(path)
        return 0

    def read(self, path, size, offset, fh):
        return bytes(self.node(path).now[offset : offset + size])

    def write(self, path, data, offset, fh):
        self.change(path, ("write", offset, data))
        return len(data)

    def change(self, path, step):
        node = self.node(path)
        node.change(step)
        # Room that is kept free is no record: it is there at once, and nothing of it is remembered twice.
        if path.endswith(".ballast"):
            node.sure, node.pending = node.now, []

    def truncate(self, path, length, fh=None):
        self.change(path, ("cut", length, b""))

    def fsync(self, path, datasync, fh):
        if path not in self.names:
            return 0
        node = self.names[path]
        node.sync()
        if path not in self.sure_names and self.lot.random() < 0.5:
            self.sure_names[path] = node
        return 0

    def fsyncdir(self, path, datasync, fh):
        waiting = []
        for change in self.renamed:
            folder, name, node = change
            if folder != path:
                waiting.append(change)
            elif node is None:
                self.sure_names.pop(name, None)
            else:
                self.sure_names[name] = node
        self.renamed = waiting
        return 0

    def unlink(self, path):
        self.node(path)
        self.set_name(path, None)

    def rename(self, old, new):
        node = self.node(old)
        self.set_name(old, None)
        self.set_name(new, node)

    def chmod(self, path, mode):
        node = self.node(path)
        node.mode = stat.S_IFMT(node.mode) | (mode & 0o777)

    def chown(self, path, uid, gid):
        pass

    def utimens(self, path, times=None):
        pass

    def statfs(self, path):
        return {"f_bsize": 4096, "f_frsize": 4096, "f_blocks": 1 << 20, "f_bavail": 1 << 19, "f_bfree": 1 << 19}


if __name__ == "__main__":
    mount, source, target, seed = sys.argv[1:]
    FUSE(Unsynced(source, target, int(seed)), mount, foreground=True, nothreads=True)
