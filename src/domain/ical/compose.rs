//! An appointment as an event of a calendar, new or merged into what the server has (caldav §4.3): what is ours is replaced, everything
//! else stays as it was written. Nothing here looks at a clock, so that a repetition is the same to the byte.

use super::lines::fold;
use super::merge::{Merge, sendable};
use super::value::escaped;
use super::zone_text::vtimezone;
use crate::domain::time::{Instant, Interval, Zone};

/// What an event of ours says.
#[derive(Clone, Debug)]
pub struct OwnEventText {
    /// Never changes.
    pub uid: String,
    /// The record of the log that wished it.
    pub revision: i64,
    /// When that was.
    pub revised: Instant,
    /// Number of the appointment; `None` of one whose patient was erased.
    pub appointment: Option<i64>,
    /// Grows with each change of time or state.
    pub sequence: i64,
    /// When.
    pub interval: Interval,
    /// Title.
    pub summary: String,
    /// Whether it takes place.
    pub standing: Standing,
    /// Where; may be empty.
    pub location: String,
    /// Further words; may be empty.
    pub description: String,
    /// May not stay in further words, whoever wrote them: the telephone number where the calendar is not to say so much.
    pub hidden: Option<String>,
    /// Whose wall clock is written; `None` writes UTC.
    pub zone: Option<Zone>,
    /// Minutes before at which the calendar reminds.
    pub reminds: Option<u16>,
}

/// Whether an event takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Agreed.
    Confirmed,
    /// Waits for the practice.
    Tentative,
    /// Called off: a trace that takes no time.
    Cancelled,
}

/// What is left out for a server that does not take all of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// Nothing.
    #[default]
    Whole,
    /// Zones: times are in UTC.
    WithoutZone,
    /// Zones and our alarm.
    Bare,
}

/// The whole calendar object. `before`: as the server has it, from which everything that is not ours is kept.
pub fn compose(own: &OwnEventText, before: Option<&str>, form: Form) -> String {
    let own = OwnEventText {
        zone: own.zone.filter(|_| form == Form::Whole),
        reminds: own.reminds.filter(|_| form != Form::Bare),
        ..own.clone()
    };
    let merged = before.and_then(|before| {
        // Read as it will be sent, so that every line is in both what it is in one.
        let sendable = sendable(before);
        Merge::new(&own, &sendable, form).map(Merge::text)
    });
    merged.unwrap_or_else(|| fresh(&own))
}

fn fresh(own: &OwnEventText) -> String {
    let mut out = String::new();
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Grappe//Grappe//FR"] {
        out += &fold(line);
    }
    if let Some(zone) = own.zone {
        out += &vtimezone(zone);
    }
    out += &fold("BEGIN:VEVENT");
    out += &fold(&format!("UID:{}", own.uid));
    out += &fold(&format!("DTSTAMP:{}", utc(own.revised)));
    for (name, line) in own.times_and_state(own.sequence) {
        out += &fold(&format!("{name}{line}"));
    }
    for (name, said, mark) in own.words() {
        if !said.is_empty() {
            out += &fold(&format!("{name}:{}", escaped(said)));
            out += &fold(&marked(mark, said));
        }
    }
    out += &fold(&format!("TRANSP:{}", own.transparency()));
    for line in ["CLASS:PRIVATE", "CATEGORIES:Grappe"] {
        out += &fold(line);
    }
    if let Some(minutes) = own.reminds {
        out += &fold(&format!("{ALARM}:{minutes}"));
        out += &alarm(minutes, &own.summary);
    }
    out + "END:VEVENT\r\nEND:VCALENDAR\r\n"
}

/// Minutes of the alarm that we wrote last; in the alarm itself as well, which tells it from others.
pub(super) const ALARM: &str = "X-GRAPPE-ALARM";

/// Only ever shown: an alarm that sends an e-mail would send it to somebody (caldav §4.3).
pub(super) fn alarm(minutes: u16, summary: &str) -> String {
    [
        "BEGIN:VALARM".to_owned(),
        "ACTION:DISPLAY".to_owned(),
        format!("TRIGGER:-PT{minutes}M"),
        format!("DESCRIPTION:{}", escaped(summary)),
        format!("{ALARM}:{minutes}"),
        "END:VALARM".to_owned(),
    ]
    .iter()
    .map(|line| fold(line))
    .collect()
}

