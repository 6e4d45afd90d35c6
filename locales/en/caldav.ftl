# `grappe caldav`: a calendar server, before a calendar there is linked.
caldav-about = Calendars kept elsewhere (CalDAV)
caldav-probe-about = Looks for the calendars of a server and says how it answers, without changing anything there
caldav-value-url = URL
caldav-value-fingerprint = FINGERPRINT
caldav-arg-url = Address of the server or of the calendar, for example https://nas.local:5001/caldav/dr
caldav-arg-user = Account on that server (asked for if missing); the password is asked for, or read from GRAPPE_CALDAV_PASSWORD
caldav-arg-pin = Fingerprint of the key of a self-signed certificate, compared on the server
caldav-arg-unencrypted = Accepts that the password travels unencrypted, within the practice's own network only
caldav-arg-write = Tries to write as well: one event in ten years, removed at once
caldav-arg-calendar = Number of the calendar for that trial, when there are several
caldav-arg-yes = Writes without asking
caldav-ask-user = Account:
caldav-ask-password = Password (nothing is shown):
caldav-ask-write = Write a trial event into “{ $name }”, dated in ten years and removed at once? Answer yes or no:
caldav-yes = yes
caldav-url-malformed = “{ $url }” is not an address. It begins with https:// (or http:// within the practice's own network).
caldav-url-credentials = The address contains a name or a password. Remove what stands before “@” and give the account with --user.
caldav-url-forbidden = “{ $url }” is the address of no calendar server. Check it.
caldav-url-in-clear = “{ $url }” is on the internet and not encrypted. Use https://.
caldav-pin-unfit = A fingerprint has 64 hexadecimal digits, with or without “:”. Copy the one that the command shows without --pin.
caldav-no-user = The account is missing: --user NAME.
caldav-no-password = The password is missing: type it, or put it into { $variable }.
caldav-server =
    Server: { $kind }
    Says of itself: { $name }
    Connection: { $line }, { $way }
caldav-kind-davical = DAViCal, or Synology Calendar which is made of it
caldav-kind-radicale = Radicale
caldav-kind-sabre = sabre/dav, or a program made of it
caldav-kind-xandikos = Xandikos
caldav-kind-other = CalDAV server
caldav-line-encrypted = encrypted
caldav-line-clear = unencrypted
caldav-way-digest = the password is not sent (Digest)
caldav-way-basic = the password is sent (Basic)
caldav-way-open = without a password
caldav-calendar =
    Calendar { $number }: { $name }
      Address: { $href }
      Reading: { $reading }
      Writing: { $writing }
caldav-reads-changes = the server tells what changed.
caldav-reads-states = the server tells whether anything changed; Grappe then compares the whole list.
caldav-reads-all = Grappe compares the whole list each time.
caldav-writes = allowed to this account.
caldav-reads-only = refused to this account. Give it the right to write, so that appointments appear there.
caldav-writes-unknown = the server does not say whether it is allowed. The trial with --write shows it.
caldav-which = There are several calendars: choose the one for the trial with --calendar NUMBER.
caldav-no-such-number = There is no such number: there are { $count } calendar(s).
caldav-needs-consent = The trial of writing needs consent: add --yes.
caldav-not-written = Nothing was written.
caldav-trial-summary = Trial of Grappe
caldav-trial-done = Trial of writing: done, and the event is removed.
caldav-trial-etag = The server tells the state of what is written.
caldav-trial-no-etag = The server does not tell the state of what is written; Grappe asks for it after each write.
caldav-trial-verbatim = It keeps events as they are.
caldav-trial-rewrites = It rewrites events in its own way; Grappe knows them all the same.
caldav-trial-marks = It keeps the mark of Grappe.
caldav-trial-no-marks = It does not keep the mark of Grappe; its events are known by their identity only.
caldav-trial-once = It refuses to write twice at the same place.
caldav-trial-twice = Problem: it writes over an event that is there. Do not link a calendar there.
caldav-trial-compares = It refuses to overwrite what somebody else changed.
caldav-trial-no-compare = Problem: it overwrites what somebody else changed. Do not link a calendar there.
caldav-refused =
    { $host } refuses this account or this password. Check them; do not insist, some servers block after a few failures.
    On a Synology NAS: make a DSM account for Grappe alone, without 2-factor authentication, with the right to use Calendar only.
