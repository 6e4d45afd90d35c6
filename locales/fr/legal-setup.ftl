# Leurs réglages.

legal-setup-title = Mentions légales et accessibilité
legal-setup-note = Ce que la loi demande de dire au bas du site
legal-setup-lead = Ces pages se font avec les données du cabinet. Complétez ici ce qui n'est demandé nulle part ailleurs ; ce qui manque est dit au patient tel quel.
legal-lacks = Il manque encore :
legal-lacks-name = le nom du cabinet
legal-lacks-address = l'adresse du cabinet
legal-lacks-contact = un téléphone ou une adresse e-mail
legal-lacks-director = le directeur de la publication
legal-director-hint = Le praticien qui répond du site ; dans une société, son représentant légal.
legal-siret-field = SIRET
legal-siret-hint = 14 chiffres, facultatif
legal-bad-siret = Ce n'est pas un SIRET : vérifiez les 14 chiffres.
legal-rpps-hint = Facultatif. Une ligne par praticien : nom et numéro à 11 chiffres.
legal-bad-rpps = Chaque ligne doit avoir un numéro RPPS de 11 chiffres.
legal-host-hint = À laisser vide si l'appareil est au cabinet. Sinon : nom, adresse et téléphone de l'hébergeur, qui doit être certifié HDS.
legal-data-contact = Contact pour les données personnelles
legal-data-contact-hint = Facultatif : un délégué à la protection des données, par exemple. Vide : le cabinet.
legal-conformity-hint = Sans audit selon le RGAA, laissez « pas d'audit » : c'est la seule réponse honnête.
legal-conformity-not-audited = pas d'audit
legal-conformity-none = non conforme
legal-conformity-partial = partiellement conforme
legal-conformity-full = totalement conforme
legal-audited = Audit fait le
legal-audit-to-come = Cette date est à venir : écrivez celle de l'audit fait.
legal-auditor = Audit fait par
legal-not-accessible-hint = Un contenu par ligne, tel que l'audit le nomme.
