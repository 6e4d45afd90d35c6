//! What the law gives patients, over HTTP: a copy, who saw the file, erasure.

use grappe::domain::id::PatientId;
use grappe::domain::patient::Patient;
use grappe::domain::staff::Actor;
use grappe::store::{ContestDecision, Fault, Record, Tx};
use serde_json::Value;

use super::Crew;
use super::desk::send;
use super::setup::form::filled;
use crate::support::Browser;
use crate::support::house::person;

fn known(site: &Crew, patient: Patient) -> String {
    let saved = site.app.save_patient(patient, None, Actor::System);
    format!("/admin/patients/{}", site.run(saved).unwrap())
}

#[test]
fn a_copy_holds_everything_and_is_on_record() {
    let site = Crew::demo();
    let visit = site.booked("Roux", "Zoé", super::desk::TUESDAY_9);
    let path = format!("/admin/patients/{}", visit.patient);
    let mut marie = site.signed_in("marie");
    marie.get(&path).assert(200, &[]);
    let mut alice = site.signed_in("alice");
    let json = alice.get(&format!("{path}/export.json"));
    json.assert(200, &[]);
    assert!(json.header("content-disposition").unwrap().contains("attachment"));
    let document: Value = serde_json::from_slice(&json.body).unwrap();
    assert_eq!(document["person"]["family_name"], "Roux");
    assert_eq!(document["appointments"][0]["state"], "confirmed");
    let log: Vec<String> = document["log"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| entry["what"].as_str().unwrap().to_owned())
        .collect();
    assert!(
        log.contains(&"patient.view".to_owned()) && log.contains(&"patient.export".to_owned()),
        "{log:?}"
    );
    alice.get(&format!("{path}/export.html")).assert(
        200,
        &[
            "ROUX Zoé",
            "<style>",
            "Non</td>",
            "mardi 3 mars 2026 à 9 h",
            "A ouvert une fiche",
            "marie L'Hôte",
        ],
    );
    assert_eq!(
        marie.get(&format!("{path}/export.json")).status,
        403,
        "she does not read every note"
    );
    assert_eq!(alice.get("/admin/patients/999999/export.json").status, 404);
}

/// One word for each field that the practice may write or keep about somebody: each is in both copies.
#[test]
fn both_copies_hold_every_field() {
    let site = Crew::demo();
    let visit = site.booked_with(
        super::desk::MARTIN,
        person("Roux", "Zoé"),
        super::desk::TUESDAY_9,
        |request| request.note = "canari-note".to_owned(),
    );
    let over = site.booked_with(
        super::desk::MARTIN,
        person("Blanc", "Luc"),
        super::desk::TUESDAY_9,
        |request| request.overbooking = Some("canari-surnombre".to_owned()),
    );
    let id = visit.id;
    let write = move |tx: &mut Tx<'_>| -> Result<(), Fault> {
        tx.note_presence_confirmed(id)?;
        tx.save_contest(id, "canari-absence")?;
        tx.decide_contest(id, ContestDecision::Kept)?;
        tx.audit(&Record::new(&Actor::System, "no_show.decide").on(format_args!("appointment:{id}")))?;
        Ok(())
    };
    site.run(site.app.store().write(write)).unwrap();
    let mut marie = site.signed_in("marie");
    super::waiting::join(&mut marie, visit.patient, &[("latest", "2026-03-27")]).assert(303, &[]);
    let mut alice = site.signed_in("alice");
    let path = |patient: PatientId, kind: &str| format!("/admin/patients/{patient}/export.{kind}");
    let json = alice.get(&path(visit.patient, "json"));
    let document: Value = serde_json::from_slice(&json.body).unwrap();
    let entry = &document["waiting_list"][0];
    assert_eq!(entry["wishes"]["latest"], "2026-03-27");
    assert_eq!(entry["wishes"]["ready_minutes"], 45);
    let told = &document["appointments"][0];
    assert_eq!(told["note"], "canari-note");
    assert_eq!(told["objection"]["words"], "canari-absence");
    assert_eq!(told["objection"]["decision"], "kept");
    assert!(told["presence_confirmed"].is_string());
    alice.get(&path(visit.patient, "html")).assert(
        200,
        &[
            "Note : canari-note",
            "canari-absence",
            "Décision : absence maintenue",
            "A confirmé sa venue",
            "27 mars",
            "peut venir en 45",
            "en attente",
        ],
    );
    alice
        .get(&path(over.patient, "json"))
        .assert(200, &["\"overbooked_because\": \"canari-surnombre\""]);
    alice
        .get(&path(over.patient, "html"))
        .assert(200, &["canari-surnombre"]);
}

