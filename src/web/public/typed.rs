//! What a patient types about the person who comes. Kept as typed from page to page until the booking is made.

use chrono::NaiveDate;

use super::next_visit::NextVisit;
use crate::domain::booking::admits_age;
use crate::domain::care_type::{Eligibility, PatientKind};
use crate::domain::contact::{Contact, Email, FieldProblem, PersonName, Phone};
use crate::domain::id::PatientId;
use crate::domain::patient::{Language, Patient};
use crate::domain::slot::PatientFacts;
use crate::domain::writing::western;
use crate::i18n::Texts;
use crate::store::Draft;
use crate::web::extract::{FieldErrors, Form};

/// The oldest birth date that is believed.
const FIRST_YEAR: i32 = 1900;

/// See the module.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub(super) family: String,
    pub(super) given: String,
    pub(super) born: String,
    pub(super) email: String,
    pub(super) phone: String,
    /// Somebody else comes than who types.
    pub(super) is_for_other: bool,
    pub(super) has_consented: bool,
    pub(super) kind: String,
    pub(super) has_letter: bool,
    pub(super) profession: String,
    pub(super) next_start: String,
}

/// What the answers are judged by.
pub(super) struct Questions<'a> {
    pub(super) rule: &'a Eligibility,
    /// Local date of the appointment.
    pub(super) day: NaiveDate,
    pub(super) today: NaiveDate,
    pub(super) next: Option<&'a NextVisit>,
}

impl Typed {
    /// From a form.
    pub(super) fn read(form: &Form) -> Self {
        let text = |name| form.get(name).to_owned();
        Self {
            family: text("family"),
            given: text("given"),
            born: text("born"),
            email: text("email"),
            phone: text("phone"),
            is_for_other: form.get("for") == "other",
            has_consented: form.is_ticked("consent"),
            kind: text("kind"),
            has_letter: form.is_ticked("referral"),
            profession: text("profession"),
            next_start: text("next_start"),
        }
    }

    /// What was kept with the hold.
    pub(super) fn of(draft: &Draft) -> Self {
        let patient = &draft.patient;
        Self {
            family: patient.family_name.as_str().to_owned(),
            given: patient.given_name.as_str().to_owned(),
            born: patient
                .born
                .map_or_else(String::new, |born| born.format("%d/%m/%Y").to_string()),
            email: patient.email.as_ref().map_or("", Email::as_str).to_owned(),
            phone: patient.phone.as_ref().map_or_else(String::new, Phone::national),
            is_for_other: !draft.note.is_empty(),
            has_consented: true,
            kind: String::new(),
            has_letter: draft.referral_until.is_some(),
            profession: draft.profession.clone().unwrap_or_default(),
            next_start: draft.next_start.map_or_else(String::new, super::week::value),
        }
    }

    /// The same as hidden fields.
    pub(super) fn fields(&self) -> Vec<(&'static str, String)> {
        let tick = |is_ticked: bool| if is_ticked { "1" } else { "" }.to_owned();
        let whom = if self.is_for_other { "other" } else { "me" };
        vec![
            ("family", self.family.clone()),
            ("given", self.given.clone()),
            ("born", self.born.clone()),
            ("email", self.email.clone()),
            ("phone", self.phone.clone()),
            ("for", whom.to_owned()),
            ("consent", tick(self.has_consented)),
            ("kind", self.kind.clone()),
            ("referral", tick(self.has_letter)),
            ("profession", self.profession.clone()),
            ("next_start", self.next_start.clone()),
        ]
    }

