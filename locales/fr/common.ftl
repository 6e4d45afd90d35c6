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

date-full = { $weekday } { $day } { $month } { $year }
date-day = { $weekday } { $day } { $month }
date-short = { $day } { $month }
date-plain = { $day } { $month } { $year }
date-and-hour = { $date } à { $hour }

hour-summer = { $hour } (heure d'été)
hour-winter = { $hour } (heure d'hiver)

span-minutes = { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}
span-hours = { $hours ->
    [one] { $hours } heure
   *[other] { $hours } heures
}
span-hours-minutes = { $hours } h { $minutes }
span-under-a-minute = moins d'une minute

skip-to-content = Aller au contenu
home = Accueil
home-back = Revenir à l'accueil
footer-by-phone = Par téléphone :
footer-privacy = Vos données
