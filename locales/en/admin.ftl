# Pages for the people who work in the practice.

admin-nav = Practice desk
admin-nav-agenda = Agenda
admin-nav-book = New appointment
admin-nav-setup = Settings
admin-clock-wrong = The clock of this device cannot be trusted. Check its internet connection: nothing expires and nothing is sent until it is right.
admin-pressure = Unusually many requests reach the booking page. Grappe slows robots down: your patients book as usual, there is nothing for you to do.
admin-right-missing = Your account does not allow this. Ask the person who administers Grappe at the practice.
admin-session-over = Your session has ended and nothing was saved. Sign in, then try again.
admin-form-not-ours = This form is no longer valid, probably because the page was open for a long time. Nothing was saved: reload the page and try again.

role-administrator = Administration
role-practitioner = Practitioner
role-secretary = Front desk
role-reader = Read only

sign-in-step = Practice desk
sign-in-title = Sign in
sign-in-login = Login
sign-in-password = Password
sign-in-desk = Front desk computer
sign-in-desk-hint = The session stays open for up to 8 hours without activity, instead of 30 minutes.
sign-in-button = Sign in
sign-in-wrong = The login or the password is not right. After several tries, wait a few minutes before the next one.
sign-in-outside = From outside the practice, two-step verification is needed. First turn it on from inside the practice, under “My account”.
admin-closed-outside = This area opens on the practice's network only. To come from elsewhere, the person who administers Grappe allows it at the practice, under “Settings”, “Access from outside”.
session-outside = From outside the practice a second factor is needed. Set it up at the practice, under “My account”, then sign in again.
sign-in-code-lead = First time here, or password forgotten?
sign-in-code-link = Use a one-time code
sign-out = Sign out

welcome-title = Choose your password
welcome-lead = The code was given to you by the person who administers Grappe, or shown when the program started. It works once.
welcome-code = One-time code
welcome-code-wrong = This code is not valid: it may have been used already, or it is too old. Ask for a new one.
welcome-password = New password
welcome-password-hint = At least { $min } characters. A sentence is very good; spaces count.
welcome-again = The same once more
welcome-button = Save and enter
welcome-has-password = I already have a password
password-too-short = Too short: at least { $min } characters are needed.
password-too-long = Too long: at most { $max } characters.
password-common = This password is among those that people try first. Choose for example a sentence of four or five words.
password-context = This password can be guessed from the name of the practice, of a person or of the town. Add unrelated words.
password-differs = The two passwords differ. Type them again.

second-factor-title = Two-step verification
second-factor-lead = Open the authenticator app on your phone and copy the code for this practice.
second-factor-why = Your phone will give a code at each sign-in: a stolen password will no longer be enough.
second-factor-app = Install an authenticator app if you have none (for example Aegis, FreeOTP or 2FAS).
second-factor-scan = Add an account to it by scanning this square.
second-factor-picture = Square to scan with the authenticator app
second-factor-type = Without a camera, type this key:
second-factor-then = Copy the six-digit code that the app shows below.
second-factor-code = Six-digit code
second-factor-wrong = This code is not valid. Wait for the next one and copy it; the phone's clock must be right.
second-factor-button = Continue
second-factor-leave = Back to sign-in

account-title = My account
account-role = Role
account-second-factor-on = On
account-second-factor-add = Turn on
account-sessions = Signed-in devices
account-session-this = this device
account-session-seen = Last activity: { $when } – network { $network }
account-session-end = Sign out
account-sessions-end = Sign out all other devices
account-device-unknown = Unknown device
confirm-title = Confirm that it is you
confirm-lead = This is a sensitive change: type your password again.
confirm-wrong = This password is not right.
confirm-button = Confirm
