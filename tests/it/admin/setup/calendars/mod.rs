//! Calendars of practitioners in the set-up, against the invented server: found, tried, linked, stopped, taken up again, left.

mod linked;
pub(crate) mod real;
mod searching;

use super::form::{Filled, filled};
use crate::bridge::fake::Fake;
use crate::support::{Browser, Page};

const LIST: &str = "/admin/setup/calendars";
const NEW: &str = "/admin/setup/calendars/new";
const CHOOSE: &str = "/admin/setup/calendars/choose";
const TRIAL: &str = "/admin/setup/calendars/trial";

/// Step 1 as somebody fills it in.
#[track_caller]
fn searched(alice: &mut Browser, url: &str, answers: &[(&str, &str)]) -> Page {
    let form = filled(&alice.get(NEW), NEW);
    let form = form.with(&[("practitioner", "1"), ("url", url), ("user", "dr")]);
    form.with(&[("secret", "secret")]).with(answers).post(alice, NEW)
}

/// The same form, as it came back.
#[track_caller]
fn again(alice: &mut Browser, page: &Page, answers: &[(&str, &str)]) -> Page {
    filled(page, NEW).with(answers).post(alice, NEW)
}

/// Step 2 as it is proposed, but for these answers.
#[track_caller]
fn chosen(alice: &mut Browser, answers: &[(&str, &str)]) -> Page {
    let page = alice.get(CHOOSE);
    page.assert(200, &["Étape 2 sur 3"]);
    filled(&page, CHOOSE).with(answers).post(alice, CHOOSE)
}

/// Step 3: `try`, then `link`.
#[track_caller]
fn attempted(alice: &mut Browser, what: &str) -> Page {
    let form: Filled = filled(&alice.get(TRIAL), TRIAL);
    form.with(&[("do", what)]).post(alice, TRIAL)
}

/// Linked and written, by every step; its page.
#[track_caller]
fn linked(alice: &mut Browser, fake: &Fake) -> String {
    let found = searched(alice, &fake.root(), &[]);
    assert_eq!(found.location().as_deref(), Some(CHOOSE), "{}", found.text());
    assert_eq!(chosen(alice, &[]).location().as_deref(), Some(TRIAL));
    assert_eq!(attempted(alice, "try").location().as_deref(), Some(TRIAL));
    let done = attempted(alice, "link");
    let to = done.location().expect("a page of the link");
    to.split('?').next().unwrap().to_owned()
}