caldav-in-clear = { $host } wants the password in clear, and the connection is not encrypted. Use https://, or add --unencrypted if this network is yours alone.
caldav-no-scheme = { $host } asks for a way to sign in that Grappe does not know. Turn on “Basic” or “Digest” (MD5 or SHA-256, qop=auth) on the server.
caldav-elsewhere = { $host } redirects to { $detail }, where the password is not sent. If that address is the right one, give it directly.
caldav-redirects = { $host } redirects from one address to another without end. Give the exact address of the calendar.
caldav-page = { $host } answers with a web page, not with a calendar: it is another address or another port. Copy the address that the calendar program shows for macOS or iOS.
caldav-page-dsm =
    { $host } answers with the page of DSM, not with a calendar: this is not the calendar's port.
    Try port 20003 with https:// (or 20002 with http://), or copy the “macOS / iOS” address that Synology Calendar shows.
caldav-forbidden =
    { $host } knows this account but refuses it access (403). Give it the right to the calendar.
    On a Synology NAS: the right to use Calendar, among the applications of the account.
caldav-not-found = There is no calendar at { $detail }. Copy the address that the calendar program shows, or give that of the server only.
caldav-busy = { $host } asks to wait. Try again in { $detail } minute(s).
caldav-status = { $host } answered with error { $detail }. Look into the log of the server.
caldav-malformed = The answer of { $host } does not read like that of a calendar ({ $detail }). Check the address, and what stands before the server.
caldav-none = { $host } speaks WebDAV, but this account has no calendar of events there. Make one in the calendar program, or give the address of the calendar.
caldav-address-forbidden = The name { $host } leads to an address that may not be called: without encryption, only this machine and the practice's own network. Check the name or use https://.
caldav-unreachable = { $host } does not answer ({ $detail }). Check the address, the port, and that the server is on.
caldav-untrusted =
    The certificate of { $host } is not trusted: it is self-signed, expired, or of another name. Fingerprint of its public key:
      SHA-256 { $detail }
    Compare it on the server itself. If it is the same, start again with:
      --pin { $detail }
caldav-key-changed =
    { $host } shows another key than the one that is accepted.
      accepted: { $expected }
      shown:    { $found }
    If the server's certificate was made anew, compare the new fingerprint on the server and give it with --pin. Otherwise somebody pretends to be it.
caldav-tls = The encrypted connection with { $host } could not be made ({ $detail }). Is this port really https, with TLS 1.2 or newer?
caldav-too-slow = { $host } did not answer in time. Try again; if it goes on, look at the load of the server.
caldav-cut = { $host } cut the connection ({ $detail }). Try again; if it goes on, look into the log of the server.
caldav-too-large = The answer of { $host } is larger than that of a calendar. Check the address.
caldav-unreadable = The answer of { $host } is damaged, or packed in an unknown way. Look at what stands before the server.
caldav-sync-about = Reads and writes every linked calendar once, now (while the server of Grappe is stopped)
caldav-sync-none = No calendar is linked.
caldav-sync-clock = The time of this machine cannot be trusted: nothing is read or written. Set the clock, then start again.
caldav-sync-done = { $name }: { $seen } event(s) read, { $gone } gone, { $written } written.
caldav-sync-failed =
    { $name }: failed.
    { $why }
caldav-sync-paused = { $name }: at rest, nothing was done.
caldav-sync-stopped = { $name }: stopped, nothing was done. Reason and remedy are in the settings of the calendars.
caldav-sync-no-password = The password cannot be read on this machine any more. Type it again in the settings of the calendar.
caldav-sync-address = The address of this calendar is none any more. Link the calendar again.
caldav-sync-unreadable = The file is no calendar, or is cut off ({ $detail }). What was known stays taken.
caldav-sync-full = The server has no room left. Make some, then take the calendar up again in its settings.
caldav-sync-suspended = Too many events vanished or moved at once: nothing was changed here. Look at the calendar, then decide in its settings.
