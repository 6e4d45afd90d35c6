# Words that every area shares: dates, hours, spans.

weekday-1 = الاثنين
weekday-2 = الثلاثاء
weekday-3 = الأربعاء
weekday-4 = الخميس
weekday-5 = الجمعة
weekday-6 = السبت
weekday-7 = الأحد

month-1 = يناير
month-2 = فبراير
month-3 = مارس
month-4 = أبريل
month-5 = مايو
month-6 = يونيو
month-7 = يوليو
month-8 = أغسطس
month-9 = سبتمبر
month-10 = أكتوبر
month-11 = نوفمبر
month-12 = ديسمبر
weekday-brief-1 = الاثنين
weekday-brief-2 = الثلاثاء
weekday-brief-3 = الأربعاء
weekday-brief-4 = الخميس
weekday-brief-5 = الجمعة
weekday-brief-6 = السبت
weekday-brief-7 = الأحد
month-brief-1 = يناير
month-brief-2 = فبراير
month-brief-3 = مارس
month-brief-4 = أبريل
month-brief-5 = مايو
month-brief-6 = يونيو
month-brief-7 = يوليو
month-brief-8 = أغسطس
month-brief-9 = سبتمبر
month-brief-10 = أكتوبر
month-brief-11 = نوفمبر
month-brief-12 = ديسمبر

date-full = { $weekday } { $day } { $month } { $year }
date-day = { $weekday } { $day } { $month }
date-short = { $day } { $month }
date-brief = { $weekday } { $day } { $month }
date-plain = { $day } { $month } { $year }
date-and-hour = { $date } في الساعة { $hour }

hour-summer = { $hour } (التوقيت الصيفي)
hour-winter = { $hour } (التوقيت الشتوي)

span-minutes = { $minutes ->
    [one] دقيقة واحدة
    [two] دقيقتان
    [few] { $minutes } دقائق
   *[other] { $minutes } دقيقة
}
span-hours = { $hours ->
    [one] ساعة واحدة
    [two] ساعتان
    [few] { $hours } ساعات
   *[other] { $hours } ساعة
}
span-hours-minutes = { $hours ->
    [one] ساعة و{ $minutes } د
    [two] ساعتان و{ $minutes } د
    [few] { $hours } ساعات و{ $minutes } د
   *[other] { $hours } ساعة و{ $minutes } د
}
span-under-a-minute = أقل من دقيقة

skip-to-content = الانتقال إلى المحتوى
home = الصفحة الرئيسية
home-back = العودة إلى الصفحة الرئيسية
footer-by-phone = بالهاتف:
footer-privacy = بياناتك
language-choose = اللغة:
