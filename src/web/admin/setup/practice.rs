//! The practice: names, address, zone, region, colour.

use super::Context;
use super::editor::{Editor, Link};
use super::field::{Fields, Input, Section};
use super::reader::Reader;
use super::zone_list::{self, zone_choices};
use crate::domain::agenda::{Edit, Noun};
pub(super) use crate::domain::bounds::SETUP_NAME_MAX as NAME_MAX;
use crate::domain::contact::{Email, FieldProblem};
use crate::domain::practice::Practice;
use crate::domain::schedule::{HolidayRegion, HolidayRules};
use crate::web::extract::{FieldErrors, Form};

/// Longest address, in characters.
const ADDRESS_MAX: usize = 200;
/// Longest directions, in characters.
const DIRECTIONS_MAX: usize = 500;
/// Longest phone number as typed, in characters.
const PHONE_MAX: usize = 25;
/// Longest e-mail address, in bytes.
const EMAIL_MAX: usize = 254;

/// See the module.
pub(super) struct PracticeEditor;

impl Editor for PracticeEditor {
    const PATH: &'static str = "/admin/setup/practice";
    const BACK: (&'static str, &'static str) = ("/admin/setup", "setup-title");
    const IS_SINGLE: bool = true;

    fn noun(_: i64) -> Noun {
        Noun::Practice
    }

    fn title(ctx: &Context, _: Option<&Edit>) -> String {
        ctx.text("setup-practice")
    }

    fn typed(ctx: &Context, _: Option<&Edit>, _: &Form) -> Form {
        let practice = &ctx.set_up.practice;
        let mut form = Form::default();
        form.set("name", practice.name.as_str());
        if practice.neutral_name != practice.name {
            form.set("neutral_name", practice.neutral_name.as_str());
        }
        form.set("address", practice.address.as_str());
        form.set("directions", practice.directions.as_str());
        form.set("phone", practice.phone.as_str());
        form.set("email", practice.email.as_str());
        form.set("zone", practice.zone.name());
        form.set("region", practice.holidays.region.key());
        form.set("accent", practice.accent.as_str());
        form
    }

    fn sections(f: Fields<'_>) -> Vec<Section> {
        vec![
            Section::new(f.text("setup-practice-known"), known(f)),
            Section::new(f.text("setup-practice-reach"), reach(f)),
            Section::new(f.text("setup-practice-place"), place(f)),
        ]
    }

    fn read(ctx: &Context, _: i64, form: &Form) -> Result<Vec<Edit>, FieldErrors> {
        let mut r = Reader::new(ctx.t, form);
        let present = &ctx.set_up.practice;
        let name = r.needed_line("name", NAME_MAX);
        let neutral = r.line("neutral_name", NAME_MAX);
        let zone = r.chosen("zone", |key| zone_list::zone(present.zone, key));
        let region = r.chosen("region", HolidayRegion::from_key);
        let practice = Practice {
            neutral_name: if neutral.is_empty() { name.clone() } else { neutral },
            name,
            address: r.line("address", ADDRESS_MAX),
            directions: r.lines("directions", DIRECTIONS_MAX),
            phone: phone(&mut r),
            email: email(&mut r),
            zone: zone.unwrap_or(present.zone),
            holidays: HolidayRules::default(),
            accent: r.colour("accent"),
        };
        let mut edits = vec![Edit::Practice(Box::new(practice))];
        // The list of closing days is edited on a page of its own; only another region touches it from here.
        if let Some(region) = region.filter(|region| *region != present.holidays.region) {
            edits.push(Edit::Holidays(HolidayRules {
                region,
                ..present.holidays.clone()
            }));
        }
        r.finish(edits)
    }

    fn links(ctx: &Context, _: i64) -> Vec<Link> {
        vec![ctx.adds("setup-holidays", "/admin/setup/holidays")]
    }
}

fn known(f: Fields<'_>) -> Vec<super::field::Field> {
    vec![
        f.field("name", "setup-practice-name", Input::Line(NAME_MAX))
            .hint(f.text("setup-practice-name-hint"))
            .needed()
            .wide(),
        f.field("neutral_name", "setup-practice-neutral", Input::Line(NAME_MAX))
            .hint(f.text("setup-practice-neutral-hint"))
            .wide(),
        f.field("accent", "setup-practice-accent", Input::Colour)
            .hint(f.text("setup-practice-accent-hint")),
    ]
}

fn reach(f: Fields<'_>) -> Vec<super::field::Field> {
    vec![
        f.field("address", "setup-practice-address", Input::Line(ADDRESS_MAX))
            .placeholder(f.text("setup-practice-address-example"))
            .wide(),
        f.field(
            "directions",
            "setup-practice-directions",
            Input::Lines(DIRECTIONS_MAX),
        )
        .hint(f.text("setup-practice-directions-hint")),
        f.field("phone", "setup-practice-phone", Input::Line(PHONE_MAX))
            .hint(f.text("setup-practice-phone-hint")),
        f.field("email", "setup-practice-email", Input::Line(EMAIL_MAX))
            .hint(f.text("setup-practice-email-hint")),
    ]
}

fn place(f: Fields<'_>) -> Vec<super::field::Field> {
    vec![
        f.select("zone", "setup-practice-zone", zone_choices(f.ctx))
            .hint(f.text("setup-practice-zone-hint")),
        f.select("region", "setup-practice-region", region_choices(f.ctx))
            .hint(f.text("setup-practice-region-hint")),
    ]
}

/// Every region with its name.
pub(super) fn region_choices(ctx: &Context) -> Vec<(String, String)> {
    let named = |region: HolidayRegion| {
        let key = format!("setup-region-{}", region.key().to_lowercase());
        (region.key().to_owned(), ctx.text(&key))
    };
    HolidayRegion::ALL.into_iter().map(named).collect()
}

/// Short numbers are numbers too: only figures and their separators are asked for.
fn phone(r: &mut Reader<'_>) -> String {
    let typed = r.line("phone", PHONE_MAX);
    let stranger = typed
        .chars()
        .find(|c| !(c.is_ascii_digit() || " +.-/()".contains(*c)));
    if let Some(stranger) = stranger {
        r.refuse("phone", FieldProblem::Character(stranger));
    } else if !typed.is_empty() && typed.chars().filter(char::is_ascii_digit).count() < 3 {
        r.refuse("phone", FieldProblem::Malformed);
    }
    typed
}

fn email(r: &mut Reader<'_>) -> String {
    let typed = r.line("email", EMAIL_MAX);
    if typed.is_empty() {
        return typed;
    }
    match Email::parse(&typed) {
        Ok(email) => email.as_str().to_owned(),
        Err(problem) => {
            r.refuse("email", problem);
            typed
        }
    }
}
