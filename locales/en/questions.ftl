# Questions before the times, video, reminders.

question-add = Add a question
question-title = Question: { $text }
question-lead = Asked of patients before the free times. Answers are kept with the appointment, for the staff only.
question-text = Question
question-text-hint = For instance: “Do you have a pain in your chest?”
question-answer = Answer { $number }
question-effect = Effect of answer { $number }
question-effect-go = go on
question-effect-stop = stop, with a message
question-effect-redirect = propose another kind of appointment
question-effect-approve = ask for the practice's approval
question-say = Message, answer { $number }
question-say-hint = For “stop”: for instance “Call 15 at once.”
question-care = Other kind of appointment, answer { $number }
question-two-answers = A question has two answers at least.

reminders = Reminders
reminders-lead = When the patient is reminded. Neither at night nor on Sundays nor on public holidays.
reminder-none = no reminder
reminder-email = e-mail
reminder-sms = text message
reminder-sms_or_email = text message, or e-mail without a mobile
reminder-channel = Reminder { $number }
reminder-before = How long before, reminder { $number }
reminder-at = At what hour, reminder { $number }
reminder-at-hint = For a reminder in days; between 8:00 and 20:00.
reminder-quiet = Between 8:00 and 20:00: nobody is disturbed at night.

setup-care-video = Address of the video room
setup-care-video-hint = A fixed room, or an address with { "{code}" }, which becomes a room for each appointment. Shown to the patient once the appointment is confirmed.
setup-care-video-wrong = An address that begins with https://; { "{code}" } at most once, after the name of the site.

api-detail-questions = This kind of appointment asks questions: each needs one of its answers.

care-seen-by = “Been here before” means
care-seen-by-practice = Seen here
care-seen-by-practitioner = Seen by the practitioner
care-seen-by-hint = By anybody of the practice, or by the practitioner of the appointment. Only visits that took place count.
care-known-months = Seen within … months
care-known-months-hint = Counted on the day of the appointment. Empty: a patient seen once stays known.
care-max-future-with = Appointments ahead with the same practitioner
care-max-future-with-hint = Per patient, all kinds together.
care-per-contact = Open appointments per e-mail address
care-per-contact-hint = Online, all kinds together. Empty: 3.