#[test]
fn who_saw_a_file_is_told_by_patient_person_and_period() {
    let site = Crew::demo();
    let path = known(&site, person("Roux", "Zoé"));
    let other = known(&site, person("Blanc", "Luc"));
    let mut marie = site.signed_in("marie");
    for _ in 0..60 {
        marie.get(&path).assert(200, &[]);
    }
    marie.get(&other).assert(200, &[]);
    let mut alice = site.signed_in("alice");
    alice.get(&path).assert(200, &["Qui a vu cette fiche"]);
    let number = path.rsplit('/').next().unwrap();
    let page = alice.get(&format!("/admin/audit?patient={number}"));
    page.assert(
        200,
        &["ROUX Zoé", "A ouvert une fiche", "marie L'Hôte", "Plus ancien"],
    );
    assert!(!page.text().contains("BLANC"));
    let older = page.values("href=\"/admin/audit?");
    let older = older.iter().find(|link| link.contains("before=")).unwrap();
    alice
        .get(&format!("/admin/audit?{older}"))
        .assert(200, &["A ouvert une fiche", "A créé une fiche"]);
    let by_marie = format!("/admin/audit?staff={}", site.id("marie"));
    alice.get(&by_marie).assert(200, &["marie L'Hôte"]);
    alice
        .get("/admin/audit?from=2020-01-01&to=2020-01-31")
        .assert(200, &["Rien sur cette période"]);
    alice
        .get("/admin/audit?from=x&to=31/12/9999&before=zz&staff=-1")
        .assert(200, &[]);
}

#[test]
fn erasure_is_asked_twice() {
    let site = Crew::demo();
    let path = known(&site, person("Roux", "Zoé"));
    let erase = format!("{path}/erase");
    let mut alice = site.signed_in("alice");
    alice
        .get(&erase)
        .assert(200, &["Le dossier médical n'est pas ici"]);
    send(&mut alice, &erase, &erase, &[]).assert(422, &["Cochez la case"]);
    let done = send(&mut alice, &erase, &erase, &[("sure", "1")]);
    alice.follow(done).assert(200, &["La fiche est effacée"]);
    assert_eq!(alice.get(&path).status, 404);
    let visit = site.booked("Blanc", "Luc", super::desk::TUESDAY_9);
    let erase = format!("/admin/patients/{}/erase", visit.patient);
    send(&mut alice, &erase, &erase, &[("sure", "1")]).assert(409, &["encore des rendez-vous à venir"]);
}

#[test]
fn periods_are_rules_with_a_preview() {
    let site = Crew::demo();
    known(&site, person("Roux", "Zoé"));
    let mut alice = site.signed_in("alice");
    let path = "/admin/setup/retention";
    send(
        &mut alice,
        path,
        path,
        &[("patient_months", "2"), ("message_days", "x")],
    )
    .assert(
        422,
        &[
            "id=\"patient_months-error\"",
            "id=\"message_days-error\"",
            "value=\"2\"",
        ],
    );
    let done = send(
        &mut alice,
        path,
        path,
        &[("patient_months", "3"), ("message_days", "30")],
    );
    alice
        .follow(done)
        .assert(200, &["Les durées sont enregistrées", "Aucune fiche"]);
    site.browser()
        .get("/privacy")
        .assert(200, &["sans rendez-vous depuis 3 mois"]);
    site.clock.advance(chrono::TimeDelta::days(100));
    let mut alice = site.signed_in("alice");
    alice.get(path).assert(200, &["Une fiche", "ROUX Zoé"]);
    let apply = "/admin/setup/retention/apply";
    send(&mut alice, path, apply, &[("shown", "1")]).assert(422, &["Cochez la case"]);
    send(&mut alice, path, apply, &[("shown", "0"), ("sure", "1")]).assert(409, &["plus de fiches"]);
    let done = send(&mut alice, path, apply, &[("shown", "1"), ("sure", "1")]);
    alice
        .follow(done)
        .assert(200, &["Une fiche est effacée", "Aucune fiche"]);
}

#[test]
fn what_concerns_a_patient_is_found_after_merges_and_on_the_waiting_list() {
    let site = Crew::demo();
    let paths = ["Ana", "Anaïs", "Anne"].map(|given| known(&site, person("Roux", given)));
    let ids = paths
        .each_ref()
        .map(|path| PatientId(path.rsplit('/').next().unwrap().parse().unwrap()));
    let mut marie = site.signed_in("marie");
    let join = "/admin/waiting/new";
    let form = filled(&marie.get(&format!("{join}?patient={}", ids[2])), join).with(&[("care", "1")]);
    assert_eq!(form.post(&mut marie, join).status, 303);
    let mut alice = site.signed_in("alice");
    let found = |alice: &mut Browser, id: PatientId| alice.get(&format!("/admin/audit?patient={id}")).text();
    assert!(found(&mut alice, ids[2]).contains("A inscrit en liste d'attente"));
    let seen = format!("patient n° {}", ids[0]);
    marie.get(&paths[0]).assert(200, &[]);
    let merge = |alice: &mut Browser, stays: usize, goes: usize| {
        let to = format!("{}/merge", paths[stays]);
        let page = alice.get(&format!("{to}?other={}", ids[goes]));
        let done = filled(&page, &to).post(alice, &to);
        assert_eq!(done.status, 303, "{}", done.text());
    };
    merge(&mut alice, 1, 0);
    merge(&mut alice, 2, 1);
    assert!(found(&mut alice, ids[2]).contains(&seen), "two merges back");
    let list = "/admin/patients/duplicates";
    let undo = "/admin/patients/merges/2/undo";
    let undone = filled(&alice.get(list), undo).post(&mut alice, undo);
    assert_eq!(undone.status, 303, "{}", undone.text());
    assert!(
        !found(&mut alice, ids[2]).contains(&seen),
        "they are two people again"
    );
}
