# Words that every area shares: dates, hours, spans.

weekday-1 = lunes
weekday-2 = martes
weekday-3 = miércoles
weekday-4 = jueves
weekday-5 = viernes
weekday-6 = sábado
weekday-7 = domingo

month-1 = enero
month-2 = febrero
month-3 = marzo
month-4 = abril
month-5 = mayo
month-6 = junio
month-7 = julio
month-8 = agosto
month-9 = septiembre
month-10 = octubre
month-11 = noviembre
month-12 = diciembre
weekday-brief-1 = lun.
weekday-brief-2 = mar.
weekday-brief-3 = mié.
weekday-brief-4 = jue.
weekday-brief-5 = vie.
weekday-brief-6 = sáb.
weekday-brief-7 = dom.
month-brief-1 = ene.
month-brief-2 = feb.
month-brief-3 = mar.
month-brief-4 = abr.
month-brief-5 = may.
month-brief-6 = jun.
month-brief-7 = jul.
month-brief-8 = ago.
month-brief-9 = sept.
month-brief-10 = oct.
month-brief-11 = nov.
month-brief-12 = dic.

date-full = { $weekday }, { $day } de { $month } de { $year }
date-day = { $weekday }, { $day } de { $month }
date-short = { $day } de { $month }
date-brief = { $weekday } { $day } { $month }
date-plain = { $day } de { $month } de { $year }
date-and-hour = { $date }, a las { $hour }

hour-summer = { $hour } (horario de verano)
hour-winter = { $hour } (horario de invierno)

span-minutes = { $minutes ->
    [one] { $minutes } minuto
   *[other] { $minutes } minutos
}
span-hours = { $hours ->
    [one] { $hours } hora
   *[other] { $hours } horas
}
span-hours-minutes = { $hours } h { $minutes } min
span-under-a-minute = menos de un minuto

skip-to-content = Ir al contenido
home = Inicio
home-back = Volver al inicio
footer-by-phone = Por teléfono:
footer-privacy = Sus datos
language-choose = Idioma:
