//! Accounts and tokens, for administrators.

use chrono::TimeDelta;
use grappe::domain::id::PractitionerId;
use grappe::domain::staff::Role;

use super::{Crew, filled, saved};

const STAFF: &str = "/admin/setup/staff";
const TOKENS: &str = "/admin/setup/tokens";

#[test]
fn an_account_is_made_with_a_code_that_is_shown_once() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let new = [("name", "Nadia Roux"), ("login", "Nadia"), ("role", "secretary")];
    let page = saved(&mut alice, "/admin/setup/staff/new", &new);
    page.assert(200, &["Code à usage unique", "/admin/welcome"]);
    let code = page.values("<code class=\"secret num\">")[0]
        .split('<')
        .next()
        .unwrap()
        .to_owned();
    alice
        .get(STAFF)
        .assert(200, &["Nadia Roux", "nadia – Secrétariat"]);
    let mut nadia = site.browser();
    let fields = [
        ("code", code.as_str()),
        ("password", super::super::PASSWORD),
        ("again", super::super::PASSWORD),
    ];
    assert_eq!(
        nadia.post("/admin/welcome", &fields).location().as_deref(),
        Some("/admin")
    );
    assert!(nadia.get("/admin/setup").status == 200 && nadia.get(STAFF).status == 403);

    let twice = saved(&mut alice, "/admin/setup/staff/new", &new);
    twice.assert(422, &["Déjà utilisé", "Nadia Roux"]);
    let wrong = [("name", "N"), ("login", "a b"), ("role", "secretary")];
    saved(&mut alice, "/admin/setup/staff/new", &wrong)
        .assert(422, &["De 2 à 60 caractères", "value=\"a b\""]);
    let role = saved(
        &mut alice,
        "/admin/setup/staff/new",
        &[("name", "N"), ("login", "nn"), ("role", "king")],
    );
    role.assert(422, &["une des possibilités"]);
}

#[test]
fn an_account_is_changed_disabled_and_brought_back() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let mut marie = site.signed_in("marie");
    let path = format!("{STAFF}/{}", site.id("marie"));
    let changed = saved(&mut alice, &path, &[("role", "reader")]);
    assert_eq!(
        changed.location().as_deref(),
        Some("/admin/setup/staff?done=saved")
    );
    assert_eq!(
        marie.get("/admin/account").status,
        303,
        "another role signs in again"
    );
    let act = format!("{path}/act");
    for (what, is_disabled) in [("disable", true), ("enable", false)] {
        let page = alice.get(&path);
        let form = filled(&page, &act).with(&[("act", what)]);
        assert_eq!(form.post(&mut alice, &act).status, 303);
        let staff = site.run(site.app.staff()).unwrap();
        let found = staff.iter().find(|m| m.login == "marie").unwrap();
        assert_eq!((found.is_disabled, found.role), (is_disabled, Role::Reader));
    }
    let own = format!("{STAFF}/{}", site.id("alice"));
    saved(&mut alice, &own, &[("role", "reader")]).assert(422, &["au moins un compte d'administration"]);
    let page = alice.get(&path);
    let form = filled(&page, &act).with(&[("act", "code")]);
    form.post(&mut alice, &act)
        .assert(200, &["n'est affiché qu'une fois"]);
    let nonsense = filled(&page, &act).with(&[("act", "promote")]);
    nonsense.post(&mut alice, &act).assert(422, &[]);
}

#[test]
fn a_key_is_shown_once_and_ends_when_withdrawn() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    saved(&mut alice, TOKENS, &[("name", "Site")]).assert(422, &["À remplir", "value=\"Site\""]);
    let page = saved(&mut alice, TOKENS, &[("name", "Site"), ("scope:slots:read", "1")]);
    page.assert(200, &["ne sera plus jamais affichée"]);
    let secret = page.values("<code class=\"secret num\">")[0]
        .split('<')
        .next()
        .unwrap()
        .to_owned();
    assert!(site.app.token_bearer(&secret).is_some());
    let page = alice.get(TOKENS);
    assert!(!page.text().contains(&secret));
    let revoke = format!("{TOKENS}/1/revoke");
    let done = filled(&page, &revoke).post(&mut alice, &revoke);
    assert_eq!(
        done.location().as_deref(),
        Some("/admin/setup/tokens?done=revoked")
    );
    assert!(site.app.token_bearer(&secret).is_none());
    alice.get(TOKENS).assert(200, &["Retirée le"]);
    assert_eq!(filled(&page, &revoke).post(&mut alice, &revoke).status, 404);
}

