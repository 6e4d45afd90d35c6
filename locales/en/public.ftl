# Pages for patients.

privacy-title = Your data
privacy-lead = The practice runs this site itself, on its own device. No other company sees your appointments.
privacy-what = What we keep
privacy-what-text = Your family name, given name, date of birth, e-mail address or phone number, and the dates of your appointments. We ask for no social security number, no document and no description of your health.
privacy-why = Why
privacy-why-text = To keep the practice's agenda and to inform you: confirmation, reminder, change. Nothing else.
privacy-how-long = For how long
privacy-how-long-text = A request that is not confirmed is erased after 24 hours, a confirmation code after 10 minutes. { $months ->
    [0] The appointment and your contact details are kept as long as the practice needs them to receive you.
   *[other] The practice then erases records without an appointment for { $months } months. Your medical record is kept elsewhere, for its own periods.
}
privacy-rights = Your rights
privacy-rights-text = You can see your data, have them corrected or erased, or object to their use: write to the practice or call. You must get an answer within a month. You can also turn to the French data protection authority (CNIL).
privacy-cookies = Cookies
privacy-cookies-text = Only indispensable cookies are used; none follows anybody, none is for advertising.

demo-outbox-title = Outbox of the demonstration
demo-outbox-lead = The demonstration sends no e-mail. These are the ones that patients would receive, newest first.
demo-outbox-again = Refresh
demo-outbox-empty = No message yet. Book an appointment: the code will appear here.
demo-outbox-to = To { $to }, { $when }