fn utc(at: Instant) -> String {
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

pub(super) fn marked(name: &str, said: &str) -> String {
    format!("{name}:{:016x}", fingerprint(said))
}

/// FNV-1a: tells whether words are still ours, nothing more.
pub(super) fn fingerprint(said: &str) -> u64 {
    said.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

impl OwnEventText {
    /// What is replaced whatever stands there: name, and the rest of the line.
    pub(super) fn times_and_state(&self, sequence: i64) -> Vec<(&'static str, String)> {
        let status = match self.standing {
            Standing::Confirmed => "CONFIRMED",
            Standing::Tentative => "TENTATIVE",
            Standing::Cancelled => "CANCELLED",
        };
        let mut lines = vec![
            ("DTSTART", self.moment(self.interval.start)),
            ("DTEND", self.moment(self.interval.end)),
            ("SEQUENCE", format!(":{sequence}")),
            ("LAST-MODIFIED", format!(":{}", utc(self.revised))),
            ("SUMMARY", format!(":{}", escaped(&self.summary))),
            ("STATUS", format!(":{status}")),
            ("X-GRAPPE-REV", format!(":{}", self.revision)),
        ];
        lines.extend(self.appointment.map(|id| ("X-GRAPPE-ID", format!(":{id}"))));
        lines
    }

    /// What is replaced only while it is as we wrote it: name, words, and where their mark stands.
    pub(super) fn words(&self) -> [(&'static str, &str, &'static str); 2] {
        [
            ("LOCATION", &self.location, "X-GRAPPE-LOCATION"),
            ("DESCRIPTION", &self.description, "X-GRAPPE-DESCRIPTION"),
        ]
    }

    fn moment(&self, at: Instant) -> String {
        match self.zone {
            // A reading that occurs twice would be read as its first occurrence.
            Some(zone) if zone.ics_instant(zone.wall(at).reading) == at => {
                let reading = zone.wall(at).reading;
                format!(";TZID={}:{}", zone.name(), reading.format("%Y%m%dT%H%M%S"))
            }
            _ => format!(":{}", utc(at)),
        }
    }

    pub(super) fn transparency(&self) -> &'static str {
        match self.standing {
            Standing::Cancelled => "TRANSPARENT",
            Standing::Confirmed | Standing::Tentative => "OPAQUE",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::own::stand;
    use super::*;

    fn paris() -> Zone {
        Zone::named("Europe/Paris").unwrap()
    }

    fn own() -> OwnEventText {
        let at = |text: &str| text.parse::<Instant>().unwrap();
        OwnEventText {
            uid: "0123@x".to_owned(),
            revision: 7,
            revised: at("2026-03-02T08:00:00Z"),
            appointment: Some(3),
            sequence: 1,
            interval: Interval {
                start: at("2026-03-04T09:00:00Z"),
                end: at("2026-03-04T09:30:00Z"),
            },
            summary: "PETIT Zoé, Bilan; é\\é".to_owned(),
            standing: Standing::Confirmed,
            location: "Salle « Bleue »".to_owned(),
            description: "+33 6 12 34 56 78\nhttps://rdv.example.org/admin/appointments/3".to_owned(),
            hidden: None,
            zone: Some(paris()),
            reminds: None,
        }
    }

    /// What is sent again is the same to the byte, whatever it is built upon.
    #[test]
    fn a_repetition_of_a_new_event_is_the_same() {
        let reminded = OwnEventText {
            reminds: Some(15),
            ..own()
        };
        let cancelled = OwnEventText {
            standing: Standing::Cancelled,
            ..own()
        };
        for own in [own(), reminded, cancelled] {
            for form in [Form::Whole, Form::WithoutZone, Form::Bare] {
                let text = compose(&own, None, form);
                assert_eq!(compose(&own, Some(&text), form), text);
            }
        }
    }

    /// A control character is not sent, and what it hid is read as it will be.
    #[test]
    fn what_is_not_sent_changes_no_line_beside_it() {
        let theirs = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:0123@x\nCOMMENT:a\n\u{1} b\n\u{1}\nEN\n D:VEVENT\nEND:VCALENDAR\n";
        let reminded = OwnEventText {
            reminds: Some(15),
            ..own()
        };
        let text = compose(&reminded, Some(theirs), Form::Whole);
        assert!(text.contains("COMMENT:a\r\n b\r\n"), "{text}");
        assert!(text.contains("END:VALARM\r\nEN\r\n D:VEVENT\r\n"), "{text}");
        assert_eq!(compose(&reminded, Some(&text), Form::Whole), text);
    }

    fn unfolded(text: &str) -> String {
        text.replace("\r\n ", "")
    }

    #[test]
    fn a_new_event_is_whole_folded_and_the_same_each_time() {
        let long = OwnEventText {
            description: "é".repeat(200),
            ..own()
        };
        let text = compose(&long, None, Form::Whole);
        assert_eq!(text, compose(&long, None, Form::Whole));
        assert!(
            text.split_inclusive("\r\n")
                .all(|line| line.len() <= 77 && line.ends_with("\r\n"))
        );
        let text = unfolded(&compose(&own(), None, Form::Whole));
        for line in [
            "BEGIN:VTIMEZONE\r\nTZID:Europe/Paris",
            "UID:0123@x",
            "DTSTAMP:20260302T080000Z",
            "DTSTART;TZID=Europe/Paris:20260304T100000",
            "DTEND;TZID=Europe/Paris:20260304T103000",
            "SEQUENCE:1",
            "LAST-MODIFIED:20260302T080000Z",
            "SUMMARY:PETIT Zoé\\, Bilan\\; é\\\\é",
            "LOCATION:Salle « Bleue »",
            "X-GRAPPE-ID:3",
            "X-GRAPPE-REV:7",
            "TRANSP:OPAQUE",
        ] {
            assert!(text.contains(&format!("{line}\r\n")), "{line}\n{text}");
        }
        let plain = compose(&own(), None, Form::WithoutZone);
        assert!(plain.contains("DTSTART:20260304T090000Z\r\n") && !plain.contains("TZ"));
        for form in [Form::Whole, Form::WithoutZone, Form::Bare] {
            let text = compose(&own(), None, form);
            let stand = stand(text.as_bytes(), "0123@x", paris()).unwrap();
            assert_eq!((stand.interval, stand.revision), (own().interval, Some(7)));
        }
    }

    /// In the autumn night a reading occurs twice.
    #[test]
    fn the_second_of_two_equal_readings_is_written_in_utc() {
        let start: Instant = "2026-10-25T01:30:00Z".parse().unwrap();
        let night = OwnEventText {
            interval: Interval::lasting(start, chrono::TimeDelta::minutes(30)),
            ..own()
        };
        let text = compose(&night, None, Form::Whole);
        assert!(text.contains("DTSTART:20261025T013000Z\r\n"), "{text}");
        let stand = stand(text.as_bytes(), "0123@x", paris()).unwrap();
        assert_eq!(stand.interval, night.interval);
    }

    #[test]
    fn what_others_wrote_stays_to_the_letter() {
        let theirs = "BEGIN:VCALENDAR\nVERSION:2.0\nMETHOD:PUBLISH\nX-WR-CALNAME:Agenda\nBEGIN:VEVENT\nDURATION:PT20M\nDTSTART;TZID=Autre:20260304T110000\n\
            UID:0123@x\nSUMMARY:à moi\nCOMMENT:Clé sous le\n  pot\nX-GRAPPE-REV:6\nSEQUENCE:9\nTRANSP:TRANSPARENT\nDESCRIPTION:mes notes\n\
            RRULE:FREQ=DAILY;COUNT=2\nBEGIN:VALARM\nACTION:AUDIO\nTRIGGER:-PT5M\nEND:VALARM\nEND:VEVENT\nEND:VCALENDAR\n";
        let text = compose(&own(), Some(theirs), Form::Whole);
        for kept in [
            "X-WR-CALNAME:Agenda\r\n",
            "COMMENT:Clé sous le\r\n  pot\r\n",
            "TRANSP:TRANSPARENT\r\n",
            "DESCRIPTION:mes notes\r\n",
            "RRULE:FREQ=DAILY;COUNT=2\r\n",
            "BEGIN:VALARM\r\nACTION:AUDIO\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\nEND:VEVENT\r\n",
            "SEQUENCE:9\r\n",
            "X-GRAPPE-REV:7\r\n",
            "BEGIN:VTIMEZONE\r\nTZID:Europe/Paris\r\n",
        ] {
            assert!(text.contains(kept), "{kept}\n{text}");
        }
        for gone in ["METHOD", "DURATION", "à moi", "Autre", "X-GRAPPE-REV:6"] {
            assert!(!text.contains(gone), "{gone}\n{text}");
        }
        assert_eq!(text.matches("BEGIN:VEVENT").count(), 1);
        let stand = stand(text.as_bytes(), "0123@x", paris()).unwrap();
        assert_eq!((stand.interval, stand.repeats), (own().interval, true));
        assert_eq!(
            compose(&own(), Some(&text), Form::Whole),
            text,
            "a repetition is the same"
        );
    }

    #[test]
    fn words_follow_while_they_are_ours_and_what_may_not_stay_goes() {
        let first = compose(&own(), None, Form::Whole);
        let other = OwnEventText {
            location: "Salle 2".to_owned(),
            description: "lien".to_owned(),
            ..own()
        };
        let text = unfolded(&compose(&other, Some(&first), Form::Whole));
        assert!(text.contains("LOCATION:Salle 2\r\n") && text.contains("DESCRIPTION:lien\r\n"));
        assert!(!text.contains("Bleue") && text.matches("X-GRAPPE-LOCATION").count() == 1);
        let edited = unfolded(&first).replace("DESCRIPTION:", "DESCRIPTION:apporter le dossier\\n");
        let kept = unfolded(&compose(&other, Some(&edited), Form::Whole));
        assert!(kept.contains("apporter le dossier") && kept.contains("LOCATION:Salle 2\r\n"));
        let hidden = OwnEventText {
            hidden: Some("+33 6 12 34 56 78".to_owned()),
            ..other
        };
        let told = unfolded(&compose(&hidden, Some(&edited), Form::Whole));
        assert!(
            !told.contains("+33") && told.contains("DESCRIPTION:lien\r\n"),
            "{told}"
        );
    }

    #[test]
    fn our_alarm_follows_the_choice_and_nobody_gets_back_what_they_deleted() {
        let reminded = OwnEventText {
            reminds: Some(15),
            ..own()
        };
        let first = compose(&reminded, None, Form::Whole);
        assert!(first.contains("TRIGGER:-PT15M\r\n") && first.matches("X-GRAPPE-ALARM:15").count() == 2);
        let deleted = {
            let (from, to) = (
                first.find("BEGIN:VALARM").unwrap(),
                first.find("END:VALARM").unwrap(),
            );
            [&first[..from], &first[to + 12..]].concat()
        };
        assert!(!compose(&reminded, Some(&deleted), Form::Whole).contains("VALARM"));
        let later = OwnEventText {
            reminds: Some(30),
            ..own()
        };
        let text = compose(&later, Some(&first), Form::Whole);
        assert!(
            text.contains("TRIGGER:-PT30M") && !text.contains("PT15M"),
            "{text}"
        );
        assert_eq!(text.matches("BEGIN:VALARM").count(), 1);
        for (own, form) in [(own(), Form::Whole), (reminded, Form::Bare)] {
            let text = compose(&own, Some(&first), form);
            assert!(!text.contains("ALARM"), "{text}");
        }
    }

    #[test]
    fn a_trace_takes_no_time_and_one_that_stands_again_does() {
        let cancelled = OwnEventText {
            standing: Standing::Cancelled,
            ..own()
        };
        let text = compose(&cancelled, Some(&compose(&own(), None, Form::Whole)), Form::Whole);
        assert!(text.contains("STATUS:CANCELLED\r\n") && text.contains("TRANSP:TRANSPARENT\r\n"));
        let again = compose(&own(), Some(&text), Form::Whole);
        assert!(again.contains("STATUS:CONFIRMED\r\n") && again.contains("TRANSP:OPAQUE\r\n"));
        assert!(!again.contains("TRANSPARENT"), "{again}");
    }

    #[test]
    fn what_is_no_event_of_ours_is_not_built_upon() {
        let whole = compose(&own(), None, Form::Whole);
        for before in [
            "",
            "<html>",
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:other\nEND:VEVENT\nEND:VCALENDAR\n",
        ] {
            assert_eq!(compose(&own(), Some(before), Form::Whole), whole);
        }
    }
}
