//! What a patient types about the person who comes. Kept as typed from page to page until the booking is made.

use chrono::NaiveDate;

use super::comer::{Comer, Fields, refuse_twins};
use super::next_visit::{FIELDS, NextVisit};
use crate::domain::care_type::Eligibility;
use crate::domain::contact::{Contact, Email, FieldProblem, PersonName, Phone};
use crate::domain::id::PatientId;
use crate::domain::patient::{Language, Patient};
use crate::domain::sms::{Lines, NumberProblem};
use crate::domain::time::Instant;
use crate::domain::writing::western;
use crate::i18n::Texts;
use crate::store::Draft;
use crate::web::extract::{FieldErrors, Form};

/// The oldest birth date that is believed.
const FIRST_YEAR: i32 = 1900;

/// See the module.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    /// Who comes, or the first of them.
    pub(super) first: Comer,
    pub(super) email: String,
    pub(super) phone: String,
    /// The code is to come by text message.
    pub(super) by_text: bool,
    /// Somebody else comes than who types.
    pub(super) is_for_other: bool,
    pub(super) has_consented: bool,
    /// Of each next visit that was asked for.
    pub(super) next_starts: Vec<String>,
    /// Who comes with the first; nobody typed is nobody.
    pub(super) further: Vec<Comer>,
}

/// What the answers are judged by.
pub(super) struct Questions<'a> {
    pub(super) rule: &'a Eligibility,
    /// Local date of the appointment.
    pub(super) day: NaiveDate,
    pub(super) today: NaiveDate,
    pub(super) next: &'a [NextVisit],
    /// How many come together.
    pub(super) people: usize,
    /// Which numbers are texted, where a code may come by text message.
    pub(super) texts: Option<&'a Lines>,
}

impl Typed {
    /// From a form.
    pub(super) fn read(form: &Form) -> Self {
        let mut further: Vec<Comer> = Fields::further()
            .map(|fields| Comer::read(form, &fields))
            .collect();
        let nobody = Comer::default();
        while further.last() == Some(&nobody) {
            further.pop();
        }
        let text = |name| form.get(name).to_owned();
        Self {
            first: Comer::read(form, &Fields::FIRST),
            email: text("email"),
            phone: text("phone"),
            by_text: form.get("code_by") == "text",
            is_for_other: form.get("for") == "other",
            has_consented: form.is_ticked("consent"),
            next_starts: (FIELDS.iter().take_while(|name| form.has(name)))
                .map(|name| text(name))
                .collect(),
            further,
        }
    }

    /// What was kept with the hold.
    pub(super) fn of(draft: &Draft) -> Self {
        let patient = &draft.patient;
        Self {
            first: Comer::of(draft),
            email: patient.email.as_ref().map_or("", Email::as_str).to_owned(),
            phone: patient.phone.as_ref().map_or_else(String::new, Phone::national),
            by_text: matches!(draft.contact, Contact::Phone(_)),
            is_for_other: !draft.note.is_empty(),
            has_consented: true,
            further: draft.each().iter().skip(1).map(Comer::of).collect(),
            next_starts: draft
                .next_starts
                .iter()
                .map(|start| super::week::value(*start))
                .collect(),
        }
    }

    /// Those who come with the first, as many as there are times for.
    pub(super) fn others(&self, people: usize) -> Vec<Comer> {
        let mut others = self.further.clone();
        others.resize(people.saturating_sub(1), Comer::default());
        others
    }

    /// The same as hidden fields.
    pub(super) fn fields(&self) -> Vec<(String, String)> {
        let whom = if self.is_for_other { "other" } else { "me" };
        let consent = if self.has_consented { "1" } else { "" };
        let own = [
            ("email", self.email.as_str()),
            ("phone", &self.phone),
            ("for", whom),
            ("consent", consent),
        ];
        let own = own.map(|(name, text)| (name.to_owned(), text.to_owned()));
        let further = self.further.iter().zip(Fields::further());
        let mut all = self.first.fields(&Fields::FIRST);
        all.extend(further.flat_map(|(comer, fields)| comer.fields(&fields)));
        all.extend(own);
        all.extend(self.by_text.then(|| ("code_by".to_owned(), "text".to_owned())));
        let next = FIELDS.into_iter().zip(&self.next_starts);
        all.extend(next.map(|(name, text)| (name.to_owned(), text.clone())));
        all
    }

    /// What is kept with the hold, or everything that is wrong at once.
    pub(super) fn judged(&self, t: Texts, asked: &Questions<'_>) -> Result<Draft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let first = &self.first;
        let family = errors.keep(t, "family", PersonName::parse(&first.family));
        let given = errors.keep(t, "given", PersonName::parse(&first.given));
        let born = first.birth_date(t, asked, (&Fields::FIRST, &mut errors));
        let contact = self.contact(t, asked, &mut errors);
        let phone = Some(self.phone.as_str()).filter(|text| !text.is_empty());
        let phone = phone.and_then(|text| match &contact {
            Some(Contact::Phone(phone)) => Some(phone.clone()),
            _ if errors.of("phone").is_some() => None,
            _ => errors.keep(t, "phone", Phone::parse(text)),
        });
        first.judge_answers(t, asked, (&Fields::FIRST, &mut errors));
        let others = self.others(asked.people);
        let others = others.iter().zip(Fields::further());
        let further: Vec<_> = others
            .filter_map(|(comer, fields)| comer.judged(t, asked, (first, &fields, &mut errors)))
            .collect();
        let next_starts = self.next_starts(t, asked, &mut errors);
        if !self.has_consented {
            errors.add("consent", t.text("identity-consent-missing").into_owned());
        }
        let (Some(family_name), Some(given_name), Some(contact), true) =
            (family, given, contact, errors.is_empty())
        else {
            return Err(errors);
        };
        let draft = Draft {
            patient: Patient {
                id: PatientId(0),
                family_name,
                given_name,
                born,
                phone,
                // Whoever proves a phone has proved no mailbox: nothing is written there (security T9).
                email: match &contact {
                    Contact::Email(email) => Some(email.clone()),
                    Contact::Phone(_) => None,
                },
                language: t.language(),
                is_blocked_online: false,
                is_fragile: false,
                note: String::new(),
            },
            contact,
            profession: first.profession(),
            // Who has a letter declares that it is valid on the day.
            referral_until: first.has_letter.then(|| last_visit(asked, &next_starts)),
            next_starts,
            answers: Vec::new(),
            note: if self.is_for_other {
                // For the staff, who read French.
                Texts::of(Language::Fr).text("identity-note-other").into_owned()
            } else {
                String::new()
            },
            further,
        };
        refuse_twins(t, &draft, &mut errors);
        if errors.is_empty() { Ok(draft) } else { Err(errors) }
    }

