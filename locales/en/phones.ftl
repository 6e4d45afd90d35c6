# The practitioners' calendars on their telephones: set-up, the page opened on the telephone, the command, the log.

phones-title = Calendars on telephones
phones-note = Each practitioner finds their appointments in the calendar of their telephone
phones-lead = Appointments arrive in the calendar of the telephone, and one that is moved there is moved here too. The calendars stay on this machine: nothing goes through a service elsewhere.
phones-off = Not in service yet
phones-off-how = First install Radicale on this machine, then run the following command with the service stopped. It writes its configuration and says what comes next; the manual describes it.
phones-nobody = Nothing to show. If you are a practitioner, ask the administration to connect your account with your name; otherwise first add the practitioners in the settings.
phones-make = Accounts and calendars
phones-make-what = Makes an account and a calendar for each practitioner who has none, and writes their coming appointments there. Accounts and passwords that exist do not change; that of a practitioner who left is closed.
phones-make-button = Create what is missing
phones-made = Each practitioner has an account and a calendar.
phone-open = Put on a telephone
phone-no-account = no account yet
phone-not-linked = account made, calendar not linked yet
phone-linked = calendar linked
phone-linked-elsewhere = account made; appointments are written to another calendar
phone-password-unknown = { $name }: the password of this account was changed by hand. Give it a new one with "New password", then try again.
phone-radicale-silent = { $name }: Radicale does not answer as it should. Check that it runs with the configuration written by "grappe radicale setup", then try again.
phone-file-trouble = { $file } cannot be read or written ({ $detail }). Give the folder of Radicale to the account that runs Grappe, then try again.

phone-title = The calendar on the telephone
phone-calendar = Practice calendar
phone-show = Set up a telephone
phone-show-what = Take the telephone in your hand. The code to scan and the password are shown after your own password; show them to nobody else.
phone-show-button = Show the code and the password
phone-scan = Scan this code with the telephone
phone-scan-how = It is good once, for { $minutes } minutes. The password is not in the code.
phone-picture = Code to scan, which opens the set-up page of the telephone
phone-scan-type = Or type this address:
phone-scan-first = First scan the code with the camera, then touch "Open the settings of this telephone".
phone-by-hand = By hand
phone-once = For a telephone or a program that does not read the code, such as Thunderbird: a CalDAV account with these three values.
phone-address = Server address
phone-login = User name
phone-password = Password
phone-password-changed = The password of this account was changed by hand and is not known here. Give it a new one with "New password".
phone-lost = Telephone lost or replaced?
phone-lost-what = A new password closes the calendar on every telephone of this practitioner. They have to be set up again.
phone-lost-button = New password
phone-renewed = The password is changed. Set up again the telephones that are kept.
phone-iphone = iPhone and iPad
phone-iphone-get = Download the profile
phone-iphone-1 = Touch "Download the profile" and allow the download.
phone-iphone-2 = Open Settings, touch "Profile Downloaded", then "Install". The telephone says that the profile is not signed: that is as it should be, it comes from the practice.
phone-iphone-3 = Open Calendar: the practice's calendar is there.
phone-android = Android
phone-android-app = A CalDAV application is needed, such as DAVx⁵ (free of charge on F-Droid).
phone-android-open = Open in the application
phone-android-1 = Install the application, then touch "Open in the application".
phone-android-2 = Touch "Log in", then "Create account". If nothing is filled in, copy the three values given "By hand".
phone-android-3 = Tick the practice's calendar and synchronise. It appears in the telephone's calendar application.
phone-link-lead = This telephone will get the calendar of { $name }.
phone-link-open = Open the settings of this telephone
phone-link-once = The link is good once. Touch the button on the telephone that is to be set up, and nowhere else.
phone-link-dead = This link was used already, or its fifteen minutes are over. Ask for a new one in the back office: Settings, Calendars on telephones.
phone-opened-lead = The calendar of { $name }. This page opens once only: set up the telephone before you leave it.
phone-profile = Adds the practice's calendar to the calendar of this device.
phone-needs-https = Outside the practice the calendar opens by an https address only: without it the password would travel in clear. Correct the address of the account on the telephone.

cli-radicale-about = The calendar server Radicale, beside Grappe, for telephones
cli-radicale-setup = Writes Radicale's configuration, makes an account for each practitioner, links the calendars if Radicale answers
cli-radicale-folder = Folder of Radicale (by default that of the configuration, else /var/lib/radicale)
cli-radicale-folder-unfit = The name of Radicale's folder may have no control character. Choose another folder.
cli-init-radicale = Prepares Radicale as well, for calendars on telephones: --with-radicale or --with-radicale=FOLDER (by default /var/lib/radicale)
cli-radicale-heading =
    Radicale beside Grappe: written by "grappe radicale setup", kept as it is where it exists.
    It listens on this machine only; telephones come through the address of Grappe, under /caldav/.
cli-radicale-written = Configuration of Radicale: { $config }
cli-radicale-kept = Configuration of Radicale kept as it is: { $config }
cli-radicale-accounts = New accounts: { $count } (in { $accounts }; those that existed have not changed)
cli-radicale-start =
    To go on:
      1. If Radicale runs under an account of its own, it must read { $folder } and write to { $folder }/collections:
         mkdir -p { $folder }/collections && chown -R grappe:radicale { $folder } && chmod 2750 { $folder } && chmod 2770 { $folder }/collections
      2. Start Radicale: radicale --config { $config }
      3. In the back office: Settings, Calendars on telephones, "Create what is missing"
cli-radicale-configure =
    To be added to the configuration of Grappe, so that telephones get through:
      { "[" }radicale]
      folder = { $folder }
cli-radicale-linked = { $name }: calendar made and linked.
cli-radicale-linked-before = { $name }: appointments are written to a calendar already.
cli-radicale-password-unknown = { $name }: the password of the account was changed by hand. "New password" in the back office replaces it.
cli-radicale-silent = { $name }: Radicale does not answer yet. Start it, then run this command again or touch "Create what is missing".

audit-act-calendar-account = Made a calendar account for telephones
audit-act-calendar-account-end = Closed a calendar account for telephones
audit-act-calendar-password = Changed the password of a calendar for telephones
audit-act-calendar-shown = Displayed what sets up a telephone
