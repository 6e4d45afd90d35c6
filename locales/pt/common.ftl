# Words that every area shares: dates, hours, spans.

weekday-1 = segunda-feira
weekday-2 = terça-feira
weekday-3 = quarta-feira
weekday-4 = quinta-feira
weekday-5 = sexta-feira
weekday-6 = sábado
weekday-7 = domingo

month-1 = janeiro
month-2 = fevereiro
month-3 = março
month-4 = abril
month-5 = maio
month-6 = junho
month-7 = julho
month-8 = agosto
month-9 = setembro
month-10 = outubro
month-11 = novembro
month-12 = dezembro
weekday-brief-1 = seg.
weekday-brief-2 = ter.
weekday-brief-3 = qua.
weekday-brief-4 = qui.
weekday-brief-5 = sex.
weekday-brief-6 = sáb.
weekday-brief-7 = dom.
month-brief-1 = jan.
month-brief-2 = fev.
month-brief-3 = mar.
month-brief-4 = abr.
month-brief-5 = mai.
month-brief-6 = jun.
month-brief-7 = jul.
month-brief-8 = ago.
month-brief-9 = set.
month-brief-10 = out.
month-brief-11 = nov.
month-brief-12 = dez.

date-full = { $weekday }, { $day } de { $month } de { $year }
date-day = { $weekday }, { $day } de { $month }
date-short = { $day } de { $month }
date-brief = { $weekday } { $day } { $month }
date-plain = { $day } de { $month } de { $year }
date-and-hour = { $date }, às { $hour }

hour-summer = { $hour } (hora de verão)
hour-winter = { $hour } (hora de inverno)

span-minutes = { $minutes ->
    [one] { $minutes } minuto
   *[other] { $minutes } minutos
}
span-hours = { $hours ->
    [one] { $hours } hora
   *[other] { $hours } horas
}
span-hours-minutes = { $hours } h { $minutes } min
span-under-a-minute = menos de um minuto

skip-to-content = Ir para o conteúdo
home = Início
home-back = Voltar ao início
footer-by-phone = Por telefone:
footer-privacy = Os seus dados
language-choose = Língua:
