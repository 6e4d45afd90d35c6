"""Checks 13 and 21 to 27: icons, rights, workers, ports, wizards, window and web server."""

import configparser
import json
import re
import struct

import package

KEPT_CHUNKS = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
WORKERS = {"port-config", "usr-local-linker", "data-share", "web-config", "sysnotify", "systemd-user-unit", "webservice", "syslog-config"}
WIZARDS = ("install_uifile", "upgrade_uifile", "uninstall_uifile")
DIRECTIVES = re.compile(r"^\s*(root|alias|try_files|fastcgi_pass|uwsgi_pass|scgi_pass|grpc_pass)\b", re.MULTILINE)


def _png(data):
    """Width, height and kinds of chunks; None when it is no PNG."""
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        return None
    kinds, at = set(), 8
    while at + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        kinds.add(kind)
        at += 12 + length
    return (*struct.unpack_from(">II", data, 16), kinds)


def icons(spk):
    wanted = [("PACKAGE_ICON.PNG", spk.files, 64), ("PACKAGE_ICON_256.PNG", spk.files, 256)]
    wanted += [(name, spk.payload, int(re.search(r"(\d+)\.png$", name)[1])) for name in spk.payload if re.match(r"ui/images/.*_\d+\.png$", name)]
    for name, files, size in wanted:
        if name not in files:
            continue
        found = _png(files[name])
        if found is None:
            yield f"« {name} » is no PNG"
        elif found[:2] != (size, size):
            yield f"« {name} » has {found[0]} × {found[1]} pixels, not {size} × {size}"
        elif not found[2] <= KEPT_CHUNKS:
            yield f"« {name} » has information about where it comes from"


def privilege(spk):
    found = spk.json("conf/privilege")
    if not isinstance(found, dict):
        yield "conf/privilege is no JSON document"
        return
    if found.get("defaults") != {"run-as": "package"}:
        yield "conf/privilege: defaults must be run-as package"
    for key in set(found) - {"defaults", "username", "groupname"}:
        yield f"conf/privilege: « {key} » asks for rights"
    shares = spk.workers().get("data-share", {}).get("shares", [])
    for share in shares:
        for name in [name for names in share.get("permission", {}).values() for name in names]:
            if name != found.get("username"):
                yield f"conf/resource gives a share to « {name} », the account is « {found.get('username')} »"


def _relpaths(worker, setting):
    if worker == "usr-local-linker":
        return [path for paths in setting.values() for path in paths]
    if worker == "port-config":
        return [setting.get("protocol-file", "")]
    if worker == "sysnotify":
        return [setting.get("texts_dir", "")]
    if worker == "web-config":
        parts = setting.get("nginx-static-config", {})
        return [entry.get("relpath", "") for entry in parts.get("enable", []) + parts.get("disable", [])]
    return []


def resource(spk):
    if "conf/resource" in spk.files and not isinstance(spk.json("conf/resource"), dict):
        yield "conf/resource is no JSON document"
    there = {entry.name for entry in spk.inner}
    for worker, setting in spk.workers().items():
        if worker not in WORKERS:
            yield f"conf/resource: « {worker} » is no worker for us"
            continue
        for path in _relpaths(worker, setting):
            if path not in there:
                yield f"conf/resource: {worker} names « {path} », which is not in the package"


def _port_file(spk):
    """Name and sections of the file of ports; None when there is none or it cannot be read."""
    name = spk.workers().get("port-config", {}).get("protocol-file")
    if name not in spk.payload:
        return None
    reader = configparser.ConfigParser(interpolation=None)
    try:
        reader.read_string(spk.inside(name))
    except configparser.Error:
        return name, {}
    return name, {section: dict(reader[section]) for section in reader.sections()}


def _numbers(text):
    """The ports of `6000,7000:8000/tcp,udp`; None when it is not of that form."""
    found = re.fullmatch(r'"?(\d+(?::\d+)?(?:,\d+(?::\d+)?)*)/(?:tcp|udp)(?:,(?:tcp|udp))?"?', text)
    return [int(n) for n in re.findall(r"\d+", found[1])] if found else None


def _declared(spk):
    found = _port_file(spk)
    sections = found[1].values() if found else []
    return [n for section in sections for n in _numbers(section.get("dst.ports", "")) or []]