    /// The field of the contact that is proved.
    pub(super) fn contact_field(&self) -> &'static str {
        if self.by_text { "phone" } else { "email" }
    }

    /// Where the code goes.
    fn contact(&self, t: Texts, asked: &Questions<'_>, errors: &mut FieldErrors) -> Option<Contact> {
        let Some(lines) = asked.texts.filter(|_| self.by_text) else {
            return self.email(t, errors).map(Contact::Email);
        };
        let phone = errors.keep(t, "phone", Phone::parse(&self.phone))?;
        let refused = match lines.may_text(&phone) {
            Ok(()) => return Some(Contact::Phone(phone)),
            Err(NumberProblem::Fixed) => "identity-phone-fixed",
            Err(NumberProblem::Foreign) => "identity-phone-foreign",
        };
        errors.add("phone", t.text(refused).into_owned());
        None
    }

    fn email(&self, t: Texts, errors: &mut FieldErrors) -> Option<Email> {
        match Email::parse(&self.email) {
            Err(FieldProblem::Malformed) => {
                errors.add("email", t.text("identity-email-malformed").into_owned());
                None
            }
            parsed => errors.keep(t, "email", parsed),
        }
    }

    /// Each visit as it was chosen; what follows one that is left for later is left as well.
    fn next_starts(&self, t: Texts, asked: &Questions<'_>, errors: &mut FieldErrors) -> Vec<Instant> {
        let mut all = Vec::new();
        for (place, visit) in asked.next.iter().enumerate() {
            let typed = self.next_starts.get(place);
            let text = typed.map_or("", String::as_str);
            let chosen = text.parse().ok().filter(|start| visit.has(*start));
            // A visit that the page could not ask for yet is asked for now.
            let is_unasked = place > 0 && typed.is_none();
            if chosen.is_none() && (visit.is_required || !text.is_empty() || is_unasked) {
                errors.add(visit.field, t.text("identity-next-missing").into_owned());
            }
            match chosen {
                Some(start) => all.push(start),
                None => break,
            }
        }
        all
    }
}

/// The last local day of what is booked.
pub(super) fn last_visit(asked: &Questions<'_>, next: &[Instant]) -> NaiveDate {
    let last = next.last().zip(asked.next.first());
    let last = last.map(|(start, visit)| visit.date(*start));
    last.map_or(asked.day, |last| last.max(asked.day))
}

/// `17/05/1980`, with other separators or none, or ISO; not in the future.
pub(super) fn birth_date(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let text = western(text);
    let parts: Vec<&str> = text
        .split(['/', '.', '-', ' '])
        .filter(|part| !part.is_empty())
        .collect();
    let (day, month, year) = match parts.as_slice() {
        [year, month, day] if year.len() == 4 => (*day, *month, *year),
        [day, month, year] => (*day, *month, *year),
        [all] if all.len() == 8 && all.is_ascii() => {
            let (day, rest) = all.split_at_checked(2)?;
            let (month, year) = rest.split_at_checked(2)?;
            (day, month, year)
        }
        _ => return None,
    };
    let is_number = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if year.len() != 4 || ![day, month, year].into_iter().all(is_number) {
        return None;
    }
    let born = NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?;
    let first = NaiveDate::from_ymd_opt(FIRST_YEAR, 1, 1)?;
    (first <= born && born <= today).then_some(born)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn birth_dates_are_read_as_people_write_them() {
        let today: NaiveDate = "2026-03-02".parse().unwrap();
        for text in [
            "17/05/1980",
            "17.5.1980",
            "17 05 1980",
            "17051980",
            "1980-05-17",
            "17-05-1980",
            "١٧/٠٥/١٩٨٠",
            "\u{200e}17/05/1980",
        ] {
            assert_eq!(birth_date(text, today), "1980-05-17".parse().ok(), "{text}");
        }
        for text in [
            "",
            "1980",
            "31/02/1980",
            "17/05/80",
            "17/05/2027",
            "03/03/2026",
            "17/05/1899",
            "17/05/19800",
            "é7051980",
            "+7/05/1980",
            "1/1/1/1",
        ] {
            assert_eq!(birth_date(text, today), None, "{text}");
        }
        assert_eq!(birth_date("02/03/2026", today), Some(today), "born today");
        for (text, born) in [
            ("29/02/1984", "1984-02-29"),
            ("29 2 2000", "2000-02-29"),
            ("29022024", "2024-02-29"),
        ] {
            assert_eq!(birth_date(text, today), born.parse().ok(), "{text}");
        }
        for text in ["29/02/1900", "29/02/1983", "30/02/1984", "29022025"] {
            assert_eq!(birth_date(text, today), None, "{text}");
        }
    }
}
