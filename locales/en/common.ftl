# Words that every area shares: dates, hours, spans.

weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday

month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
weekday-brief-1 = Mon
weekday-brief-2 = Tue
weekday-brief-3 = Wed
weekday-brief-4 = Thu
weekday-brief-5 = Fri
weekday-brief-6 = Sat
weekday-brief-7 = Sun
month-brief-1 = Jan
month-brief-2 = Feb
month-brief-3 = Mar
month-brief-4 = Apr
month-brief-5 = May
month-brief-6 = Jun
month-brief-7 = Jul
month-brief-8 = Aug
month-brief-9 = Sep
month-brief-10 = Oct
month-brief-11 = Nov
month-brief-12 = Dec

date-full = { $weekday } { $day } { $month } { $year }
date-day = { $weekday } { $day } { $month }
date-short = { $day } { $month }
date-brief = { $weekday } { $day } { $month }
date-plain = { $day } { $month } { $year }
date-and-hour = { $date } at { $hour }

hour-summer = { $hour } (summer time)
hour-winter = { $hour } (winter time)

span-minutes = { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}
span-hours = { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
}
span-hours-minutes = { $hours } h { $minutes }
span-under-a-minute = less than a minute

skip-to-content = Skip to content
home = Home
home-back = Back to the home page
footer-by-phone = By phone:
footer-privacy = Your data
language-choose = Language:
