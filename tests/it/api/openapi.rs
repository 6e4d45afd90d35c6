//! The served description names every route of the machine interface, with its scope, and nothing else.

use axum::http::Method;
use grappe::web::router::{Access, table};

use super::program::Served;

#[test]
fn every_route_is_described_and_every_description_is_a_route() {
    let site = Served::new();
    let page = site.0.browser().get("/api/v1/openapi.json");
    page.assert(200, &["3.1.0"]);
    assert_eq!(page.header("content-type"), Some("application/json"));
    let document: serde_json::Value = serde_json::from_slice(&page.body).unwrap();
    let mut described: Vec<(String, String, String)> = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, act) in methods.as_object().unwrap() {
            let scope = act["description"].as_str().unwrap_or("").trim_matches(['`', '.']);
            let scope = scope.trim_start_matches("Scope `").to_owned();
            described.push((path.clone(), method.to_uppercase(), scope));
        }
    }
    let served = table()
        .into_iter()
        .filter(|route| route.path.starts_with("/api/"));
    let mut served: Vec<(String, String, String)> = served
        .map(|route| {
            let scope = match route.access {
                Access::Token(scope) => scope.key().to_owned(),
                _ => String::new(),
            };
            assert!(matches!(route.method, Method::GET | Method::POST));
            (route.path.to_owned(), route.method.to_string(), scope)
        })
        .collect();
    described.sort();
    served.sort();
    assert_eq!(described, served);
}

#[test]
fn whatever_makes_something_says_that_it_takes_a_key() {
    let site = Served::new();
    let page = site.0.browser().get("/api/v1/openapi.json");
    let document: serde_json::Value = serde_json::from_slice(&page.body).unwrap();
    let methods = document["paths"].as_object().unwrap().values();
    let acts = methods.flat_map(|methods| methods.as_object().unwrap().values());
    for act in acts.filter(|act| act["responses"].get("201").is_some()) {
        let parameters = act["parameters"].as_array();
        let takes_key = parameters
            .into_iter()
            .flatten()
            .any(|parameter| parameter["name"] == "Idempotency-Key");
        assert!(takes_key, "{}", act["operationId"]);
    }
}
