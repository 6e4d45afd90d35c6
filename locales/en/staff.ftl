# Accounts, rights, the safety of signing in.
role-remote-secretary = Remote front desk
setup-staff-named = Practitioners of the remote front desk
setup-staff-named-hint = For the role “Remote front desk” only: this person sees nobody's agenda but that of the practitioners ticked.
setup-staff-email = E-mail address
setup-staff-email-hint = For sending the invitation. Optional.
cli-user-nobody-named = An account of a remote front desk is made in the settings, where its practitioners are chosen.
setup-staff-invite = Send an invitation by e-mail
setup-staff-invite-hint = The person gets a link, good for three days, to choose a password. Otherwise a code to hand over is shown.
setup-staff-send = Send an invitation
setup-staff-send-hint = A link good for three days goes to the address of the account; codes given before are no longer good.
setup-staff-sessions-end = Sign out of all these devices
setup-done-invited = The invitation is on its way.
confirm-here = This is a sensitive action: type your password again. What you filled in is kept.
passkey-title = Passkeys
passkey-lead = With a passkey you sign in with the fingerprint, face or code of your device, or with a security key: nothing to remember, nothing to copy.
passkey-name = Name of this key
passkey-name-example = Computer at the desk
passkey-add = Add a passkey
passkey-remove = Remove
passkey-used = Last used on { $when }
passkey-made = Added on { $when }
passkey-done = The passkey is registered.
passkey-removed = The passkey is removed.
passkey-sign-in = Sign in with a passkey
passkey-give = Use my passkey
passkey-or = Or a passkey
passkey-wrong = This passkey was not recognised. Try again, or sign in with your password.
passkey-trouble = The passkey did not answer. Try again, or use another way.
passkey-needs-script = Passkeys need JavaScript. Turn it on, or use a recovery code.
passkey-no-name = Passkeys need Grappe to be opened by a name (“https://rdv.example.org”), not by an address of figures.
passkey-not-accepted = This passkey was not accepted. Go back to your account and try again.
passkey-enough = This passkey is registered already, or there are too many. Remove one first.
passkey-name-wrong = Give this key a name of at most 40 characters.
recovery-title = Recovery codes
recovery-lead = Print these codes or copy them, and keep them in a safe place. Each is good once, instead of the phone or the passkey. They will never be shown again.
recovery-why = A recovery code stands in for the phone that was lost or the passkey left at home.
recovery-left = { $count ->
    [0] You have no recovery codes left.
    [one] You have one recovery code left.
   *[other] You have { $count } recovery codes left.
}
recovery-renew = Make ten new codes
recovery-done = They are safe
recovery-use = Use a recovery code
recovery-code = Recovery code
recovery-wrong = This code is not good, or was used before.
