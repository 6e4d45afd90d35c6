# Une version plus récente de Grappe : au terminal et dans les réglages. Rien n'est installé.

cli-update-about = Nouvelles versions de Grappe.
cli-update-check-about = Demander si une version plus récente est publiée. Rien n'est installé.
update-current = Grappe { $version } est la version la plus récente, publiée le { $published }.
update-ahead = Grappe { $version } est plus récente que la dernière version publiée, { $newest } ({ $published }).
update-newer = Grappe { $version } est publiée depuis le { $published }. Ici tourne { $own }.
update-newer-do = Rien ne s'installe tout seul : le manuel dit comment faire, page « Mise en service ».
update-notes = Ce qui change :
update-not-set-up = Aucune adresse ne dit où les versions sont publiées. Donnez « url » et « public_key » dans la section [update] de la configuration.
update-source-address = L'adresse des versions n'est pas appelable : il faut https, sur Internet, port 443 ou 8443. Corrigez « url » dans la section [update].
update-source-key = La clé publique des versions n'en est pas une. Corrigez « public_key » dans la section [update].
update-trouble-forbidden = L'adresse des versions mène dans un réseau où Grappe n'appelle pas. Corrigez « url » dans la section [update].
update-trouble-unreachable = La liste des versions n'est pas joignable. Vérifiez la connexion à Internet, puis réessayez.
update-trouble-absent = Il n'y a pas de liste des versions à cette adresse. Corrigez « url » dans la section [update].
update-trouble-signature = La liste des versions n'est pas signée par la clé attendue : elle n'est pas crue. N'installez rien qui viendrait de cette adresse avant d'avoir comparé la clé.
update-trouble-form = La liste des versions est signée mais illisible pour cette version de Grappe. Regardez à la main où les versions sont publiées.
update-trouble-older = Une liste plus ancienne que celle déjà vue est de nouveau montrée : elle n'est pas crue. N'installez rien qui viendrait de cette adresse avant d'en savoir plus.
update-silent = Depuis le { $since }, aucune liste des versions n'a pu être lue. Une version plus récente a pu sortir. { $why }
update-frozen = La liste des versions ne dit rien de nouveau depuis le { $since }. Regardez à la main si une version est sortie.
update-title = Nouvelle version
