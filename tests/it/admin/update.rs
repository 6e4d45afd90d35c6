//! What administrators see of a newer version, and nobody else.

use grappe::domain::update::{Release, UpdateRecord, UpdateTrouble, Version};
use grappe::updates::Source;
use grappe::web::Settings;

use super::Crew;
use crate::updates::update;

#[test]
fn administrators_are_told_of_a_newer_version_with_what_is_new() {
    let site = Crew::with(Settings {
        limit_factor: 1000,
        is_demo: true,
        update: Some(update()),
        ..Settings::default()
    });
    let mut alice = site.signed_in("alice");
    let page = alice.get("/admin/setup");
    assert!(!page.text().contains("Nouvelle version"), "nothing is known yet");
    let source = Source::new(&update()).unwrap();
    let now = site.app.now();
    let release = Release {
        version: Version::parse("9.1.0").unwrap(),
        published: now.date_naive(),
        notes_fr: "Les rappels partent plus tôt.\n<b>Agenda</b>".to_owned(),
        notes_en: "Reminders leave earlier.".to_owned(),
    };
    let record = UpdateRecord::default().of(source.name());
    let record = record.found((release, None), now);
    site.run(site.app.save_update_record(record.clone())).unwrap();
    let told = [
        "Grappe 9.1.0 est publiée",
        "Rien ne s'installe tout seul",
        "plus tôt.",
        "&#60;b&#62;Agenda",
    ];
    alice.get("/admin/setup").assert(200, &told);
    let forged = record.failed(UpdateTrouble::Signature, now);
    site.run(site.app.save_update_record(forged)).unwrap();
    alice
        .get("/admin/setup")
        .assert(200, &["9.1.0", "n'est pas signée"]);
    let mut marie = site.signed_in("marie");
    let page = marie.get("/admin/setup");
    assert!(!page.text().contains("9.1.0"), "{}", page.status);
}
