//! What every page of a patient keeps: prefix, headers, own host only, language, size, and that looking changes nothing.

use axum::http::Method;
use grappe::web::Settings;
use grappe::web::router::{Access, table};

use super::{LEA, TUESDAY_9, book, pick, send};
use crate::support::{Browser, Page, Site};

const HEADERS: [(&str, &str); 6] = [
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    (
        "permissions-policy",
        "camera=(), microphone=(), geolocation=(), payment=()",
    ),
    ("cache-control", "no-store"),
];

#[track_caller]
fn assert_sealed(page: &Page, path: &str) {
    for (name, expected) in HEADERS {
        let is_for_others = path.starts_with("/embed") && name == "cross-origin-resource-policy";
        if is_for_others || (path == "/embed.js" && name == "cache-control") {
            continue;
        }
        assert_eq!(page.header(name), Some(expected), "{path}: {name}\n{}", page.head);
    }
    let policy = page.header("content-security-policy").unwrap();
    assert!(
        policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
        "{path}"
    );
    assert!(!policy.contains("unsafe") && !policy.contains("http"), "{path}");
    assert!(page.header("server").is_none(), "{path}");
    // What search engines read is data, and names its own vocabulary.
    let text = page.text();
    let text = match text.split_once("<script type=\"application/ld+json\">") {
        Some((before, data)) => {
            before.to_owned() + data.split_once("</script>").map_or("", |(_, after)| after)
        }
        None => text,
    };
    for foreign in [
        "http://",
        "https://",
        "src=\"//",
        "href=\"//",
        " style=\"",
        "<script>",
        " onclick=",
    ] {
        assert!(!text.contains(foreign), "{path} has {foreign}:\n{text}");
    }
}

/// Paths of the table for everybody, with something in the place of parameters.
fn open_paths(method: &Method) -> Vec<String> {
    let routes = table().into_iter();
    let open =
        routes.filter(|r| r.access == Access::Public && r.method == *method && !r.path.starts_with("/admin"));
    let paths: Vec<String> = open
        .map(|r| {
            r.path
                .replace("{token}", "AAAAAAAAAAAAAAAAAAAAAA")
                .replace("{name}", "nothing.css")
                .replace("{practitioner}", "1")
                .replace("{id}", "1")
        })
        .collect();
    assert!(paths.len() > 8, "{paths:?}");
    paths
}

#[test]
fn every_route_is_sealed_and_asks_nobody_else() {
    let site = Site::with(Settings {
        limit_factor: 10,
        ..Settings::default()
    });
    let mut booked = site.browser();
    book(&site, &mut booked, TUESDAY_9, &LEA).assert(200, &[]);
    let revision = site.revision();
    for mut browser in [site.browser(), booked] {
        for path in open_paths(&Method::GET) {
            assert_sealed(&browser.clone().get(&path), &path);
        }
        for path in [
            "/times?care=1",
            "/times?care=99",
            "/times?care=1&from=x",
            "/search?d1=1&after=10:00",
            "/nothing",
        ] {
            assert_sealed(&browser.get(path), path);
        }
        assert_eq!(site.revision(), revision, "looking changed something");
    }
    for path in open_paths(&Method::POST) {
        let mut stranger = site.browser();
        let page = stranger.post(&path, &[("start", "x"), ("code", "123456"), ("fact", "mar")]);
        assert_sealed(&page, &path);
        // A provider of text messages is answered alike, whatever it says and whoever it is.
        let is_hook = path.starts_with("/hooks/") && page.status == 204;
        assert!(
            is_hook || page.status == 303 || (400..500).contains(&page.status),
            "{path}: {}",
            page.status
        );
        let mut foreign = site.browser().with_header("Sec-Fetch-Site", "cross-site");
        let page = foreign.post(&path, &[]);
        assert_eq!(page.status, 403, "{path} from another site");
        assert_sealed(&page, &path);
    }
    assert_eq!(
        site.revision(),
        revision,
        "a form without anything changed something"
    );
}

#[test]
fn under_a_prefix_every_link_redirect_and_asset_keeps_it() {
    let settings = Settings {
        prefix: "/rdv".to_owned(),
        ..Settings::default()
    };
    let site = Site::with(settings);
    let mut browser = site.browser();
    let follow = |browser: &mut Browser, page: Page| {
        let to = page.location().unwrap();
        assert!(to.starts_with("/rdv/"), "{to}");
        browser.get(&to)
    };
    let home = browser.get("/rdv/");
    let times = browser.get("/rdv/times?care=1");
    let fields = [
        ("care", "1"),
        ("practitioner", ""),
        ("seats", "1"),
        ("start", TUESDAY_9),
    ];
    let picked = browser.post("/rdv/hold", &fields);
    let form = follow(&mut browser, picked);
    let sent = send(&mut browser, &form, "/rdv/book", &LEA);
    let code = follow(&mut browser, sent);
    let sent = send(&mut browser, &code, "/rdv/book/code", &[("code", &site.code())]);
    let done = follow(&mut browser, sent);
    done.assert(200, &["rendez-vous est pris"]);
    let linked = browser.get(&format!("/rdv/m/{}", site.link()));
    let fact = follow(&mut browser, linked);
    for page in [&home, &times, &form, &code, &done, &fact] {
        for attribute in ["href=\"/", "action=\"/", "src=\"/", "formaction=\"/"] {
            for rest in page.values(attribute) {
                assert!(rest.starts_with("rdv/"), "{attribute}{rest}");
            }
        }
        for asset in page.values("<link rel=\"stylesheet\" href=\"") {
            assert_eq!(browser.clone().get(&asset).status, 200, "{asset}");
        }
    }
}

