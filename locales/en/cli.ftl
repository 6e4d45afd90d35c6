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
config-server-strict-transport = true when this name and every name below it are the practice's own and always on https: browsers will accept nothing else for a year.
config-server-trusted-proxies = Addresses or networks of the proxies whose X-Forwarded-* headers are believed. Whoever comes through another proxy counts as outside the practice.
config-server-max-connections = Connections open at a time, at most.
config-server-max-connections-per-address = Connections open from one address, at most.
config-tls = https by Grappe itself. Without "listen" nothing is encrypted here: a server in front of it does that (on a Synology, DSM's own).
config-tls-listen = Address and port of https. [::]:443 answers the whole network, over IPv4 and IPv6.
config-tls-acme = Authority that issues and renews the certificate: "letsencrypt", "letsencrypt-trial" for a trial, or the address of another one's directory.
config-tls-accept-terms = true when the practice accepts the terms of this authority (for Let's Encrypt: letsencrypt.org/repository).
config-tls-contact = Address that the authority may write to.
config-tls-names = Names of the certificate. Without them: those of public_url and hosts.
config-tls-certificate = Certificate in a PEM file, followed by those that vouch for it, in the place of an authority. It is read again when it changes.
config-tls-key = Private key of this certificate, in a PEM file.
config-tls-authority = PEM file of who vouches for the authority's directory, where the system does not know them.
config-smtp = Mail server, for codes and confirmations. Without "host" no message leaves.
config-smtp-host = Name of the server; its certificate is checked against it.
config-smtp-port = Port: 587 with "starttls", 465 with "tls".
config-smtp-tls = Protection: "starttls", "tls", or "none" (to this machine only).
config-smtp-user = Account, if the server asks for one.
config-smtp-password = Password of the account. Prefer password_file.
config-smtp-password-file = File whose first line is the password.
config-smtp-from = Sender address.
config-radicale = Radicale, the calendar server beside Grappe, for telephones. Without "folder" nothing is handed on to it.
config-radicale-folder = Folder of its configuration, accounts and calendars, prepared by "grappe radicale setup".
config-radicale-address = Address and port it listens on, always on this machine.
config-update = New versions of Grappe. Without "url" and "public_key" nobody is asked. Nothing is ever installed by itself.
config-update-enabled = false never to ask, for instance where a package centre does it.
config-update-url = https address of the list of releases. Its signature is at the same address, followed by ".minisig".
config-update-public-key = minisign public key of who publishes the list.
config-clock = Trust in the clock.
config-clock-require-network-time = true on a machine without a battery clock: nothing expires and nothing is sent until network time is known.
config-log = Log, on standard error. It holds no patient data.
config-log-filter = Level: error, warn, info, debug, trace; or by module, "info,grappe::web=debug".
config-limits = Ceilings that depend on the machine.
config-limits-import-megabytes = Size of an imported file, at most, in megabytes.
config-limits-code-mails-per-day = Confirmation codes sent by e-mail in 24 hours, to all visitors together.
config-limits-token-requests-per-second = Requests a second that the machine interface answers to one token.

config-place-line = { $file }, line { $line }: { $key }
config-place-file = { $file }: { $key }
config-place-variable = variable { $variable }: { $key }
config-place-whole-line = { $file }, line { $line }
config-place-whole-file = { $file }
config-place-whole-variable = variable { $variable }

config-unfit-unreadable = cannot be read ({ $detail }). Check the path and the permissions.
config-unfit-syntax = this is not TOML ({ $detail }). A line reads: key = "value".
config-unfit-unknown-section = unknown section. The sections are practice, server, tls, smtp, radicale, update, clock, log and limits.
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
config-unfit-https = an address that begins with "https://" is expected.
config-unfit-public-key = a minisign public key is expected: the second line of the .pub file, which begins with "RW".
config-unfit-tls-mode = "starttls", "tls" or "none" is expected.
config-unfit-clear-text = "none" would send the messages in clear over the network. Choose "starttls" or "tls".
config-unfit-email = an e-mail address is expected, for example "rdv@example.org".
config-unfit-absolute = an absolute path is expected, which begins with "/".
config-unfit-this-machine = an address of this machine is expected, for example "127.0.0.1:5232": Radicale must not answer the network.
config-unfit-filter = a level is expected: error, warn, info, debug, trace, or "info,grappe::web=debug".
config-unfit-directory = "letsencrypt", "letsencrypt-trial" or an address with https:// is expected.
config-unfit-needs-source = something to encrypt with is missing: give tls.acme, or tls.certificate and tls.key.
config-unfit-terms = the authority wants its terms to be accepted. Read them, then write accept_terms = true.
config-unfit-needs-key = the key { $detail } is needed as well.
config-unfit-excludes = cannot be given together with { $detail }. Keep one of the two.

cli-about = Grappe, the booking system that the practice owns.
cli-exit-codes =
    Exit codes:
      0  done
      1  a problem was found, or lines were left out
      2  wrong arguments or configuration, nothing was touched
      3  data refused: damaged, newer than the program, or of another kind
      4  folder or address taken by another program, try again later
      5  disk, network or program failed
cli-heading-usage = Usage:
cli-heading-commands = Commands
cli-heading-options = Options
cli-usage-command = COMMAND
cli-usage-options = [OPTIONS]
cli-value-command = COMMAND
cli-value-file = FILE
cli-value-folder = FOLDER
cli-value-name = NAME
cli-value-number = NUMBER
cli-value-scope = RIGHT
cli-arg-help = Shows this help
cli-arg-config = Configuration file (without it: environment variables and defaults)
cli-arg-data = Data folder, in the place of the one of the configuration

cli-usage-unknown = Unknown option: { $argument }
cli-usage-unknown-near = Unknown option: { $argument }. Did you mean { $hint }?
cli-usage-no-command = Unknown command: { $argument }
cli-usage-no-command-near = Unknown command: { $argument }. Did you mean { $hint }?
cli-usage-missing = Missing: { $argument }
cli-usage-missing-command = A command is missing: { $hint }
cli-usage-conflict = { $argument } does not go with another option given.
cli-usage-choice = "{ $value }" is not possible for { $argument }. Choose from: { $hint }
cli-usage-value = "{ $value }" is not possible for { $argument }.
cli-usage-utf8 = An argument is not UTF-8 text.
cli-usage-wrong = The arguments do not go together.
cli-usage-see-help = "grappe --help" and "grappe COMMAND --help" explain everything.

cli-config-problem = { $place }: { $reason }

cli-no-folder = { $folder } does not exist. Create it with "grappe init", or name another folder.
cli-folder-in-use = { $folder } is in use by another Grappe. Stop it first, or do the same in the back office.
cli-folder-newer = { $file } has format { $found }; this program knows formats up to { $known }. Install the newer program again.
cli-folder-damaged = { $file } is damaged ({ $detail }). Grappe does not start, so that nothing more is lost.
cli-folder-restore =
    The last good copy is { $copy }. It is put in place by:
      { $command }
cli-folder-no-copy = There is no copy in the folder "backups". Take a backup of the whole folder.
cli-file-fault = { $file }: { $detail }
cli-fault = Failed: { $detail }

cli-version-about = Version of the program, of the time zones and of SQLite
cli-version =
    grappe { $version }
    commit { $commit } ({ $date })
    IANA time zones { $zones }
    SQLite { $sqlite }

cli-token-about = Tokens of the machine interface
cli-token-add = Makes a token, shown once only
cli-token-list = Shows the tokens
cli-token-revoke = Withdraws a token at once
cli-token-name = What it is for, for example "web site"
cli-token-scope = What it allows, for example slots:read; may be repeated
cli-token-practitioner = Number of a practitioner it keeps to; may be repeated; left out: everybody
cli-token-practitioner-unknown = There is no practitioner { $id }.
cli-token-id = Number that "grappe token list" shows
cli-token-made =
    Write this token down now, it will not be shown again:
    { $secret }
cli-token-good = made on { $date }
cli-token-revoked = withdrawn on { $date }
cli-token-ended = Token { $id } is worth nothing any more.
cli-token-unknown = No current token has the number { $id }.
cli-user-outside = Says whether the practice's area also opens outside its network.
cli-user-outside-access = “open”: from outside too, with a second factor; “closed”: on the practice's network only.
cli-value-access = ACCESS
cli-user-outside-open = The practice's area also opens from outside, with a second factor.
cli-user-outside-closed = The practice's area opens on the practice's network only.
cli-messages-about = Messages to patients: sent, waiting, failed
cli-messages-count = How many were sent, wait or failed
cli-messages-list = The messages one by one; no name, no address
cli-messages-resend = Sends a message again; the server must be stopped
cli-messages-state = Only those: troubled, waiting or over
cli-messages-patient = Those of a patient, by number
cli-messages-date = Those of a day, e.g. 2026-03-02
cli-messages-limit = How many at most; 50 where nothing is said, 1000 at most
cli-messages-json = As JSON, for a program
cli-messages-id = Number that “grappe messages list” shows
cli-messages-sure = Even if the patient may already have it
cli-messages-none = No message.
cli-messages-resent = Message { $id } goes out again, as number { $new }.
cli-messages-refused-changed = Message { $id } has just changed: try again.
cli-messages-refused-sure = The patient may already have message { $id }. Add --sure to send it again anyway.
cli-messages-refused-nothing = Message { $id } cannot be sent again.
cli-messages-refused-overtaken = The appointment of message { $id } is over or was moved.
cli-messages-refused-contact = The patient's record no longer has what message { $id } needs.
cli-messages-refused-waiting = The same message is already waiting to leave.
cli-messages-unknown = There is no message { $id }.
cli-value-date = DATE
cli-value-state = STATE
