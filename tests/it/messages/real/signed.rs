//! Signatures and calendar parts, judged by other people's programs: `dkimpy` and `icalendar`.

use grappe::domain::mail::CalendarMode;
use grappe::domain::patient::Language;
use grappe::domain::staff::Actor;

use crate::messages::mails::{python, sent};
use crate::messages::scenes::{KINDS, happens, practice};
use crate::messages::server::MailServer;

/// Prints whether the signature is right; the record stands in for the DNS.
const VERIFY: &str = "import dkim, sys\n\
    name, record = (argument.encode() for argument in sys.argv[1:3])\n\
    mail = sys.stdin.buffer.read()\n\
    look = lambda asked, timeout=5: record if asked.rstrip(b'.') == name else None\n\
    print(dkim.verify(mail, dnsfunc=look))";

const READ: &str = "import email, icalendar, sys\n\
    mail = email.message_from_string(sys.stdin.read())\n\
    for part in mail.walk():\n\
    \x20   if part.get_content_type() == 'text/calendar':\n\
    \x20       calendar = icalendar.Calendar.from_ical(part.get_payload(decode=True))\n\
    \x20       event = calendar.walk('VEVENT')[0]\n\
    \x20       print(calendar['METHOD'], part.get_param('method'), event['SEQUENCE'], event['STATUS'], event['ATTENDEE'], event.decoded('DTSTART').isoformat())";

#[tokio::test]
async fn what_is_signed_is_right_for_another_program_and_wrong_once_it_was_changed() {
    let server = MailServer::start("none");
    for kind in KINDS {
        let (practice, care, asked) = practice().await;
        let app = &practice.app;
        app.make_dkim_key("cabinet.example.org".to_owned(), Actor::System)
            .await
            .unwrap();
        app.turn_dkim(true, Actor::System).await.unwrap();
        happens(&practice, (care, asked), kind, Language::Fr).await;
        let mail = sent(&practice, &server).await.pop().unwrap().data;
        let dkim = app.mail_setup().dkim.unwrap();
        let (name, record) = (dkim.record_name(), dkim.record());
        let verdict = |mail: &str| python(VERIFY, &[&name, &record], mail).trim().to_owned();
        assert_eq!(verdict(&mail), "True", "{kind}: {mail}");
        let from = mail.replacen("<rdv@cabinet.example.org>", "<autre@cabinet.example.org>", 1);
        let more = mail.replacen("Subject: ", "From: x@example.org\r\nSubject: ", 1);
        let body = format!("{mail}Encore\r\n");
        for changed in [from, more, body] {
            assert_ne!(changed, mail);
            assert_eq!(verdict(&changed), "False", "{kind}: {changed}");
        }
    }
}

#[tokio::test]
async fn invitations_are_read_by_another_program() {
    let server = MailServer::start("none");
    for (kind, expected) in [
        (
            "confirmed",
            "REQUEST REQUEST 0 CONFIRMED mailto:zoe.daubigne@example.org 2026-03-03T08:00:00+00:00",
        ),
        (
            "moved",
            "REQUEST REQUEST 1 CONFIRMED mailto:zoe.daubigne@example.org 2026-03-03T09:00:00+00:00",
        ),
        (
            "cancelled by practice",
            "CANCEL CANCEL 1 CANCELLED mailto:zoe.daubigne@example.org 2026-03-03T08:00:00+00:00",
        ),
    ] {
        let (practice, care, asked) = practice().await;
        let app = &practice.app;
        app.save_mail_calendar(CalendarMode::Request, Actor::System)
            .await
            .unwrap();
        happens(&practice, (care, asked), kind, Language::Fr).await;
        let mail = sent(&practice, &server).await.pop().unwrap().data;
        assert_eq!(python(READ, &[], &mail).trim(), expected, "{kind}");
    }
}