#[test]
fn under_https_cookies_are_bound_to_the_host() {
    let site = Site::with(Settings::default());
    let mut browser = site.browser().with_header("X-Forwarded-Proto", "https");
    let page = pick(&mut browser, "1", TUESDAY_9);
    let set: Vec<_> = page
        .head
        .lines()
        .filter(|l| l.to_ascii_lowercase().starts_with("set-cookie"))
        .collect();
    assert_eq!(set.len(), 2, "{}", page.head);
    for line in set {
        assert!(line.contains("__Host-") && line.ends_with("; Secure"), "{line}");
    }
    browser.follow(page).assert(200, &["Qui vient ?"]);
}

#[test]
fn the_language_switch_keeps_the_page() {
    let site = Site::with(Settings::default());
    let mut browser = site.browser();
    let page = browser.get("/times?care=1&d2=1&after=09:00");
    let switch = |page: &Page, code: &str| -> String {
        let address = page
            .values("<li><a href=\"")
            .into_iter()
            .find(|address| address.ends_with(&format!("lang={code}")));
        address.unwrap()
    };
    let english = switch(&page, "en");
    assert_eq!(english, "?care=1&d2=1&after=09:00&lang=en");
    let page = browser.get(&format!("/times{english}"));
    page.assert(200, &["Times that suit you", "Tuesday"]);
    browser.get("/").assert(200, &["Book an appointment"]);
    assert_eq!(switch(&page, "fr"), "?care=1&d2=1&after=09:00&lang=fr");
}

#[test]
fn the_first_page_is_light() {
    let site = Site::with(Settings::default());
    let mut browser = site.browser().with_header("Accept-Encoding", "gzip");
    let page = browser.get("/times?care=1");
    assert_eq!(page.header("content-encoding"), Some("gzip"));
    let plain = site.browser().get("/times?care=1");
    let assets: Vec<String> = [plain.values("href=\"/assets/"), plain.values("src=\"/assets/")].concat();
    assert!(
        assets.len() <= 3,
        "with the page at most four requests: {assets:?}"
    );
    let mut bytes = page.body.len();
    for asset in assets {
        let path = format!("/assets/{asset}");
        let sheet = browser.get(&path);
        assert_eq!(sheet.status, 200, "{path}");
        assert_eq!(
            sheet.header("cache-control"),
            Some("public, max-age=31536000, immutable")
        );
        bytes += sheet.body.len();
        if path.contains("style.") {
            assert!(site.browser().get(&path).body.len() <= 8192, "the style sheet");
        }
    }
    assert!(bytes <= 30_000, "{bytes} bytes compressed");
    let mut other = site.browser();
    let picked = pick(&mut other, "1", TUESDAY_9);
    let form = other.follow(picked);
    let script = form.values("<script src=\"").remove(0);
    let script = browser.get(&script);
    assert!(script.body.len() <= 4096, "{} bytes of script", script.body.len());
}

#[test]
fn a_practice_without_anything_to_book_says_so_and_where_to_phone() {
    let site = Site::with(Settings::default());
    let mut browser = site.browser();
    let page = browser.get("/times?care=1&d7=1");
    page.assert(
        200,
        &[
            "Aucun horaire libre ne convient",
            "04 72 00 00 00",
            "Tous les horaires",
        ],
    );
    browser
        .get("/search?mode=video&length=20")
        .assert(200, &["Aucun horaire libre ne correspond"]);
    browser.get("/search?mode=video&d3=1&after=14:00").assert(
        200,
        &[
            "Téléconsultation",
            "mercredi 4 mars à 14 h",
            "Voir tous les horaires",
        ],
    );
    for wrong in [
        "care=x",
        "from=demain",
        "after=9h",
        "after=12:00&before=11:00",
        "care=1&care=2",
    ] {
        let page = browser.get(&format!("/search?{wrong}"));
        assert_eq!(page.status, 422, "{wrong}");
        assert!(page.text().contains("class=\"error\""), "{wrong}");
    }
    browser
        .get("/times?care=3")
        .assert(404, &["n'est pas proposé à la réservation en ligne"]);
    Site::empty(Settings::default())
        .browser()
        .get("/")
        .assert(200, &["pas encore ouverte"]);
}

#[test]
fn free_times_are_asked_thirty_times_a_minute() {
    let site = Site::with(Settings::default());
    let mut browser = site.browser().with_header("X-Forwarded-For", "198.51.100.9");
    let statuses: Vec<u16> = (0..32).map(|_| browser.get("/times?care=1").status).collect();
    assert_eq!(statuses.iter().filter(|s| **s == 200).count(), 30);
    let page = browser.get("/times?care=1");
    page.assert(429, &["Trop de demandes"]);
    assert!(page.header("retry-after").is_some());
}

#[test]
fn the_words_that_patients_agree_to_have_the_version_of_the_month_they_were_written() {
    use grappe::domain::consent::{TEXTS_FINGERPRINT, TEXTS_VERSION};
    let t = grappe::i18n::Texts::of(grappe::domain::patient::Language::Fr);
    let mut words = String::new();
    for (key, _) in grappe::i18n::keys(t.language()) {
        if key.starts_with("privacy-") || key.starts_with("identity-consent") {
            // Blanks that do not break are no other words.
            words.push_str(&t.text(&key).replace('\u{a0}', " "));
        }
    }
    assert_eq!(
        grappe::sys::hash::sha256_hex(words.as_bytes()),
        TEXTS_FINGERPRINT,
        "the words changed: raise TEXTS_VERSION (now {TEXTS_VERSION}) and write the new fingerprint down"
    );
}