    /// What is kept with the hold, or everything that is wrong at once.
    pub(super) fn judged(&self, t: Texts, asked: &Questions<'_>) -> Result<Draft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let family = errors.keep(t, "family", PersonName::parse(&self.family));
        let given = errors.keep(t, "given", PersonName::parse(&self.given));
        let born = self.birth_date(t, asked, &mut errors);
        let email = self.email(t, &mut errors);
        let phone = Some(self.phone.as_str()).filter(|text| !text.is_empty());
        let phone = phone.and_then(|text| errors.keep(t, "phone", Phone::parse(text)));
        self.judge_answers(t, asked, &mut errors);
        let next_start = self.next_start(t, asked, &mut errors);
        if !self.has_consented {
            errors.add("consent", t.text("identity-consent-missing").into_owned());
        }
        let (Some(family_name), Some(given_name), Some(email), true) =
            (family, given, email, errors.is_empty())
        else {
            return Err(errors);
        };
        Ok(Draft {
            contact: Contact::Email(email.clone()),
            patient: Patient {
                id: PatientId(0),
                family_name,
                given_name,
                born,
                phone,
                email: Some(email),
                language: t.language(),
                is_blocked_online: false,
                is_fragile: false,
                note: String::new(),
            },
            profession: Some(self.profession.clone()).filter(|text| !text.is_empty()),
            // Who has a letter declares that it is valid on the day.
            referral_until: self.has_letter.then(|| last_visit(asked, next_start)),
            next_start,
            answers: Vec::new(),
            note: if self.is_for_other {
                // For the staff, who read French.
                Texts::of(Language::Fr).text("identity-note-other").into_owned()
            } else {
                String::new()
            },
        })
    }

    fn birth_date(&self, t: Texts, asked: &Questions<'_>, errors: &mut FieldErrors) -> Option<NaiveDate> {
        if self.born.is_empty() {
            errors.keep::<()>(t, "born", Err(FieldProblem::Missing));
            return None;
        }
        let Some(born) = birth_date(&self.born, asked.today) else {
            errors.add("born", t.text("identity-born-malformed").into_owned());
            return None;
        };
        let ages = Eligibility {
            min_age: asked.rule.min_age,
            max_age: asked.rule.max_age,
            ..Eligibility::default()
        };
        let facts = PatientFacts {
            born: Some(born),
            ..PatientFacts::default()
        };
        if !admits_age(&ages, &facts, asked.day) {
            errors.add("born", not_for(t, &ages));
        }
        Some(born)
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

    /// New or known, doctor's letter, profession (booking-rules §8).
    fn judge_answers(&self, t: Texts, asked: &Questions<'_>, errors: &mut FieldErrors) {
        let rule = asked.rule;
        if let Some(wanted) = rule.patients {
            let only = Eligibility {
                patients: Some(wanted),
                seen_by: rule.seen_by,
                known_within_months: rule.known_within_months,
                ..Eligibility::default()
            };
            match (self.kind.as_str(), wanted) {
                ("new", PatientKind::New) | ("known", PatientKind::Known) => {}
                ("new" | "known", _) => errors.add("kind", not_for(t, &only)),
                _ => errors.add("kind", t.text("field-unknown-choice").into_owned()),
            }
        }
        if rule.needs_referral && !self.has_letter {
            errors.add("referral", t.text("identity-referral-missing").into_owned());
        }
        if !rule.professions.is_empty() && !rule.professions.contains(&self.profession) {
            errors.add("profession", t.text("field-unknown-choice").into_owned());
        }
    }

    fn next_start(
        &self,
        t: Texts,
        asked: &Questions<'_>,
        errors: &mut FieldErrors,
    ) -> Option<crate::domain::time::Instant> {
        let next = asked.next?;
        let chosen = self.next_start.parse().ok().filter(|start| next.has(*start));
        let is_missing = chosen.is_none() && (next.is_required || !self.next_start.is_empty());
        if is_missing {
            errors.add("next_start", t.text("identity-next-missing").into_owned());
        }
        chosen
    }
}

fn not_for(t: Texts, rule: &Eligibility) -> String {
    let condition = super::care::conditions(t, rule).join(" ");
    t.with("identity-not-for", &[("condition", condition.into())])
}

fn last_visit(asked: &Questions<'_>, next: Option<crate::domain::time::Instant>) -> NaiveDate {
    let next = next.zip(asked.next).map(|(start, visit)| visit.date(start));
    next.map_or(asked.day, |next| next.max(asked.day))
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
