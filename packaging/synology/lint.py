"""The checks of a finished package (spk §5.1), in the order of their numbers."""

import collections

import lint_archive
import lint_desktop
import lint_info
import lint_payload
import lint_scripts
import spk_file

Finding = collections.namedtuple("Finding", "number what remedy")

# Number → what it yields for a package, a text for each fault, and what to do about it.
CHECKS = {
    1: (lint_archive.plain_tar, "Pack it with packaging/spk: the outer file is a tar that is not compressed (DSM: error 263)."),
    2: (lint_archive.names, "Pack it with packaging/spk: plain names, each once, no links."),
    3: (lint_archive.owners_and_modes, "Pack it with packaging/spk: owner 0:0, folders and scripts 0755, files 0644 (DSM: error 313)."),
    4: (lint_archive.required, "Put it back into spk/, with exactly this name."),
    5: (lint_info.form, "Write spk/INFO as lines key=\"value\", each key once."),
    6: (lint_info.version, "Raise the version in Cargo.toml, and write what was published into spk/releases.txt."),
    7: (lint_info.os_min_ver, "Set os_min_ver in spk/INFO."),
    8: (lint_info.deprecated, "Take the key out of spk/INFO: Synology's review counts it as a fault."),
    9: (lint_payload.arch, "Give packaging/spk the target that the program was built for; its platforms are in packaging/synology/platforms.txt."),
    10: (lint_payload.checksum, "Pack it with packaging/spk: it writes the MD5 sum of package.tgz."),
    11: (lint_payload.extractsize, "Pack it with packaging/spk: it counts what is unpacked."),
    12: (lint_info.words, "Write both languages into spk/INFO, short enough for Package Center."),
    13: (lint_desktop.icons, "Pack it with packaging/spk: it draws the icons from the SVG of the project."),
    14: (lint_payload.harmless, "Put nothing like that into spk/target."),
    15: (lint_payload.static, "Build the program with packaging/build: static, stripped, without an executable stack."),
    16: (lint_payload.build_paths, "Build the program with packaging/build: it takes the folders of the machine out."),
    17: (lint_scripts.shell, "Mend the script in spk/scripts; `sh -n` and `shellcheck -x -s sh` show where."),
    18: (lint_scripts.forbidden, "A package without rights may not do this, or must not: do without it."),
    19: (lint_scripts.verbs, "Mend spk/scripts/start-stop-status: exit codes as in spk §1.4."),
    20: (lint_scripts.deletion, "Mend spk/scripts/postuninst: it also runs at every upgrade."),
    21: (lint_desktop.privilege, "Write spk/conf/privilege as in spk §1.5: nothing of ours has rights."),
    22: (lint_desktop.resource, "Mend spk/conf/resource, or put the file into spk/target."),
    23: (lint_desktop.ports, "Mend spk/target/port_conf/grappe.sc: one port, that of spk/scripts/common.sh."),
    24: (lint_desktop.reserved, "Choose another port: packaging/synology/reserved-ports.txt has those of DSM and of other packages."),
    25: (lint_desktop.wizards, "Mend spk/WIZARD_UIFILES: the same questions in each language, keys of a-z and _, no secret."),
    26: (lint_desktop.window, "Mend spk/target/ui/config or dsmappname in spk/INFO."),
    27: (lint_desktop.nginx, "Mend spk/target/nginx/grappe.conf: it hands /rdv/ on to the program and does nothing else."),
    28: (lint_archive.licence, "Put LICENSE of the project into the package."),
    29: (lint_payload.libraries, "Give packaging/spk the list with --licences, or let it ask cargo."),
    30: (lint_archive.rebuilt, "Pack it with packaging/spk: the same content must be the same bytes."),
}


def findings(raw):
    """Every fault of the file. Without an outer tar there is nothing more to look at."""
    spk = spk_file.Spk(raw)
    for number, (check, remedy) in CHECKS.items():
        for what in check(spk):
            yield Finding(number, what, remedy)
        if number == 1 and not spk.entries:
            return
