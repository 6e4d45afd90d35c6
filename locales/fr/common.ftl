# Words that every area shares: dates, hours, spans.

weekday-1 = lundi
weekday-2 = mardi
weekday-3 = mercredi
weekday-4 = jeudi
weekday-5 = vendredi
weekday-6 = samedi
weekday-7 = dimanche

month-1 = janvier
month-2 = février
month-3 = mars
month-4 = avril
month-5 = mai
month-6 = juin
month-7 = juillet
month-8 = août
month-9 = septembre
month-10 = octobre
month-11 = novembre
month-12 = décembre
weekday-brief-1 = lun.
weekday-brief-2 = mar.
weekday-brief-3 = mer.
weekday-brief-4 = jeu.
weekday-brief-5 = ven.
weekday-brief-6 = sam.
weekday-brief-7 = dim.
month-brief-1 = janv.
month-brief-2 = févr.
month-brief-3 = mars
month-brief-4 = avr.
month-brief-5 = mai
month-brief-6 = juin
month-brief-7 = juil.
month-brief-8 = août
month-brief-9 = sept.
month-brief-10 = oct.
month-brief-11 = nov.
month-brief-12 = déc.

date-full = { $weekday } { $day } { $month } { $year }
date-day = { $weekday } { $day } { $month }
date-short = { $day } { $month }
date-brief = { $weekday } { $day } { $month }
date-plain = { $day } { $month } { $year }
date-and-hour = { $date } à { $hour }

hour-summer = { $hour } (heure d'été)
hour-winter = { $hour } (heure d'hiver)

span-minutes = { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}
span-hours = { $hours ->
    [one] { $hours } heure
   *[other] { $hours } heures
}
span-hours-minutes = { $hours } h { $minutes }
span-under-a-minute = moins d'une minute

skip-to-content = Aller au contenu
home = Accueil
home-back = Revenir à l'accueil
footer-by-phone = Par téléphone :
footer-privacy = Vos données
language-choose = Langue :
