"""Tar archives that are the same bytes whenever their content is the same: sorted, owner 0, one time for all."""

import io
import lzma
import tarfile

# LZMA2 level: 6 unpacks with 9 MB of memory, which the smallest NAS has; the levels above gain little on 20 MB.
LEVEL = 6


def packed(entries, time):
    """An uncompressed tar (ustar) of entries `(name, mode, content)`; content None is a folder. `time` in seconds since 1970."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, mode, content in sorted(entries):
            entry = tarfile.TarInfo(name)
            entry.mode, entry.mtime = mode, time
            if content is None:
                entry.type = tarfile.DIRTYPE
                tar.addfile(entry)
            else:
                entry.size = len(content)
                tar.addfile(entry, io.BytesIO(content))
    return out.getvalue()


def compressed(data):
    """What DSM unpacks by the name package.tgz: xz, as Synology's own tool makes it."""
    return lzma.compress(data, format=lzma.FORMAT_XZ, check=lzma.CHECK_CRC32, preset=LEVEL)


def kilobytes(entries):
    """What they take unpacked, by blocks of 4 KB, as `du -sk` counts them: with the folder that holds them."""
    blocks = 1
    for _, _, content in entries:
        blocks += 1 if content is None else -(-len(content) // 4096)
    return 4 * blocks
