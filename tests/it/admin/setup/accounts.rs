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
fn the_password_is_asked_again_after_a_quarter_of_an_hour_and_nothing_typed_is_lost() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let form = filled(&alice.get(TOKENS), TOKENS).with(&[("name", "Site"), ("scope:slots:read", "1")]);
    let new = "/admin/setup/staff/new";
    let account =
        filled(&alice.get(new), new).with(&[("name", "Nadia"), ("login", "nadia"), ("named:2", "1")]);
    site.clock.advance(TimeDelta::minutes(16));
    for path in [TOKENS, new] {
        let to = alice.get(path).location().unwrap();
        assert!(to.starts_with("/admin/confirm?next=%2Fadmin%2Fsetup%2F"), "{to}");
    }
    let page = form.post(&mut alice, TOKENS);
    page.assert(422, &["tapez de nouveau votre mot de passe", "value=\"Site\""]);
    assert!(site.run(site.app.api_tokens()).unwrap().is_empty());
    let page = account.post(&mut alice, new);
    page.assert(422, &["tapez de nouveau", "value=\"nadia\""]);
    assert!(page.text().contains("name=\"named:2\" value=\"1\" checked"));
    let wrong = filled(&page, new)
        .with(&[("password", "pas le bon")])
        .post(&mut alice, new);
    wrong.assert(422, &["Ce mot de passe ne convient pas", "value=\"nadia\""]);
    assert!(!wrong.text().contains("pas le bon"));
    let right = filled(&page, new).with(&[("password", super::super::PASSWORD)]);
    right.post(&mut alice, new).assert(200, &["Code à usage unique"]);
    // Confirmed for another quarter of an hour, in the same session.
    form.post(&mut alice, TOKENS)
        .assert(200, &["ne sera plus jamais affichée"]);
}

#[test]
fn an_invitation_is_a_link_that_is_good_once() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    let new = "/admin/setup/staff/new";
    let entry = [
        ("name", "Nadia"),
        ("login", "nadia"),
        ("role", "secretary"),
        ("invite", "1"),
    ];
    saved(&mut alice, new, &entry).assert(422, &["À remplir", "value=\"nadia\""]);
    let with_address: Vec<_> = entry
        .into_iter()
        .chain([("email", "nadia@example.org")])
        .collect();
    let sent = saved(&mut alice, new, &with_address);
    assert_eq!(
        sent.location().as_deref(),
        Some("/admin/setup/staff?done=invited")
    );
    alice
        .get("/admin/setup/staff?done=invited")
        .assert(200, &["L'invitation est partie"]);
    let outbox = alice.get("/demo/outbox").text();
    let link = outbox.split("/admin/invitation/").nth(1).unwrap();
    let link = format!("/admin/invitation/{}", link.get(..19).unwrap());
    let mut nadia = site.browser();
    let page = nadia.get(&link);
    assert_eq!(page.location().as_deref(), Some("/admin/welcome"));
    let page = nadia.follow(page);
    let code = page.values("name=\"code\" class=\"num\" value=\"")[0].clone();
    assert!(link.ends_with(&code) && !code.is_empty());
    let fields = [
        ("code", code.as_str()),
        ("password", super::super::PASSWORD),
        ("again", super::super::PASSWORD),
    ];
    assert_eq!(
        nadia.post("/admin/welcome", &fields).location().as_deref(),
        Some("/admin")
    );
    assert!(nadia.cookie("invited").is_none());
    site.browser()
        .post("/admin/welcome", &fields)
        .assert(422, &["n'est pas valable"]);
    // A second one ends the first, and it is good for three days.
    let staff = site.run(site.app.staff()).unwrap();
    let id = staff.iter().find(|m| m.login == "nadia").unwrap().id;
    let account = format!("{STAFF}/{id}");
    let act = format!("{account}/act");
    let invite = filled(&alice.get(&account), &act).with(&[("act", "invite")]);
    assert_eq!(invite.post(&mut alice, &act).status, 303);
    assert_eq!(site.browser().get("/admin/invitation/nothing").status, 404);
}

#[test]
fn an_administrator_ends_somebodys_sessions() {
    let site = Crew::demo();
    let (mut alice, mut marie) = (site.signed_in("alice"), site.signed_in("marie"));
    let account = format!("{STAFF}/{}", site.id("marie"));
    let page = alice.get(&account);
    page.assert(200, &["Appareils connectés", "127.0.0.0/24"]);
    let act = format!("{account}/act");
    let end = filled(&page, &act).with(&[("act", "sessions")]);
    assert_eq!(end.post(&mut alice, &act).status, 303);
    assert_eq!(marie.get("/admin").status, 303);
    assert_eq!(alice.get("/admin").status, 200);
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
