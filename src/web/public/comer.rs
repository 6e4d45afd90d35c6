//! What is typed of each of the people who come: who they are and what the care type asks of them.

use chrono::NaiveDate;

use super::typed::{Questions, birth_date, last_visit};
use crate::domain::booking::admits_age;
use crate::domain::care_type::{Eligibility, PatientKind};
use crate::domain::contact::{FieldProblem, PersonName, folded};
use crate::domain::patient::Language;
use crate::domain::slot::{PEOPLE_MAX, PatientFacts};
use crate::i18n::Texts;
use crate::store::{Draft, DraftPerson};
use crate::web::extract::{FieldErrors, Form};

/// See the module. As typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Comer {
    pub(super) family: String,
    pub(super) given: String,
    pub(super) born: String,
    pub(super) kind: String,
    pub(super) has_letter: bool,
    pub(super) profession: String,
}

/// What is wrong is noted at the fields of one of them.
pub(super) struct Fields(u16);

impl Fields {
    /// Of the first person.
    pub(super) const FIRST: Self = Self(1);

    /// The name of a field: plain for the first person, numbered for the others.
    pub(super) fn of(&self, name: &str) -> String {
        match self.0 {
            1 => name.to_owned(),
            number => format!("{name}_{number}"),
        }
    }

    /// Of everybody after the first.
    pub(super) fn further() -> impl Iterator<Item = Self> {
        (2..=PEOPLE_MAX).map(Self)
    }

    /// The place among them, from 1.
    pub(super) fn number(&self) -> u16 {
        self.0
    }
}

impl Comer {
    /// From a form.
    pub(super) fn read(form: &Form, fields: &Fields) -> Self {
        let text = |name: &str| form.get(&fields.of(name)).to_owned();
        Self {
            family: text("family"),
            given: text("given"),
            born: text("born"),
            kind: text("kind"),
            has_letter: form.is_ticked(&fields.of("referral")),
            profession: text("profession"),
        }
    }

    /// Of somebody as they were kept with the hold.
    pub(super) fn of(draft: &Draft) -> Self {
        let patient = &draft.patient;
        Self {
            family: patient.family_name.as_str().to_owned(),
            given: patient.given_name.as_str().to_owned(),
            born: patient
                .born
                .map_or_else(String::new, |born| born.format("%d/%m/%Y").to_string()),
            kind: String::new(),
            has_letter: draft.referral_until.is_some(),
            profession: draft.profession.clone().unwrap_or_default(),
        }
    }

    /// The same as hidden fields.
    pub(super) fn fields(&self, fields: &Fields) -> Vec<(String, String)> {
        let letter = if self.has_letter { "1" } else { "" };
        let all = [
            ("family", self.family.as_str()),
            ("given", &self.given),
            ("born", &self.born),
            ("kind", &self.kind),
            ("referral", letter),
            ("profession", &self.profession),
        ];
        all.map(|(name, text)| (fields.of(name), text.to_owned())).into()
    }

    /// Notes what is wrong of the birth date.
    pub(super) fn birth_date(
        &self,
        t: Texts,
        asked: &Questions<'_>,
        (fields, errors): (&Fields, &mut FieldErrors),
    ) -> Option<NaiveDate> {
        if self.born.is_empty() {
            errors.keep::<()>(t, &fields.of("born"), Err(FieldProblem::Missing));
            return None;
        }
        let Some(born) = birth_date(&self.born, asked.today) else {
            errors.add(fields.of("born"), t.text("identity-born-malformed").into_owned());
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
            errors.add(fields.of("born"), not_for(t, &ages));
        }
        Some(born)
    }

    /// New or known, doctor's letter, profession (booking-rules §8).
    pub(super) fn judge_answers(
        &self,
        t: Texts,
        asked: &Questions<'_>,
        (fields, errors): (&Fields, &mut FieldErrors),
    ) {
        let rule = asked.rule;
        if let Some(wanted) = rule.patients {
            let only = Eligibility {
                patients: Some(wanted),
                seen_by: rule.seen_by,
                known_within_months: rule.known_within_months,
                ..Eligibility::default()
            };
            let kind = fields.of("kind");
            match (self.kind.as_str(), wanted) {
                ("new", PatientKind::New) | ("known", PatientKind::Known) => {}
                ("new" | "known", _) => errors.add(kind, not_for(t, &only)),
                _ => errors.add(kind, t.text("field-unknown-choice").into_owned()),
            }
        }
        if rule.needs_referral && !self.has_letter {
            let text = t.text("identity-referral-missing").into_owned();
            errors.add(fields.of("referral"), text);
        }
        if !rule.professions.is_empty() && !rule.professions.contains(&self.profession) {
            let text = t.text("field-unknown-choice").into_owned();
            errors.add(fields.of("profession"), text);
        }
    }

    /// One of those who come with the first, who may have the same family name.
    pub(super) fn judged(
        &self,
        t: Texts,
        asked: &Questions<'_>,
        (first, fields, errors): (&Self, &Fields, &mut FieldErrors),
    ) -> Option<DraftPerson> {
        let given = errors.keep(t, &fields.of("given"), PersonName::parse(&self.given));
        let family = if self.family.is_empty() {
            // What is wrong with the first one's name is said there.
            PersonName::parse(&first.family).ok()
        } else {
            errors.keep(t, &fields.of("family"), PersonName::parse(&self.family))
        };
        let born = self.birth_date(t, asked, (fields, errors));
        self.judge_answers(t, asked, (fields, errors));
        Some(DraftPerson {
            family_name: family?,
            given_name: given?,
            born,
            profession: self.profession(),
            referral_until: self.has_letter.then(|| last_visit(asked, &[])),
            // For the staff, who read French.
            note: Texts::of(Language::Fr).text("identity-note-other").into_owned(),
        })
    }

    /// The profession, where one was chosen.
    pub(super) fn profession(&self) -> Option<String> {
        Some(self.profession.clone()).filter(|text| !text.is_empty())
    }
}

/// Notes those who are typed twice: one person has one appointment.
pub(super) fn refuse_twins(t: Texts, draft: &Draft, errors: &mut FieldErrors) {
    let of = |draft: &Draft| {
        let who = &draft.patient;
        let names = (folded(who.family_name.as_str()), folded(who.given_name.as_str()));
        (names, who.born)
    };
    let all: Vec<_> = draft.each().iter().map(of).collect();
    for (place, fields) in (1..).zip(Fields::further()) {
        let (before, rest) = all.split_at(place.min(all.len()));
        if rest.first().is_some_and(|this| before.contains(this)) {
            errors.add(fields.of("given"), t.text("identity-person-twice").into_owned());
        }
    }
}

fn not_for(t: Texts, rule: &Eligibility) -> String {
    let condition = super::care::conditions(t, rule).join(" ");
    t.with("identity-not-for", &[("condition", condition.into())])
}
