//! Tokens of the machine interface, made on the settings page.

use super::form::filled;
use crate::admin::Crew;
use crate::support::{Browser, Page};

const TOKENS: &str = "/admin/setup/tokens";

/// Makes one; the page that shows its secret.
fn made(alice: &mut Browser, answers: &[(&str, &str)]) -> Page {
    let form = filled(&alice.get(TOKENS), TOKENS);
    form.with(answers).post(alice, TOKENS)
}

fn secret(page: &Page) -> String {
    let shown = page.values("<code class=\"secret num\">");
    shown[0].split('<').next().unwrap().to_owned()
}

#[test]
fn a_token_made_for_one_practitioner_keeps_to_them() {
    let site = Crew::demo();
    let mut alice = site.signed_in("alice");
    alice.get(TOKENS).assert(
        200,
        &[
            "Seulement pour",
            "name=\"named:1\"",
            "name=\"named:2\"",
            "Dr Paul Petit",
        ],
    );
    let all = [("scope:slots:read", "1"), ("scope:agenda:read", "1")];
    let asks = |page: &Page, path: &str| {
        let key = format!("Bearer {}", secret(page));
        site.browser().with_header("Authorization", &key).get(path)
    };
    let limited = made(
        &mut alice,
        &[&all[..], &[("name", "Borne"), ("named:2", "1")]].concat(),
    );
    limited.assert(200, &["Borne", "seulement pour Dr Paul Petit"]);
    let seen = asks(&limited, "/api/v1/practitioners");
    seen.assert(200, &["Dr Paul Petit"]);
    assert!(!seen.text().contains("Martin"), "{}", seen.text());
    let other = asks(&limited, "/api/v1/agenda?date=2026-03-03&practitioner=1");
    assert_eq!(other.status, 404, "{}", other.text());

    let free = made(&mut alice, &[&all[..], &[("name", "Site")]].concat());
    asks(&free, "/api/v1/practitioners").assert(200, &["Dr Paul Petit", "Martin"]);
    assert_eq!(
        free.text().matches("seulement pour").count(),
        1,
        "the first one only"
    );

    // What was ticked is kept when something else is wrong.
    made(
        &mut alice,
        &[("name", ""), ("named:1", "1"), ("scope:slots:read", "1")],
    )
    .assert(422, &["name=\"named:1\" value=\"1\" checked"]);
    // Somebody who left since the page was opened does not make it a token for everybody.
    for others in [&[("named:9", "1")][..], &[("named:9", "1"), ("named:1", "1")]] {
        let gone = made(&mut alice, &[&all[..], &[("name", "Neuf")], others].concat());
        gone.assert(422, &["une des possibilités"]);
    }
    assert_eq!(site.run(site.app.api_tokens()).unwrap().len(), 2);
}
