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
