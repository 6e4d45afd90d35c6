# Practitioners' calendars, linked in the set-up: the search, the choice, the trial, and the page of each.

calendars-title = Practitioners' calendars
calendars-note = Link a practitioner's calendar (Synology, CalDAV): its events block, appointments appear in it
calendars-lead = What practitioners note in their own calendar is no longer offered to patients, and their appointments appear in their calendar, on their phone. An appointment is never cancelled by the calendar without you.
calendars-none = No calendar is linked.
calendars-add = Link a calendar
calendars-step = Step { $step } of 3
calendars-errors = Nothing is linked: see below what is wrong.
calendars-demo = The demonstration calls no server. Link a calendar on your own installation.

calendars-address-lead = Grappe asks the server which calendars this account can see. Nothing is written there.
calendars-whose = Calendar of
calendars-url = Address
calendars-url-hint = That of the server or of the calendar, copied from the calendar program. It begins with https://, or with http:// within the practice's own network.
calendars-file = It is the address of a subscription (.ics), only to be read
calendars-file-hint = Often without account and password. Google Calendar gives one: “Secret address in iCal format”.
calendars-no-file = What is at this address is no file of a calendar. Copy the address to subscribe to (it often ends in .ics), or untick the box to look for calendars.
calendars-user = Account
calendars-user-hint = The name that one signs in to that server with.
calendars-secret = Password of this account
calendars-secret-hint = That of the calendar server, not that of Grappe. It is kept encrypted and never shown.
calendars-secret-held = The password that was typed is kept: leave this empty for the same one.
calendars-secret-same = Leave this empty to keep the present password. It is kept encrypted and never shown.
calendars-clear = Allow it without encryption, within the practice's own network
calendars-clear-hint = Whoever is connected to that network can then read the password. Prefer https:// if the server can do it.
calendars-same-key = I compared the fingerprint on the server: it is the same
calendars-same-key-hint = Grappe will accept this key for this server, and no other.
calendars-same-key-needed = Compare the fingerprint, then tick the box, or do not link this calendar.
calendars-look = Look for calendars
calendars-asking = The server is being asked already. Wait for its answer, then try again.
calendars-rest = { $host } refused this account twice in a row. Grappe does not insist: many servers block after a few failures. Check the account and the password on the server itself, then try again in { $minutes } min.

