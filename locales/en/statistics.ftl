# Statistics, measures and the gap doctor.
statistics-title = Statistics
statistics-parts = Parts of the statistics
statistics-overview = Activity
statistics-measures = Agenda, night by night
statistics-gaps = Gap doctor
statistics-from = From
statistics-to = To
statistics-counted = { $from } to { $to } · { $practitioner } · { $care }
statistics-show = Show
statistics-all-practitioners = All practitioners
statistics-all-cares = All care types
statistics-practitioner = Practitioner
statistics-care = Care type
statistics-dates-crossed = The end is before the beginning. The last 90 days are shown.
statistics-too-long = Three years at most. The last 90 days are shown.
statistics-nothing = No appointment for this choice.
statistics-extremes = Highest: { $most }. Lowest: { $least }.
statistics-numbers = The numbers
statistics-csv = Download as CSV
statistics-notes = Occupancy: time of appointments not called off (no-shows included) over open time, with the hours as they are now. No-shows: among appointments of which somebody said how they ended. An appointment that was moved counts where it went to.
statistics-week = Week of
statistics-month = Month
statistics-share = Share
statistics-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
}
statistics-open-hours = Open hours
statistics-cared-hours = Appointment hours
statistics-booked = Appointments made
statistics-seen = Came
statistics-no-show = No-shows
statistics-excused = Excused
statistics-cancelled = Cancelled by the patient
statistics-cancelled-late = Cancelled late
statistics-cancelled-by-practice = Cancelled by the practice
statistics-cancelled-all = Cancelled in time
statistics-moved = Moved
statistics-pending = To come or without a state
statistics-no-show-share = No-show rate
statistics-cancelled-share = Cancellation rate
statistics-median-lead = Median lead time
statistics-online-share = Booked online
statistics-occupancy = Occupancy
statistics-occupancy-lead = Share of the open time taken by appointments.
statistics-outcomes = No-shows and cancellations
statistics-outcomes-lead = Appointments that did not take place, by period.
statistics-leads = How long ahead
statistics-leads-lead = From when the appointment is made to its start, without imported ones.
statistics-lead = Lead time
statistics-lead-day = The same day
statistics-lead-3 = 1 to 2 days
statistics-lead-week = 3 to 6 days
statistics-lead-2-weeks = 1 to 2 weeks
statistics-lead-month = 2 weeks to 1 month
statistics-lead-later = More than a month
statistics-origins = Where appointments come from
statistics-origins-lead = Who chose the time.
statistics-origin = Source
statistics-origin-online = Booking page
statistics-origin-desk = Front desk
statistics-origin-api = Other software
statistics-origin-import = Import
statistics-practitioners = By practitioner
statistics-practitioners-lead = Occupancy of each.
statistics-cares = By care type
statistics-cares-lead = Share of the appointment time.

measures-third = Third next available
measures-third-lead = Days to the third time offered, as of now: the first may be there by luck, after a cancellation.
measures-third-in = { $count ->
    [0] today
    [one] 1 day
   *[other] { $count } days
}
measures-third-none = not within { $days } days
measures-asked = Appointments made
measures-prompt-count = Within 7 days
measures-prompt = Served in 7 days
measures-prompt-lead = Share of the period's appointments made at most seven days before their date, imports left out. Who found nothing and did not phone is not in it.
measures-care-hint = The care type chosen holds for the third next available and the requests served; what follows counts the whole day.
measures-date = Date
measures-open = Open minutes
measures-cared = Appointment minutes
measures-free = Free minutes
measures-scraps = Scrap minutes
measures-usable = Usable slots
measures-usable-lead = Shortest appointments that still fitted the day, per practitioner.
measures-utilisation = Utilisation
measures-utilisation-lead = Share of the open time in appointments, no-shows included.
measures-fragmentation = Fragmentation
measures-fragmentation-lead = Share of the free time in gaps too short for an appointment: lost time.
measures-idle = Practitioner idle (min)
measures-idle-lead = Open minutes without a patient between the first and the last one seen, per practitioner and day.
measures-overtime = Overtime (min)
measures-overtime-lead = Minutes of appointments outside the open time, per practitioner and day.
measures-none = No day is measured yet. The first measure is taken within minutes of the start, then every night.
measures-notes = Each night the day before is measured with the hours and care types of the moment. Idle: open time without a patient between the first and the last one seen.

gaps-intro = The gap doctor plays your last weeks again under other ways of offering times, and says what each would have won or cost.
gaps-working = Working it out…
gaps-working-hint = Your last appointments are played again, in their order, under each setting. The page comes back by itself; bookings are not slowed down.
gaps-again = Refresh
gaps-lead = The last { $days } days, { $from } to { $to }: { $visits } appointments played again, { $online } of them chosen online. { $scraps } h stayed in gaps too short, { $share } of the free time.
gaps-thin = Too few appointments were booked online to conclude: read these figures with care.
gaps-said = What each setting would have given
gaps-won = “{ $setting }” would have kept room for { $slots } more appointments (± { $slots_margin }), that is { $hours } h (± { $hours_margin }). Price: patients online would have come { $minutes } minutes and { $days } days from their time on average.
gaps-cost = “{ $setting }” would have cost room for { $slots } appointments (± { $slots_margin }), that is { $hours } h (± { $hours_margin }), and shifted patients online by { $minutes } minutes and { $days } days on average.
gaps-unclear = “{ $setting }” would have changed nothing for sure: { $slots } appointments { $direction ->
    [more] more
   *[less] fewer
}, give or take { $slots_margin } ({ $hours } h, ± { $hours_margin }), for { $minutes } minutes and { $days } days of shift on average.
gaps-lost = { $count ->
    [one] { $count } patient would have found no time within two weeks.
   *[other] { $count } patients would have found no time within two weeks.
}
gaps-wave = “In waves” does not change the agenda: two short visits are expected on the hour, nobody at the hour's last place. The practitioner waits less when a patient stays away, the patients wait more.
gaps-plot = Hours won or lost against your settings
gaps-plot-lead = The line shows the uncertainty (95 %), from how weeks differ.
gaps-setting = Setting
gaps-slots = Slots won
gaps-margin = ±
gaps-minutes = Minutes won
gaps-shift-minutes = Shift (min)
gaps-shift-days = Shift (days)
gaps-without = Without appointment
gaps-apply = Apply a setting
gaps-apply-lead = Opens the form of the care type with this setting chosen; nothing is saved before you agree.
gaps-notes = Played with the hours and care types of today. Appointments of the desk keep their time: a setting changes only what patients see. It is assumed that a patient online takes the time offered that is nearest to the one they had (a day counts as four hours).
