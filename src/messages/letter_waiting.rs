//! The words of messages to those on the waiting list (booking-rules §9): like every letter they tell nothing of why somebody comes.

use chrono::TimeDelta;

use super::letter::{Content, Invitation, capitalised, one_line, phone_note, subject};
use crate::app::{OfferAbout, WaitingAbout};
use crate::domain::care_type::Venue;
use crate::domain::practice::Practice;
use crate::i18n::Texts;

/// An offer says when, not what; who is asked knows.
pub(super) fn offer_content(t: Texts, practice: &Practice, offer: &OfferAbout, base: &str) -> Content {
    let zone = practice.zone;
    let mut facts = vec![
        capitalised(&t.moment(zone, offer.start)),
        one_line(practice.message_name()),
    ];
    facts.push(match offer.venue {
        Venue::Video => t.text("letter-video").into_owned(),
        Venue::Practice => one_line(&practice.address),
    });
    facts.retain(|fact| !fact.is_empty());
    let until = t.with(
        "letter-offer-until",
        &[("when", t.moment(zone, offer.expires).into())],
    );
    let replaced = |start| t.with("letter-offer-replaces", &[("when", t.moment(zone, start).into())]);
    let first = offer
        .is_first_come
        .then(|| t.text("letter-offer-first").into_owned());
    let mut notes: Vec<String> = [Some(until), first, offer.replaced_start.map(replaced)]
        .into_iter()
        .flatten()
        .collect();
    notes.push(t.text("letter-offer-no").into_owned());
    notes.extend(phone_note(t, practice));
    Content {
        subject: subject(
            t,
            "letter-subject-offer",
            practice,
            &t.moment_short(zone, offer.start),
        ),
        lead: t.text("letter-offer").into_owned(),
        code: None,
        facts,
        link: Some(Invitation {
            lead: t.text("letter-link-offer").into_owned(),
            address: format!("{base}/o/{}", offer.link),
        }),
        strong: 1,
        more: Vec::new(),
        notes,
        calendar: None,
    }
}

/// Who joined the list by themselves: until when they are on it, and the link that leaves it.
pub(super) fn waiting_content(t: Texts, practice: &Practice, waiting: &WaitingAbout, base: &str) -> Content {
    let last = practice.zone.date(waiting.expires - TimeDelta::seconds(1));
    let lead = if waiting.is_on_list {
        t.with("letter-waiting", &[("date", t.date(last).into())])
    } else {
        t.text("letter-waiting-over").into_owned()
    };
    let how = waiting
        .is_on_list
        .then(|| t.text("letter-waiting-how").into_owned());
    Content {
        subject: subject(t, "letter-subject-waiting", practice, ""),
        lead,
        code: None,
        facts: vec![one_line(practice.message_name())],
        link: Some(Invitation {
            lead: t.text("letter-link-waiting").into_owned(),
            address: format!("{base}/w/{}", waiting.link),
        }),
        strong: 1,
        more: Vec::new(),
        notes: how.into_iter().chain(phone_note(t, practice)).collect(),
        calendar: None,
    }
}
