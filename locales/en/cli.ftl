# Command line and configuration file.

config-header =
    Configuration of Grappe.
    Each key may be replaced by the environment variable named above it.
    An unknown key or an impossible value keeps the program from starting, with the line and the remedy.
    Everything else (hours, care types, accounts, texts) is set in the back office.
config-practice = What must exist before the database does.
config-practice-data = Data folder of the practice (absolute path). Back it up.
config-server = Address of the pages, and what stands before them.
config-server-listen = Address and port to listen on. 0.0.0.0:8080 answers the whole network.
config-server-public-url = Address that patients see, for links in messages. Without it: the listening address.
config-server-hosts = Names the pages answer to, besides that of public_url and the addresses of the machine.
config-server-prefix = Path under which the pages live, for example "/rdv/".
config-server-trusted-proxies = Addresses or networks of the proxies whose X-Forwarded-* headers are believed.
config-server-max-connections = Connections open at a time, at most.
config-server-max-connections-per-address = Connections open from one address, at most.
config-smtp = Mail server, for codes and confirmations. Without "host" no message leaves.
config-smtp-host = Name of the server; its certificate is checked against it.
config-smtp-port = Port: 587 with "starttls", 465 with "tls".
config-smtp-tls = Protection: "starttls", "tls", or "none" (to this machine only).
config-smtp-user = Account, if the server asks for one.
config-smtp-password = Password of the account. Prefer password_file.
config-smtp-password-file = File whose first line is the password.
config-smtp-from = Sender address.
config-clock = Trust in the clock.
config-clock-require-network-time = true on a machine without a battery clock: nothing expires and nothing is sent until network time is known.
config-log = Log, on standard error. It holds no patient data.
config-log-filter = Level: error, warn, info, debug, trace; or by module, "info,grappe::web=debug".
config-limits = Ceilings that depend on the machine.
config-limits-import-megabytes = Size of an imported file, at most, in megabytes.
config-limits-readers = Read-only connections to the database.

config-place-line = { $file }, line { $line }: { $key }
config-place-file = { $file }: { $key }
config-place-variable = variable { $variable }: { $key }
config-place-whole-line = { $file }, line { $line }
config-place-whole-file = { $file }
config-place-whole-variable = variable { $variable }

config-unfit-unreadable = cannot be read ({ $detail }). Check the path and the permissions.
config-unfit-syntax = this is not TOML ({ $detail }). A line reads: key = "value".
config-unfit-unknown-section = unknown section. The sections are practice, server, smtp, clock, log and limits.
config-unfit-misspelt-section = unknown section. Did you mean "{ $detail }"?
config-unfit-unknown-key = unknown key. Remove it, or compare with the template that "grappe init" writes.
config-unfit-misspelt-key = unknown key. Did you mean "{ $detail }"?
config-unfit-text = a text in quotes is expected.
config-unfit-list = a list of texts is expected: ["one", "two"].
config-unfit-flag = true or false is expected, without quotes.
config-unfit-number = a whole number from { $min } to { $max } is expected.
config-unfit-address = an address and a port are expected, for example "127.0.0.1:8080".
config-unfit-host = a host name is expected, without "https://" or path.
config-unfit-prefix = a path is expected, for example "/rdv/": letters, digits, hyphens and dots between slashes.
config-unfit-network = an address or a network is expected, for example "192.168.1.10" or "10.0.0.0/8".
config-unfit-url = an address is expected, for example "https://rdv.example.org", without "?" or "#".
config-unfit-tls-mode = "starttls", "tls" or "none" is expected.
config-unfit-clear-text = "none" would send the messages in clear over the network. Choose "starttls" or "tls".
config-unfit-email = an e-mail address is expected, for example "rdv@example.org".
config-unfit-absolute = an absolute path is expected, which begins with "/".
config-unfit-filter = a level is expected: error, warn, info, debug, trace, or "info,grappe::web=debug".
config-unfit-needs-key = the key { $detail } is needed as well.
config-unfit-excludes = cannot be given together with { $detail }. Keep one of the two.
