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

date-full = { $weekday } { $day } { $month } { $year }
date-day = { $weekday } { $day } { $month }
date-short = { $day } { $month }
date-plain = { $day } { $month } { $year }
date-and-hour = { $date } at { $hour }

hour-summer = { $hour } (summer time)
hour-winter = { $hour } (winter time)

span-minutes = { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}
span-hours = { $hours ->
    [one] { $hours } hour
   *[other] { $hours } hours
}
span-hours-minutes = { $hours } h { $minutes }
span-under-a-minute = less than a minute

skip-to-content = Skip to content
home = Home
home-back = Back to the home page
footer-by-phone = By phone:
footer-privacy = Your data
