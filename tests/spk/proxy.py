"""What stands around the fake DSM: small volumes, other shells, and an nginx like the one that DSM has on 80 and 443."""

import contextlib
import http.client
import os
import ssl
import subprocess
import time

CONFIGURATION = """
user root;
worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:80;
        listen 127.0.0.1:443 ssl;
        ssl_certificate {folder}/cert.pem;
        ssl_certificate_key {folder}/key.pem;
        include {snippet};
        location / {{ return 404; }}
    }}
}}
"""


@contextlib.contextmanager
def mounted(arguments, place):
    subprocess.run(["mount", *arguments, place], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", place], check=True)


def small_volume(place, size, owner):
    """A volume of so many bytes over a folder, empty; what the folder holds is there again afterwards."""
    return mounted(["-t", "tmpfs", "-o", f"size={size},uid={owner},gid={owner},mode=0755", "tmpfs"], place)


@contextlib.contextmanager
def nginx(snippet, folder):
    """The file included as DSM includes it; yields a function: scheme and path to status, address of a redirection and body."""
    names = ["-keyout", f"{folder}/key.pem", "-out", f"{folder}/cert.pem", "-subj", "/CN=127.0.0.1"]
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *names], check=True, capture_output=True)
    path = os.path.join(folder, "nginx.conf")
    with open(path, "w", encoding="utf-8") as file:
        file.write(CONFIGURATION.format(folder=folder, snippet=snippet))
    running = subprocess.Popen(["nginx", "-c", path, "-e", f"{folder}/nginx.log"])
    unchecked = ssl.create_default_context()
    unchecked.check_hostname, unchecked.verify_mode = False, ssl.CERT_NONE

    def ask(scheme, path):
        if scheme == "https":
            line = http.client.HTTPSConnection("127.0.0.1", 443, timeout=10, context=unchecked)
        else:
            line = http.client.HTTPConnection("127.0.0.1", 80, timeout=10)
        with contextlib.closing(line):
            line.request("GET", path, headers={"Host": "127.0.0.1"})
            answer = line.getresponse()
            return answer.status, answer.getheader("location"), answer.read().decode()

    try:
        for _ in range(50):
            with contextlib.suppress(OSError):
                ask("http", "/elsewhere")
                break
            time.sleep(0.1)
        yield ask
    finally:
        running.terminate()
        running.wait(10)
