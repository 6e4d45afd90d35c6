"""A package file as the checks see it: whatever can be read of it, and nothing that stops at the first fault."""

import collections
import io
import json
import re
import tarfile

# mode: permission bits and setuid; kind: tarfile's type; content: None where it is no plain file.
Entry = collections.namedtuple("Entry", "name mode kind uid gid owner time content target")


def read_tar(data, compression):
    """The entries; none when it is no tar of that compression ("" or "*")."""
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:" + compression) as tar:
            return [
                Entry(e.name, e.mode, e.type, e.uid, e.gid, (e.uname, e.gname), e.mtime,
                      tar.extractfile(e).read() if e.isreg() else None, e.linkname)
                for e in tar
            ]
    except (tarfile.TarError, EOFError, OSError):
        return []


class Spk:
    """`files` and `payload` have plain files by name; `info` has what can be read of INFO."""

    def __init__(self, raw):
        self.raw = raw
        self.entries = read_tar(raw, "")
        self.files = {e.name: e.content for e in self.entries if e.content is not None}
        self.inner = read_tar(self.files.get("package.tgz", b""), "*")
        self.payload = {e.name: e.content for e in self.inner if e.content is not None}
        self.info = dict(re.findall(r'^(\w+)="([^"\n]*)"\r?$', self.text("INFO"), re.MULTILINE))

    def text(self, name):
        return self.files.get(name, b"").decode(errors="replace")

    def inside(self, name):
        return self.payload.get(name, b"").decode(errors="replace")

    def scripts(self):
        """Name → text of everything that is run by a shell."""
        return {
            name: content.decode(errors="replace") for name, content in self.files.items()
            if name.startswith("scripts/") or (name.startswith("WIZARD_UIFILES/") and name.endswith(".sh"))
        }

    def json(self, name):
        """The document; None when it is none."""
        try:
            return json.loads(self.text(name))
        except ValueError:
            return None

    def workers(self):
        found = self.json("conf/resource")
        return found if isinstance(found, dict) else {}

    def port(self):
        """The port that the program is told to listen on; None when the scripts name none."""
        found = re.search(r"^port=(\d+)$", self.text("scripts/common.sh"), re.MULTILINE)
        return int(found[1]) if found else None
