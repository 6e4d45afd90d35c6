# Repeated absences, bridge days, school holidays.

setup-repeat = Repeat
setup-repeat-every = { $weeks ->
    [0] once only
    [one] every week
   *[other] every { $weeks } weeks
}
setup-repeat-until = Until (included)
setup-repeat-until-hint = For what comes back: “every Wednesday afternoon until…”.
setup-repeat-contradiction = You gave an end to the repetition: choose a rhythm as well, or clear the date.
setup-repeat-one-day = What is repeated fits into one day.
setup-repeat-too-long = At most { $count } times: here until { $last }. Choose this date, or one before it.
setup-repeat-too-short = This date is before the second time.
setup-drop-following = Delete this one and those that follow ({ $count })
setup-drop-following-hint = The same absences that follow: same person, same weekday, same hours, same remark.
setup-edit-more = { $count ->
    [one] and one more
   *[other] and { $count } more
}

bridge-title = Bridge days
bridge-lead = Working days between a closing day and a week-end. One click closes the whole practice; where there are appointments you decide on each of them first.
bridge-close = Close this day
bridge-closed = closed
bridge-label = Bridge day
bridge-none = This day is no bridge day.

school-title = School holidays
school-lead = Shown to the staff who plan absences. They close nothing.
school-zone = Zone
school-zone-hint = A: Besançon, Bordeaux, Clermont-Ferrand, Dijon, Grenoble, Limoges, Lyon, Poitiers. B: Aix-Marseille, Amiens, Lille, Nancy-Metz, Nantes, Nice, Normandie, Orléans-Tours, Reims, Rennes, Strasbourg. C: Créteil, Montpellier, Paris, Toulouse, Versailles.
school-zone-none = none
school-zone-A = Zone A
school-zone-B = Zone B
school-zone-C = Zone C
school-zone-corse = Corsica
school-zone-overseas = Overseas
school-zone-save = Choose the zone
school-no-zone = Choose a zone, or add periods of your own.
school-not-embedded = This calendar is set on the spot and is not part of the program: add its periods below.
school-published = Official calendar until { $date }. What follows is not published yet: add periods if you know them.
school-autumn = Autumn holidays
school-christmas = Christmas holidays
school-winter = Winter holidays
school-spring = Spring holidays
school-summer = Summer holidays
school-add = Add a period
school-name = Name of the period
school-add-button = Add
school-period = { $zone ->
    [none] { $name }
    [corse] { $name } (Corsica)
    [overseas] { $name } (overseas)
   *[other] { $name } (zone { $zone })
}
school-span = { $name }: from { $from } to { $to }
school-coming = School holidays to come – { $next }
school-on-date = During: { $name }.
holiday-named = Public holiday: { $name }

alternation-lead = Hours that change every other week need two schedules: this one for one week, a second one for the other. Save this one first: the page of hours then proposes the other week, filled in.
alternation-pair = This schedule opens these weeks only. The other weeks stay closed until they have a schedule of their own.
alternation-half = Some weeks have no hours at all: prepare them, or leave them closed if that is intended.
alternation-make-odd = Prepare the odd weeks
alternation-make-even = Prepare the even weeks
alternation-make-every = Prepare the other week (one in { $n }, from that of { $date })
alternation-make-note = With the same hours to begin with: change them before saving.

# In the practitioner's calendar.
calendar-event = Appointment
