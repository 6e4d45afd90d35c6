# E-mails to patients. Never a kind of care, a speciality, a practitioner or a patient's name.

letter-subject-code = Your verification code
letter-subject-confirmed = Appointment confirmed: { $when }
letter-subject-requested = Appointment request received: { $when }
letter-subject-moved = Appointment moved: { $when }
letter-subject-cancelled = Appointment cancelled: { $when }
letter-subject-refused = Appointment request not accepted: { $when }

letter-greeting = Hello,
letter-code-lead = Here is the code to copy on the booking page:
letter-code-life = It is valid for ten minutes and works once.
letter-code-stranger = You did not ask for anything? Ignore this message: without the code, no appointment is made with your address.
letter-confirmed = Your appointment is confirmed.
letter-requested = Your request for an appointment has arrived. The practice still has to accept it: its answer will come by e-mail. Until then this time is kept for you.
letter-moved = Your appointment has been moved. Here is the new time, which replaces the earlier one:
letter-moved-requested = Your request for an appointment is now for another time. The practice still has to accept it: its answer will come by e-mail.
letter-cancelled = Your appointment is cancelled, as you asked. The time is free again.
letter-cancelled-late = Thank you for telling us that you are not coming. Your appointment is cancelled.
letter-cancelled-by-practice = The practice had to cancel your appointment and apologises. Please do not come at this time.
letter-refused = The practice could not accept your request for an appointment. This time is not kept for you:
letter-video = Remote appointment, by video
letter-link-manage = To see, move or cancel this appointment (this link is personal, keep it to yourself):
letter-link-again = To choose another time:
letter-calendar-file = appointment.ics
letter-calendar-in = The attached file adds this appointment to your calendar.
letter-calendar-moved = The attached file updates this appointment in your calendar.
letter-calendar-out = The attached file takes this appointment out of your calendar.
letter-phone = A question? Call the practice on { $phone }.
letter-automatic = Automatic message: please do not reply.
letter-subject-offered = Appointment to be moved: { $when }
letter-offered = The practice apologises: it will not be able to see you at the time below. It offers you other times, by the link that follows.
letter-link-choose = To choose another time, before { $when } (this link is personal, keep it to yourself):
letter-subject-invitation = Your access to the practice's agenda
letter-invitation-lead = An account in the practice's agenda is open for you.
letter-invitation-link = To choose your password and come in (this link is personal and is good once):
letter-invitation-life = This link is good for three days. After that, ask the person who administers the agenda for another one.
letter-invitation-stranger = You did not expect this message? Ignore it: nothing happens without this link.
