//! Every page in both languages: words for everything, labels for everything.

use super::{Crew, saved};

/// Pages that are there in the practice of these tests.
pub(super) const PAGES: [&str; 20] = [
    "/admin/setup",
    "/admin/setup/practice",
    "/admin/setup/practitioners",
    "/admin/setup/practitioners/new",
    "/admin/setup/practitioners/1",
    "/admin/setup/resources",
    "/admin/setup/resources/new",
    "/admin/setup/care-types",
    "/admin/setup/care-types/new",
    "/admin/setup/care-types/1",
    "/admin/setup/care-types/1/with/1",
    "/admin/setup/schedules",
    "/admin/setup/schedules/new",
    "/admin/setup/schedules/1",
    "/admin/setup/exceptions/new",
    "/admin/setup/absences",
    "/admin/setup/holidays",
    "/admin/setup/staff",
    "/admin/setup/staff/new",
    "/admin/setup/tokens",
];

#[test]
fn every_page_has_words_in_both_languages_and_a_label_for_every_field() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    saved(
        &mut alice,
        "/admin/setup/absences/new",
        &[("practitioner", "1"), ("from_date", "2026-06-02")],
    );
    for language in ["fr", "en"] {
        alice.set_cookie("lang", language);
        for path in PAGES.into_iter().chain(["/admin/setup/absences/1"]) {
            let page = alice.get(path);
            assert_eq!(page.status, 200, "{path}");
            let text = page.text();
            for mark in ["setup-", "holiday-", "weekday-", "{$", "{ $"] {
                let shown = text.replace("/admin/setup", "").replace("setup.", "");
                assert!(
                    !shown.contains(mark),
                    "{path} in {language} shows a key: {mark}\n{text}"
                );
            }
            let main = text.split("<main").nth(1).unwrap();
            for id in main
                .split(" id=\"")
                .skip(1)
                .filter_map(|rest| rest.split('"').next())
            {
                assert_eq!(
                    main.matches(&format!(" id=\"{id}\"")).count(),
                    1,
                    "{path}: {id} twice"
                );
            }
            for field in main
                .split("<input ")
                .skip(1)
                .chain(main.split("<select ").skip(1))
            {
                let tag = field.split('>').next().unwrap();
                let is_hidden = tag.contains("type=\"hidden\"");
                let id = tag.split("id=\"").nth(1).and_then(|rest| rest.split('"').next());
                let is_labelled = id.is_some_and(|id| main.contains(&format!("for=\"{id}\"")))
                    || tag.contains("aria-label")
                    || tag.contains("type=\"checkbox\"");
                assert!(is_hidden || is_labelled, "{path}: <{tag}>");
            }
        }
    }
}

#[test]
fn a_secretary_sees_what_a_secretary_may_change() {
    let site = Crew::demo();
    let mut marie = site.signed_in("marie");
    let hub = marie.get("/admin/setup");
    hub.assert(200, &["/admin/setup/schedules", "/admin/setup/absences"]);
    assert!(!hub.text().contains("/admin/setup/practice"));
    assert_eq!(site.signed_in("rose").get("/admin/setup").status, 403);
}
