# Accounts, rights, the safety of signing in.
role-remote-secretary = Remote front desk
setup-staff-named = Practitioners of the remote front desk
setup-staff-named-hint = For the role “Remote front desk” only: this person sees nobody's agenda but that of the practitioners ticked.
setup-staff-email = E-mail address
setup-staff-email-hint = For sending the invitation. Optional.
cli-user-nobody-named = An account of a remote front desk is made in the settings, where its practitioners are chosen.
