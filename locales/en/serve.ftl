# Going live: serve, init, user, check.

cli-value-address = ADDRESS:PORT
cli-value-login = LOGIN
cli-value-role = ROLE

cli-serve-about = Starts the practice's server
cli-serve-ready =
    Grappe answers on { $address }
    Booking page: { $page }/
    Back office: { $page }/admin

cli-init-about = Prepares a practice: configuration, data folder, first account
cli-init-config = Configuration file to write (default /etc/grappe/grappe.toml)
cli-init-data = Data folder to make (default /var/lib/grappe)
cli-init-listen = Address and port to listen on (default 127.0.0.1:8080)
cli-init-login = Login of the first account (default admin)
cli-init-name = Name of this person as the team will see it
cli-init-taken = { $file } exists already. Nothing was touched. Name another place, or keep the installation that is there: "grappe serve".
cli-init-done =
    Configuration: { $config }
    Data: { $data }

    Next:
      1. If the server runs under another account, give it these two places, for example: chown -R grappe: { $data } { $config }
      2. Start the server: grappe serve --config { $config }
      3. Open { $page }
         and give this code, good once and for 24 hours: { $code }
    Code too old or lost: grappe user code LOGIN --config { $config }

cli-user-about = Accounts of the back office
cli-user-list = Shows the accounts
cli-user-add = Makes an account and gives its one-time code
cli-user-code = Gives a new one-time code, to choose a password
cli-user-change-role = Changes the role of an account
cli-user-disable = Closes an account and ends its sessions
cli-user-enable = Opens a closed account again
cli-user-second-factor = Removes the second factor of an account whose phone was lost
cli-user-login = What the person types to sign in
cli-user-name = Name as the team will see it
cli-user-role = administrator, practitioner, secretary or reader
cli-user-code-made =
    Code of "{ $login }", good once and for 24 hours: { $code }
    It is given at the page /admin/welcome, where the person chooses a password.
cli-user-disabled = The account "{ $login }" is closed, its sessions are ended.
cli-user-enabled = The account "{ $login }" is open again.
cli-user-role-changed = The role of "{ $login }" is changed; they sign in again.
cli-user-second-factor-gone = The second factor of "{ $login }" is removed, its sessions are ended.
cli-user-has-second-factor = (second factor)
cli-user-is-disabled = (closed)
cli-user-unknown = No account has the login "{ $login }". "grappe user list" shows them.
cli-user-login-malformed = "{ $login }" cannot be a login: 2 to 60 letters, figures, points, hyphens, "_" or "@", without a space.
cli-user-login-taken = The login "{ $login }" is taken.
cli-user-name-malformed = The name of "{ $login }" must have 1 to 60 characters.
cli-user-last-administrator = "{ $login }" is the last open administrator account. Give this role to somebody else first.

cli-empty-folder = { $folder } holds no data of Grappe. Check that the right disk is plugged in; for a new practice, run "grappe init".
cli-file-denied = { $file }: this account may not write there ({ $detail }). Give the folder to the account that runs Grappe, for example: chown -R grappe: FOLDER
cli-disk-full = { $file }: the disk is full. Make room, then try again; nothing is lost.
cli-key-fault = The device key cannot be used ({ $detail }). Take the file "device.key" from the backup of the same folder.
cli-address-in-use = { $address } is taken by another program, perhaps another Grappe. Stop it, or change "listen" in the section [server] of the configuration.
cli-address-denied = This account may not listen on { $address }. Choose a port from 1024 on in "listen", section [server], and let the proxy take port 80 or 443; under systemd, "systemctl enable --now grappe.socket" gives Grappe port 80.
cli-address-not-here = { $address } is no address of this machine. Correct "listen" in the section [server]; 0.0.0.0 suits all.
cli-address-fault = Cannot listen on { $address }: { $detail }
cli-handed-socket = The service manager handed over a socket that Grappe cannot use: { $detail }. "ListenStream=" of the unit grappe.socket must name a TCP port.

cli-check-about = Checks a data folder, whether the server runs or not; changes nothing
cli-check-sound =
    All is well: { $appointments } appointments, { $records } records in the log.
    Hash of the log, to compare with the one of a backup: { $hash }
cli-check-found =
    Problems: { $count }. Keep a copy of the folder before any repair, and send this list with your request for help.
cli-check-file = The database file is damaged: { $detail }
cli-check-reference = Row { $row } of "{ $table }" names a row of "{ $parent }" that is not there.
cli-check-reference-somewhere = A row of "{ $table }" names a row of "{ $parent }" that is not there.
cli-check-audit-number = The log of acts is incomplete: record { $detail } is missing.
cli-check-audit-hash = The log of acts was changed: record { $detail } does not match its hash.
cli-check-occupied = Taken time and appointments disagree: { $detail }
cli-check-overlap = The same time is taken twice: { $detail }
cli-check-capacity = More seats taken than there are: { $detail }
cli-check-move = A move is not whole: appointment { $detail }.
cli-check-returned = Patient { $detail } was erased and is here again: this is an older copy. The program erases them again when it starts.
cli-check-merge = A merge is not whole: merge { $detail }.
cli-check-exchange = Entry { $detail } of the waiting list would give up another patient's appointment.
cli-check-offer = Offer { $detail } is open, and nobody waits for it any more.
cli-check-unfindable = Patient { $detail } cannot be found by name.
cli-check-handover = Appointment { $detail } was to get another patient, and did not.
cli-check-identity = Two appointments share a calendar identity: appointment { $detail }.