def ports(spk):
    found = _port_file(spk)
    if found is None:
        return
    name, sections = found
    if name.rsplit("/", 1)[-1] != spk.info.get("package", "") + ".sc":
        yield f"« {name} » is not named after the package"
    if not sections:
        yield f"« {name} » cannot be read"
    for section, values in sections.items():
        if not re.fullmatch(r"[A-Za-z0-9.\\-]+", section):
            yield f"« {name} »: section « {section} » has other signs than letters, digits, - \\ ."
        given = _numbers(values.get("dst.ports", ""))
        if not given or not all(1 <= n <= 65535 for n in given):
            yield f"« {name} »: dst.ports « {values.get('dst.ports')} » is no list of ports"
        elif given != [spk.port()]:
            yield f"« {name} » declares {given}, the program listens on {spk.port()}"
    admin = spk.info.get("adminport")
    if admin and [int(admin)] != _declared(spk):
        yield f"adminport is {admin}, « {name} » declares {_declared(spk)}"


def reserved(spk):
    taken = []
    for line in package.lines_of("packaging/synology/reserved-ports.txt"):
        first, _, last = line.partition("-")
        taken.append(range(int(first), int(last or first) + 1))
    for port in sorted({spk.port(), *_declared(spk)} - {None}):
        if any(port in some for some in taken):
            yield f"port {port} belongs to DSM or another package"


def _questions(document):
    """`(key, kind)` of every question of a wizard; raises KeyError or TypeError where it is none."""
    return [(sub["key"], item["type"]) for step in document for item in step["items"] for sub in item.get("subitems", [])]


def wizards(spk):
    names = {name.removeprefix("WIZARD_UIFILES/") for name in spk.files if name.startswith("WIZARD_UIFILES/")}
    for wizard in WIZARDS:
        asked = {}
        for name in sorted(n for n in names if re.fullmatch(wizard + r"(_[a-z]{3})?", n)):
            if name + ".sh" in names:
                yield f"{name} is there as a file and as a script"
            try:
                asked[name] = _questions(spk.json("WIZARD_UIFILES/" + name))
            except (KeyError, TypeError):
                yield f"{name} is no wizard"
                continue
            for key, kind in asked[name]:
                if not re.fullmatch(r"[a-z_]+", key):
                    yield f"{name}: « {key} » is no key of a-z and _"
                if kind == "password":
                    yield f"{name}: « {key} » asks for a secret, which would reach logs"
        if asked and wizard + "_fre" not in names:
            yield f"{wizard} has no French words"
        if len({json.dumps(questions) for questions in asked.values()}) > 1:
            yield f"{wizard} does not ask the same in every language"


def window(spk):
    try:
        applications = json.loads(spk.inside("ui/config"))[".url"]
        name, setting = next(iter(applications.items()))
        icon, texts = setting["icon"], [setting["title"], setting["desc"]]
    except (ValueError, KeyError, StopIteration, AttributeError):
        yield "ui/config cannot be read"
        return
    if list(applications) != [spk.info.get("dsmappname")]:
        yield f"ui/config names « {name} », dsmappname is « {spk.info.get('dsmappname')} »"
    for size in package.ICON_SIZES:
        path = "ui/" + icon.replace("{0}", str(size))
        if path not in spk.payload:
            yield f"« {path} » is missing"
    for language in ("enu", "fre"):
        for key in (text.split(":")[1] for text in texts if ":" in text):
            if not re.search(rf"^{re.escape(key)}=", spk.inside(f"ui/texts/{language}/strings"), re.MULTILINE):
                yield f"ui/texts/{language}/strings has no « {key} »"
    page = "ui/" + setting["url"].removeprefix(f"3rdparty/{spk.info.get('package')}/")
    if page not in spk.payload:
        yield f"« {page} », which the icon opens, is missing"


def nginx(spk):
    entries = spk.workers().get("web-config", {}).get("nginx-static-config", {}).get("enable", [])
    for entry in entries:
        name, aliases = entry.get("relpath", ""), entry.get("alias", [])
        text = re.sub(r"#.*", "", spk.inside(name))
        for directive in DIRECTIVES.findall(text):
            yield f"« {name} »: {directive} shows files or another server"
        for where in re.findall(r"\bproxy_pass\s+([^;]+);", text):
            if not re.fullmatch(rf"http://127\.0\.0\.1:{spk.port()}(/\S*)?", where):
                yield f"« {name} » hands on to {where}, not to the program"
        for place in re.findall(r"\blocation\s+(?:[=~^*]+\s+)?(\S+)", text):
            if not any(place == f"/{alias}" or place.startswith(f"/{alias}/") for alias in aliases):
                yield f"« {name} »: location {place} is not under {aliases}"
        if entry.get("type") == "dsm":
            yield f"« {name} »: type dsm would open DSM's own pages to patients"
        for alias in aliases:
            if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,18}[A-Za-z0-9]", alias):
                yield f"alias « {alias} »: 2 to 20 letters, digits, - or _"
