"""A relay as a practice has one on its box: Debian's postfix with STARTTLS and AUTH, and dovecot over the mailboxes it fills. Own folders,
own configuration, ports of loopback only; nothing of this machine is read or changed.

Prints one JSON line with the ports and the folder once both answer, and ends with its standard input. Needs root, as both do.

Mailboxes: rdv@cabinet.example.org (the practice, password « secret rdv ») and those of PATIENTS. Any other address of example.org is taken
and comes back with a report, as from a server that knows its users only later.
"""

import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time

CERTIFICATE = pathlib.Path(__file__).resolve().parent.parent / "fixtures" / "smtp"
# Debian's user for files that are nobody's.
OWNER = 65534
PATIENTS = ["zoe.daubigne@example.org", "marie.petit@example.org", "nora.roux@example.org"]

MASTER = """
127.0.0.1:{smtp} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
virtual unix - n n - - virtual
error unix - - n - - error
retry unix - - n - - error
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
"""

MAIN = """
compatibility_level = 3.6
queue_directory = {root}/queue
data_directory = {root}/data
maillog_file = {root}/postfix.log
maillog_file_prefixes = {root}
myhostname = relay.example.org
mydestination =
mynetworks =
inet_interfaces = loopback-only
inet_protocols = ipv4
biff = no
virtual_mailbox_domains = inline:{{ cabinet.example.org=x, example.org=x }}
virtual_mailbox_base = {root}/mail
virtual_mailbox_maps = inline:{{ {boxes} }}
virtual_uid_maps = static:{owner}
virtual_gid_maps = static:{owner}
# Whom it does not know it tells later, by a report.
smtpd_reject_unlisted_recipient = no
smtpd_tls_cert_file = {certificate}/server.pem
smtpd_tls_key_file = {certificate}/server.key
smtpd_tls_security_level = may
smtpd_tls_auth_only = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = {root}/sasl
smtpd_recipient_restrictions = permit_sasl_authenticated, reject
smtpd_relay_restrictions = permit_sasl_authenticated, reject
"""

DOVECOT = """
base_dir = {root}/run
state_dir = {root}/state
log_path = {root}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{certificate}/server.pem
ssl_key = <{certificate}/server.key
disable_plaintext_auth = no
first_valid_uid = 1
mail_location = maildir:{root}/mail/%u
auth_mechanisms = plain login
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {root}/passwords
}}
userdb {{
  driver = static
  args = uid={owner} gid={owner} home={root}/mail/%u
}}
service imap-login {{
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
  }}
}}
service auth {{
  unix_listener {root}/sasl {{
    mode = 0666
  }}
}}
service stats {{
  unix_listener stats-writer {{
    mode = 0666
  }}
}}
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(port):
    try:
        with socket.create_connection(("127.0.0.1", port), 1):
            return True
    except OSError:
        return False


def main():
    root = pathlib.Path(tempfile.mkdtemp(prefix="grappe-mail."))
    root.chmod(0o755)
    people = ["rdv@cabinet.example.org", *PATIENTS]
    for name in ("conf", "queue", "data", "mail", "run", "state"):
        (root / name).mkdir()
    shutil.chown(root / "data", "postfix")
    shutil.chown(root / "mail", OWNER, OWNER)
    for person in people:
        (root / "mail" / person).mkdir()
        shutil.chown(root / "mail" / person, OWNER, OWNER)
    (root / "passwords").write_text("".join(f"{person}:{{PLAIN}}secret {person.split('@')[0]}::::::\n" for person in people))
    facts = {
        "root": root,
        "smtp": free_port(),
        "imap": free_port(),
        "imaps": free_port(),
        "certificate": CERTIFICATE,
        "owner": OWNER,
        "boxes": ", ".join(f"{person}={person}/" for person in people),
    }
    (root / "conf" / "main.cf").write_text(MAIN.format(**facts))
    (root / "conf" / "master.cf").write_text(MASTER.format(**facts))
    (root / "dovecot.conf").write_text(DOVECOT.format(**facts))
    postfix = ["postfix", "-c", str(root / "conf")]
    dovecot = subprocess.Popen(["dovecot", "-F", "-c", str(root / "dovecot.conf")], stdout=sys.stderr)
    try:
        subprocess.run([*postfix, "start"], check=True, stdout=sys.stderr)
        until = time.monotonic() + 30
        while not (answers(facts["smtp"]) and answers(facts["imap"]) and answers(facts["imaps"])):
            if time.monotonic() > until or dovecot.poll() is not None:
                for log in ("postfix.log", "dovecot.log"):
                    if (root / log).exists():
                        sys.stderr.write((root / log).read_text())
                sys.exit("the mail servers did not start")
            time.sleep(0.1)
        print(json.dumps({"smtp": facts["smtp"], "imap": facts["imap"], "imaps": facts["imaps"], "folder": str(root)}), flush=True)
        sys.stdin.read()
    finally:
        subprocess.run([*postfix, "abort"], check=False, stdout=sys.stderr, stderr=subprocess.DEVNULL)
        dovecot.terminate()
        dovecot.wait()
        if "KEEP" not in os.environ:
            shutil.rmtree(root, ignore_errors=True)


main()