calendars-synology = On a Synology NAS
calendars-synology-1 = In DSM, open Control Panel, User, and make an account for Grappe alone, without 2-factor authentication: a linked calendar cannot do that.
calendars-synology-2 = Give it the right to use Calendar only, and refuse the other applications.
calendars-synology-3 = In Synology Calendar, share the practitioner's calendar with this account, with the right to edit. Or let Grappe make one, and share it with the practitioner.
calendars-synology-4 = On the page of Calendar, copy the “macOS / iOS” address of the calendar (CalDAV account). That is the one to type below.
calendars-synology-5 = It looks like https://nas:5001/caldav/account, or http://nas:5000/caldav/account without encryption. If it leads to the page of DSM, try ports 20003 (https) or 20002 (http).
calendars-other = On another server
calendars-other-1 = Tried: Radicale, DAViCal, Xandikos, and sabre/dav which others are made of. The address of the server is often enough; otherwise copy the CalDAV address that the program shows.
calendars-other-2 = If the account has 2-factor authentication, make an app password on the server, or an account for Grappe alone.
calendars-other-3 = A service that knows neither app passwords nor plain accounts, such as Google Calendar, gives an address to subscribe to (.ics): its events block, but nothing is written to it.
calendars-compare = How to compare the fingerprint
calendars-compare-1 = Do it on a computer in the same network as the server. In Chrome or Edge, open the address of the server, click to the left of the address, then on the certificate: under “SHA-256 fingerprints”, the line “Public key” must be the same.
calendars-compare-2 = Or on the server: openssl x509 -in cert.pem -noout -pubkey | openssl pkey -pubin -outform der | openssl dgst -sha256
calendars-compare-3 = Better still: a certificate that is publicly valid (Let's Encrypt, which DSM can ask for). Then there is nothing to compare.

calendars-choose-title = Choose the calendar
calendars-found = Answered: { $kind }. Connection { $line }, { $way }.
calendars-which = Which calendar
calendars-unnamed = Calendar without a name
calendars-one = { $name } – writing: { $writing }
calendars-make = Make a calendar on this server
calendars-make-name = Name of the new calendar
calendars-make-name-hint = Only to make a calendar. For example “Appointments”.
calendars-use = What for
calendars-use-written = Write appointments into this calendar, and its events block
calendars-use-read = Only read it: its events block
calendars-use-hint = One calendar of each practitioner gets the appointments. There may be others, which are only read.
calendars-privacy = What an appointment says in the calendar
calendars-privacy-hint = Whoever can open the calendar reads it, and sometimes who hosts the server. Notes of a record are never in it.
calendars-privacy-0 = Nothing of the patient – “Appointment”
calendars-privacy-1 = What for and initials – “Consultation, Z. R.”
calendars-privacy-2 = The full name and what for, with the phone and the note of the appointment – “ROUX Zoé, Consultation”
calendars-options = Other choices
calendars-ignores-all-day = All-day events do not block
calendars-ignores-all-day-hint = For a calendar with birthdays or public holidays. A leave that is noted as a whole day then no longer blocks.
calendars-asks-before-moving = Ask before following an appointment that was moved in the calendar
calendars-asks-before-moving-hint = Without this box the appointment follows and the patient is told; within 24 hours it is always asked.
calendars-deleting-cancels = Deleting an appointment in the calendar cancels it
calendars-deleting-cancels-hint = After ten minutes, and the patient is told. Without this box it is a question on “To do”.
calendars-keeps-cancelled = Keep a trace of cancelled appointments
calendars-keeps-cancelled-hint = The event stays, marked cancelled, and takes no time any more.
calendars-writes-utc = Write hours in universal time
calendars-writes-utc-hint = Only if the calendar shows shifted hours.
calendars-reminds = Reminder of the calendar, minutes before
calendars-reminds-hint = Empty: no reminder.
calendars-go-on = Go on
calendars-read-only = This account may not write to this calendar. Give it the right on the server, or choose “only read it”.
calendars-written-already = The appointments of this practitioner are written to another calendar already. Choose “only read it”, or remove the other one first.
calendars-linked-already = This calendar is linked for this practitioner already, or gets the appointments of a colleague: they would block each other. Choose another one.

calendars-trial-title = Try to write
calendars-trial-lead = Grappe will write a trial event into “{ $name }”, dated in ten years, which takes no time, change it, and take it away again. So one knows that the server keeps appointments well.
calendars-trial-consent = Try it
calendars-trial-good = The trial is good. The calendar is not linked yet.
calendars-trial-fill = Coming appointments will be written to it at once.
calendars-trial-link = Link this calendar
calendars-trial-bad = The trial shows that events could be lost. This calendar may be read, not written.
calendars-trial-back = Change the choices

calendars-state-active = linked
calendars-state-paused = paused
calendars-state-suspended = stopped
calendars-state-refused = account refused
calendars-state-leaving = being removed
calendars-paused-note = Nothing is read or written. What is known goes on blocking, and what is to be written waits.
calendars-leaving-note = Appointments are being taken out of the calendar; the link then ends by itself.
calendars-reason-refused = The server refuses access to this calendar, or no longer finds it. All that was known goes on blocking. Check the connection below, mend it on the server, then take it up again.
calendars-reason-no-calendar = At this address there is no calendar any more but something else. All that was known goes on blocking. Check the server and its address, then take it up again.
calendars-reason-elsewhere = The server redirects to another machine. The password is not sent there. If the server has moved, remove this link and link the calendar at its new address.
calendars-reason-vanished = Many events vanished at once. It may be a mistake, or a calendar that was made anew. Nothing was cancelled here, and all that was known goes on blocking. Choose below how to go on.
calendars-reason-moved = More than twenty appointments changed their time at once. It may be a wrong time zone, or a copy that was put back. None moved here. Choose below how to go on.
calendars-reason-restored = Grappe was put back from a copy: what happened in the calendar since is not known. Look at what taking it up again would do, then accept it.
calendars-reason-credentials = The server refused the account or the password twice, and Grappe does not insist. Type the right password below.
calendars-reason-rights = The server knows this account but refuses it access. Give it the right to the calendar (on a Synology NAS: the right to use Calendar), then take it up again.
calendars-reason-key = The server shows another key than the one that was accepted. Check the connection below: both fingerprints are shown, and you decide.
calendars-reason-full = The server has no room left for this calendar. Make room, or raise the limit of the account, then take it up again.
calendars-failing = { $count ->
    [0] No failure.
    [one] One failure. Next try: { $when }. Check the connection if it goes on.
   *[other] { $count } failures in a row. Next try: { $when }. Check the connection if it goes on.
}
calendars-never = Not read yet.
calendars-polled = Last read: { $when }.
calendars-members = { $count ->
    [0] No event known.
    [one] One event known.
   *[other] { $count } events known.
}
calendars-waiting = { $count ->
    [0] Nothing waits to be written there.
    [one] One appointment waits to be written there.
   *[other] { $count } appointments wait to be written there.
}
calendars-kind-read = read
calendars-kind-subscribed = read, by subscription
calendars-kind-written = read and written
calendars-no-secret = The password cannot be read on this machine (only on the one where it was typed). Type it again below.

calendars-of = Calendar of { $name }
calendars-check = Check the connection
calendars-check-good = The server answers, and the calendar is there.
calendars-check-other = The server answers, but there is no calendar at this address. Check in the calendar program that it still exists.
calendars-now = Synchronise now
calendars-pause = Pause
calendars-resume-title = Take it up again
calendars-this = Choose
calendars-resume = Take it up as before
calendars-resume-hint = If all is mended, or the events are back. Grappe compares with what it knew, and stops again if the difference is as large.
calendars-resume-paused = Grappe reads what changed since, and writes what waits.
calendars-recreate = Write our appointments to the calendar again
calendars-recreate-hint = The calendar lost its events by accident: each coming appointment is put there again at its time. The practitioner's events that vanished still block their times, until they are back or you free them under “To do”. No appointment is cancelled.
calendars-anew = Accept what vanished
calendars-anew-hint = The calendar is read anew: the practitioner's events that vanished no longer block. Our coming appointments are put there again at their times. No appointment is cancelled.
calendars-another = Choose another calendar
calendars-another-hint = This link is removed, the old calendar stays as it is, and you link another one. No appointment is cancelled.
calendars-edit = Account and choices
calendars-remove-title = Remove this link
calendars-remove-hint = Appointments stay in Grappe, and the events of this calendar no longer block.
calendars-remove-leave = Remove, and leave the appointments in the calendar
calendars-remove-take = Take our coming appointments out of the calendar first, then remove
calendars-remove = Remove
calendars-accept-key = Accept the new key
calendars-address = Address
calendars-name = Calendar
calendars-use-short = Use
calendars-last = Last reading
calendars-known = Contents
calendars-due = To write

calendars-done-linked = The calendar is linked. The first reading begins within a minute.
calendars-done-paused = The calendar is paused.
calendars-done-resumed = The calendar is taken up again. The next reading begins within a minute.
calendars-done-synced = The synchronisation has ended. What came of it is below.
calendars-done-asked = The synchronisation is asked for. Load the page again in a moment to see when the calendar was read.
calendars-done-removed = The link is removed. The appointments are still there.
calendars-done-leaving = The appointments are taken out of the calendar, then the link ends.
calendars-done-key = The new key is accepted.
calendars-wrong-state = Somebody else changed this link meanwhile. This is how it is now.
