# Words that every area shares: dates, hours, spans.

weekday-1 = Montag
weekday-2 = Dienstag
weekday-3 = Mittwoch
weekday-4 = Donnerstag
weekday-5 = Freitag
weekday-6 = Samstag
weekday-7 = Sonntag

month-1 = Januar
month-2 = Februar
month-3 = März
month-4 = April
month-5 = Mai
month-6 = Juni
month-7 = Juli
month-8 = August
month-9 = September
month-10 = Oktober
month-11 = November
month-12 = Dezember
weekday-brief-1 = Mo.
weekday-brief-2 = Di.
weekday-brief-3 = Mi.
weekday-brief-4 = Do.
weekday-brief-5 = Fr.
weekday-brief-6 = Sa.
weekday-brief-7 = So.
month-brief-1 = Jan.
month-brief-2 = Feb.
month-brief-3 = März
month-brief-4 = Apr.
month-brief-5 = Mai
month-brief-6 = Juni
month-brief-7 = Juli
month-brief-8 = Aug.
month-brief-9 = Sept.
month-brief-10 = Okt.
month-brief-11 = Nov.
month-brief-12 = Dez.

date-full = { $weekday }, { $day }. { $month } { $year }
date-day = { $weekday }, { $day }. { $month }
date-short = { $day }. { $month }
date-brief = { $weekday } { $day }. { $month }
date-plain = { $day }. { $month } { $year }
date-and-hour = { $date } um { $hour }

hour-summer = { $hour } (Sommerzeit)
hour-winter = { $hour } (Winterzeit)

span-minutes = { $minutes ->
    [one] { $minutes } Minute
   *[other] { $minutes } Minuten
}
span-hours = { $hours ->
    [one] { $hours } Stunde
   *[other] { $hours } Stunden
}
span-hours-minutes = { $hours } Std. { $minutes } Min.
span-under-a-minute = weniger als eine Minute

skip-to-content = Zum Inhalt
home = Startseite
home-back = Zurück zur Startseite
footer-by-phone = Telefonisch:
footer-privacy = Ihre Daten
language-choose = Sprache:
