"""The life of the package on a fake DSM: every sequence of the specification (spk §5.2), with the real program and the real scripts.

usage: lifecycle.py BINARY FOLDER [WORDS]: stories whose name has the words. Runs as root of its own namespaces (tests/spk/run makes
them): nothing of it outlives them, and the scripts run as an account without rights. Last line: « N passed, N failed ».
"""

import os
import sys
import traceback

sys.path[:0] = [os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "packaging", "synology")]
sys.dont_write_bytecode = True
import archive  # noqa: E402 their folder is known only now
import elf  # noqa: E402
import lint_payload  # noqa: E402
import package as packaging  # noqa: E402
import dsm  # noqa: E402
import stories_running  # noqa: E402
import stories_trouble  # noqa: E402
import stories_versions  # noqa: E402

VERSIONS = ("0.0.9.3-0001", "1.0.0.3-0002", "1.0.1.3-0003")
TIME = 1_700_000_000


def packages(binary, folder):
    """Three versions, with the same program."""
    with open(binary, "rb") as file:
        program = file.read()
    machine = elf.Elf(program).machine
    target = next(t for t in packaging.platforms() if lint_payload.MACHINES[t.split("-")[0]] == machine)
    # What matters here is what is in it, not how small it is.
    archive.LEVEL = 0
    made = []
    for version in VERSIONS:
        path = os.path.join(folder, f"grappe-{version}.spk")
        with open(path, "wb") as file:
            file.write(packaging.build(target, program, b"licences", TIME, version))
        made.append(dsm.Package(path))
    return made


def main():
    binary, folder, wanted = sys.argv[1], sys.argv[2], " ".join(sys.argv[3:])
    versions = packages(binary, folder)
    passed = failed = 0
    for number, story in enumerate(stories_running.ALL + stories_versions.ALL + stories_trouble.ALL):
        name = story.__doc__.strip()
        if wanted not in name:
            continue
        root = os.path.join(folder, f"story-{number}")
        os.makedirs(root)
        os.chmod(root, 0o755)
        made = []

        def nas(sub="nas", root=root, made=made, **given):
            place = os.path.join(root, sub)
            os.makedirs(place, exist_ok=True)
            made.append(dsm.Nas(place, **given))
            return made[-1]

        try:
            story(nas, *versions)
            passed += 1
            print(f"ok      {name}", flush=True)
        except Exception:  # a story that breaks is told, and the next one begins
            failed += 1
            print(f"FAILED  {name}\n{traceback.format_exc()}", flush=True)
            for one in made:
                print(f"        the last calls: {one.calls[-8:]}, told: {one.told!r}", flush=True)
                log = os.path.join(one.root, "package.log")
                if os.path.exists(log):
                    with open(log, encoding="utf-8", errors="replace") as file:
                        print("        " + file.read()[-1500:].replace("\n", "\n        "), flush=True)
        for one in made:
            one.power_off()
    print(f"{passed} passed, {failed} failed", flush=True)
    sys.exit(0 if failed == 0 and passed else 1)


main()
