# Risk of a no-show and overbooking: for the team only.

risk-low = Low risk ({ $rate }): { $reasons }.
risk-medium = Medium risk ({ $rate }): { $reasons }.
risk-high = High risk ({ $rate }): { $reasons }.
factor-up = { $reason } (raises)
factor-down = { $reason } (lowers)
factor-even = { $reason } (no effect)
factor-own = { $visits ->
    [0] no past appointment yet
    [one] { $missed } no-show of one appointment
   *[other] { $missed ->
        [0] no no-show
        [one] one no-show
       *[other] { $missed } no-shows
    } of { $visits } appointments
}
factor-lead = { $days ->
    [0] booked the same day
    [one] booked the day before
   *[other] booked { $days } days ahead
}
factor-lead-unknown = date of booking unknown
factor-new = first visit
factor-known = known patient
factor-hour = appointment around { $hour }:00
factor-confirmed = confirmed
factor-unconfirmed = not confirmed

score-title = How good the estimate is
score-base = In your practice, { $rate } of past appointments are no-shows.
score-on = The estimate of the risk does clearly better than this mean rate on your last six months: it orders the phone list and suggests additional appointments. It never hides a time from a patient.
score-off = The estimate of the risk does not do clearly better than the mean rate on your last six months: it is off, and used for nothing as long as this lasts.
score-too-few = Not enough past appointments yet (200 are needed, 10 of them no-shows, in six months): the estimate of the risk is off.
score-predictions = Appointments predicted
score-missed = no-shows among them
score-brier = Error of the estimate (Brier score)
score-brier-base = Error of the mean rate
score-gain = Gain
score-how = How is it computed?
score-how-text = With your own counts only, on this device: past no-shows of the patient, time between booking and appointment, first visit or not, hour, confirmed by the link. Each night, each appointment of the last six months is predicted from what was known the day before, then compared with what happened. If the estimate does not clearly win against the mean rate, it turns itself off.
overbooking-title = Room for one more
overbooking-lead = Full half-days of the week on which one more patient would be one too many with at most 5 % probability. Never beside a long first visit, never two in a row. You decide.
overbooking-none = No full half-day lends itself to it.
overbooking-expected = { $come } of the { $booked } appointments of the half-day expected to come.
overbooking-day = See the day
overbooking-proposed = The agenda proposes one more appointment at this time. The one already booked:
agenda-over-here = Overbooking possible here
agenda-over-key = Overbooking possible here: a full half-day on which one more patient would be one too many with at most 5 % probability.
overbooking-reason = Overbooking proposed by the agenda
agenda-over-why = Overbooking possible here: risk of a no-show { $rate }
