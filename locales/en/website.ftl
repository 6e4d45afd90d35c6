# Your website and posters, in the settings.

website-title = Your site and posters
website-note = Direct links, free times on your site, a poster to scan
website-lead = What leads patients to booking from your own site, an e-mail or the wall of the waiting room.
website-links = Links, frame and poster
website-care = Kind of appointment
website-with = With
website-show = Show
website-mismatch = This is not offered online: the link leads to what is. Check the kind of appointment and the practitioner in the settings.
website-link = Link to copy
website-link-hint = It stays good when the kind of appointment or the practitioner gets another name.
website-frame = Free times on your site: lines to copy
website-frame-hint = Paste them into the page of your site, where the times are to appear. Without JavaScript the link remains.
website-book = Book an appointment
website-no-site = Name your site below first: until it is named, only the link is shown.
website-poster = Poster to scan
website-poster-hint = An A4 page with the code to scan, the address in words and the phone number.
website-sites-title = Sites that may show the free times
website-sites = Your sites, one a line
website-sites-hint = For example www.cabinet-martin.fr. No other site can show your times in a frame.
website-bad-site = “{ $site }” is not the address of a site. Copy it from the browser, for example https://www.cabinet-martin.fr; a name with accents is written in its xn-- form.
website-many-sites = At most { $most } sites: take out those that are no longer used.
website-pages = Pages that the law asks for
website-pages-hint = They are made from your settings and linked at the foot of each page. Your own site can link to them.

poster-title = Book an appointment online
poster-scan = Scan this code with your phone
poster-type = or type this address
poster-phone = By phone: { $phone }
