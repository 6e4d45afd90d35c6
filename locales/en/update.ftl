# A newer version of Grappe: in the terminal and in the settings. Nothing is installed.

cli-update-about = New versions of Grappe.
cli-update-check-about = Ask whether a newer version is published. Nothing is installed.
update-current = Grappe { $version } is the newest version, published on { $published }.
update-ahead = Grappe { $version } is newer than the last version published, { $newest } ({ $published }).
update-newer = Grappe { $version } has been published since { $published }. { $own } is running here.
update-newer-do = Nothing installs itself. The manual says what to do, page "Mise en service".
update-notes = What changes:
update-not-set-up = No address says where versions are published. Give "url" and "public_key" in the section [update] of the configuration.
update-source-address = The address of the versions cannot be called: it must be https, on the internet, port 443 or 8443. Correct "url" in the section [update].
update-source-key = The public key of the versions is none. Correct "public_key" in the section [update].
update-trouble-forbidden = The address of the versions leads to a network that Grappe does not call. Correct "url" in the section [update].
update-trouble-unreachable = The list of versions cannot be reached. Check the connection to the internet, then try again.
update-trouble-absent = There is no list of versions at this address. Correct "url" in the section [update].
update-trouble-signature = The list of versions is not signed by the expected key: it is not believed. Install nothing from this address before you have compared the key.
update-trouble-form = The list of versions is signed, but this version of Grappe cannot read it. Look by hand where versions are published.
update-trouble-older = A list older than the one already seen is shown again: it is not believed. Install nothing from this address before you know more.
update-silent = Since { $since } no list of versions could be read. A newer version may be out. { $why }
update-frozen = The list of versions has said nothing new since { $since }. Look by hand whether a version is out.
update-title = New version