#[test]
fn the_password_is_asked_again_after_a_quarter_of_an_hour() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let form = filled(&alice.get(TOKENS), TOKENS).with(&[("name", "Site"), ("scope:slots:read", "1")]);
    site.clock.advance(TimeDelta::minutes(16));
    let before = site.run(site.app.api_tokens()).unwrap().len();
    for page in [
        alice.get(TOKENS),
        form.post(&mut alice, TOKENS),
        alice.get("/admin/setup/staff/new"),
    ] {
        let to = page.location().unwrap();
        assert!(to.starts_with("/admin/confirm?next=%2Fadmin%2Fsetup%2F"), "{to}");
    }
    assert_eq!(site.run(site.app.api_tokens()).unwrap().len(), before);
}

#[test]
fn a_remote_secretary_is_made_with_the_practitioners_it_works_for() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let path = "/admin/setup/staff/new";
    let new = [
        ("name", "Téa Loin"),
        ("login", "tea"),
        ("role", "remote_secretary"),
    ];
    saved(&mut alice, path, &new).assert(422, &["À remplir", "value=\"tea\""]);
    let new: Vec<_> = new
        .into_iter()
        .chain([("named:2", "1"), ("email", "tea@example.org")])
        .collect();
    saved(&mut alice, path, &new).assert(200, &["Code à usage unique"]);
    let staff = site.run(site.app.staff()).unwrap();
    let tea = staff.iter().find(|m| m.login == "tea").unwrap();
    assert!(tea.reaches(PractitionerId(2)) && !tea.reaches(PractitionerId(1)));
    assert_eq!(tea.email.as_ref().unwrap().as_str(), "tea@example.org");
    let own = format!("{STAFF}/{}", tea.id);
    alice.get(&own).assert(200, &["tea@example.org"]);
    saved(&mut alice, &own, &[("email", "no address")]).assert(422, &["value=\"no address\""]);
    // Other practitioners are other rights: the session ends.
    let mut remi = site.signed_in("remi");
    let remi_page = format!("{STAFF}/{}", site.id("remi"));
    assert_eq!(saved(&mut alice, &remi_page, &[("named:2", "1")]).status, 303);
    assert_eq!(remi.get("/admin").status, 303);
}

#[test]
fn a_practitioner_sets_own_hours_and_nobody_elses() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let account = format!("{STAFF}/{}", site.id("paul"));
    assert_eq!(saved(&mut alice, &account, &[("practitioner", "1")]).status, 303);
    let mut paul = site.signed_in("paul");
    let new = "/admin/setup/absences/new";
    let day = [("from_date", "2026-08-03"), ("part", "whole")];
    let with = |who: &'static str| [("practitioner", who)].into_iter().chain(day).collect::<Vec<_>>();
    assert_eq!(saved(&mut paul, new, &with("1")).status, 303);
    for who in ["2", "all"] {
        saved(&mut paul, new, &with(who)).assert(403, &["ne permet pas cette action"]);
    }
    // The first schedule is of the first practitioner, the second one of the other.
    assert_eq!(
        saved(&mut paul, "/admin/setup/schedules/1", &[("d6", "9-10")]).status,
        303
    );
    assert_eq!(
        saved(&mut paul, "/admin/setup/schedules/2", &[("d6", "9-10")]).status,
        403
    );
    assert_eq!(
        saved(&mut paul, "/admin/setup/care-types/1", &[("name", "Autre")]).status,
        403
    );
    let own = "/admin/setup/care-types/1/with";
    assert_eq!(
        saved(&mut paul, &format!("{own}/1"), &[("duration", "40")]).status,
        303
    );
    assert_eq!(
        saved(&mut paul, &format!("{own}/2"), &[("duration", "40")]).status,
        403
    );
    assert_eq!(site.app.agenda().set_up().absences.len(), 1);
}
