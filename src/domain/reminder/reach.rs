//! Which contact a reminder goes to: the channel of the plan, what the patient has and allows, what the practice can send.

use super::ReminderChannel;

use crate::domain::contact::{Contact, Email, Phone};

/// How a patient may be reminded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// An address, while reminders by e-mail are not refused.
    pub email: Option<Email>,
    /// A number for text messages, while reminders by text are not refused.
    pub text: Option<Phone>,
    /// Text messages were refused, which is not to have no mobile.
    pub has_refused_text: bool,
    /// The practice has a line for text messages.
    pub has_text_line: bool,
}

/// Where a reminder of a channel goes; `None` where it reaches nobody. Where the practice has no line for text messages, or the patient
/// wants none, an e-mail takes its place (reminders §3); somebody without a mobile is reached by `SmsOrEmail` alone.
pub fn contact(channel: ReminderChannel, reach: &Reach) -> Option<Contact> {
    let email = || reach.email.clone().map(Contact::Email);
    match channel {
        ReminderChannel::Email => email(),
        ReminderChannel::Sms | ReminderChannel::SmsOrEmail
            if !reach.has_text_line || reach.has_refused_text =>
        {
            email()
        }
        ReminderChannel::Sms => reach.text.clone().map(Contact::Phone),
        ReminderChannel::SmsOrEmail => reach.text.clone().map(Contact::Phone).or_else(email),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_message_gives_way_to_an_email_and_never_the_other_way_round() {
        use ReminderChannel::{Email as ByEmail, Sms, SmsOrEmail};
        let (email, phone) = (
            Email::parse("zoe@example.org").unwrap(),
            Phone::parse("06 12 34 56 78").unwrap(),
        );
        let (mail, text) = (
            Some(Contact::Email(email.clone())),
            Some(Contact::Phone(phone.clone())),
        );
        // Has an address, has a mobile, refused texts, the practice has a line; then what each channel comes to.
        for (has_email, has_mobile, has_refused_text, has_text_line, expected) in [
            (true, true, false, true, [&mail, &text, &text]),
            (true, true, false, false, [&mail, &mail, &mail]),
            (true, false, false, true, [&mail, &None, &mail]),
            (false, true, false, true, [&None, &text, &text]),
            (false, true, false, false, [&None, &None, &None]),
            (true, false, true, true, [&mail, &mail, &mail]),
            (false, false, true, true, [&None, &None, &None]),
        ] {
            let reach = Reach {
                email: has_email.then(|| email.clone()),
                text: has_mobile.then(|| phone.clone()),
                has_refused_text,
                has_text_line,
            };
            let found = [ByEmail, Sms, SmsOrEmail].map(|channel| contact(channel, &reach));
            assert_eq!(found.each_ref(), expected, "{reach:?}");
        }
    }
}
